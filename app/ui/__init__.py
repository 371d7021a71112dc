"""Windows, pages, panels and forms."""

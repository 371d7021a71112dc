"""Smart Routing Studio."""

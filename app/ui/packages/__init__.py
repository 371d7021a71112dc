"""Packages in the window: exporting to a file, importing with a preview."""

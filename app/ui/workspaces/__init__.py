"""Making, opening and copying workspaces, and what to do when one cannot be opened."""

"""One editor for each way that a field is edited, in a small file of its own."""

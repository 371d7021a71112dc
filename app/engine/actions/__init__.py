"""The action types: one file each."""

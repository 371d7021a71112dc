"""Dialogues with the action types."""

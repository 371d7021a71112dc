"""Worlds that answer."""

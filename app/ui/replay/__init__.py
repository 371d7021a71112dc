"""Replaying on screen: controls, trace, events, whole sample sets."""

"""Answers to the requests of a run."""

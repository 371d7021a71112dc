"""Tests of the pure edits."""

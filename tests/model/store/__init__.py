"""Tests of the workspace file."""

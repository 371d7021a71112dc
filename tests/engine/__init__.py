"""Tests of the pure interpreter."""

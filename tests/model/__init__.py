"""Tests of the plain data and rules."""

"""Tests of packages: their archive, their text, their content."""

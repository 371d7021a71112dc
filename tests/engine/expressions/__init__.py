"""Tests of templates and the names in them."""

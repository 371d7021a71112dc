"""Whole paths through the program, as people and scripts take them."""

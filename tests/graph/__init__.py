"""Tests of the canvas, on a screen that nobody sees."""

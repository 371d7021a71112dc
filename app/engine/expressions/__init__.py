"""Expressions and templates: values of a run put into texts, without giving anything away."""

"""The tab of a version: palette, canvas, inspector, problems."""

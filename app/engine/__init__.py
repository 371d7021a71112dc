"""The pure interpreter: compiles trees, runs emails through them, records why."""

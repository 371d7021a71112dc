"""What a checkout needs before its own code can run: standard library only, on every system."""

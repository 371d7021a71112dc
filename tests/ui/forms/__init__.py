"""Forms, driven by keys and clicks."""

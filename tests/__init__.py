"""Tests mirror app/; journeys, properties, architecture and benchmarks stand beside."""

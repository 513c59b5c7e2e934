"""Fuzzing: odd inputs for every reader, and whole random days; the same from the same seed."""

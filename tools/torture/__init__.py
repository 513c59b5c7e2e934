"""Runs killed at random moments, and what they leave: `make torture`."""

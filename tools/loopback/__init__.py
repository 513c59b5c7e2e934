"""Servers of our own on loopback, with the whims of print shops' servers: for tests and torture."""

"""A day held open: requests over a local socket, a line of JSON each."""

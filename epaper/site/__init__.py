"""The edition on the web: an issue as a folder of static files."""

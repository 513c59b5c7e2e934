"""Names of the sources that come with the program; here alone, since much of it needs no source."""

FOLDER = "folder"  # the day's own

"""Stories off the wire: agencies' formats, feeds, web pages and pasted text become stories of a
day's folder.
"""

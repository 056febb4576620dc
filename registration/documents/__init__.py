"""Rows in, bytes out: lists, calendars, feeds. No database, no web, no catalogue; all words are arguments."""

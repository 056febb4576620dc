"""Figures: what the numbers of one roundtable look like, and of all of them side by side."""

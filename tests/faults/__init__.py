"""Faults on purpose, at real processes: races, repeats, kill -9, mail servers and disks that fail."""

"""What organizers fill in: shape only, no queries."""

"""The outside: mail servers. They know nothing of us."""

"""What happens: verbs that write, record and queue mail. They never commit, so they compose."""

"""Reference data: states, territories, United Nations entities, and the order in which names are listed."""

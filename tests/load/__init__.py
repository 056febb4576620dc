"""Speed with figures, each beside a floor measured in the same run: `python -m tests.load`. Not part of the suite."""

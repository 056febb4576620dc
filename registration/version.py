"""The version of the software, said once."""

__version__ = "1.0.0"

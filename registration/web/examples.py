"""Examples of what to type, inside of sentences: they read from left to right in every script."""

from markupsafe import Markup, escape


def example(text: str) -> Markup:
    """The example by itself, for a sentence of a template."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def with_example(sentence: str, text: str) -> Markup:
    """A sentence with a place for `%(example)s`, filled in."""
    return escape(sentence) % {"example": example(text)}

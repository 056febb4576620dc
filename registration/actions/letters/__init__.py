"""From a row of the outbox to a mail: read the facts, word them in the reader's language, fold and stamp."""

from registration.actions.letters.composing import Composed, Preview, compose, preview

__all__ = ["Composed", "Preview", "compose", "preview"]

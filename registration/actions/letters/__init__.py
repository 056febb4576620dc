"""From a row of the outbox to a mail: read the facts, word them in the reader's language, fold and stamp."""

from registration.actions.letters.composing import Composed, Preview, compose, preview
from registration.rules.letters import Letter

# Their links are for one use: composing stores a hash, and needs a transaction.
STORES_A_LINK = frozenset({Letter.SIGN_IN, Letter.CONFIRM_CODE, Letter.COLLEAGUE_INVITED})

__all__ = ["STORES_A_LINK", "Composed", "Preview", "compose", "preview"]

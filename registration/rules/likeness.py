"""Whether two names may be those of one person. A suggestion to look at, never a reason to act."""

from difflib import SequenceMatcher

from registration.rules import names

# Two names are alike when so much of their letters is the same.
_ALIKE = 0.86


def nearly_same(one: str, other: str) -> bool:
    """The same words in another order, one word more or less, or a letter or two otherwise."""
    first, second = names.search_key(one).split(), names.search_key(other).split()
    if not first or not second:
        return False
    fewer, more = sorted((set(first), set(second)), key=len)
    if fewer == more or (len(fewer) > 1 and fewer < more):
        return True
    return SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio() >= _ALIKE

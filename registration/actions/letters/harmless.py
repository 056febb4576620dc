"""What people typed, made so that no mail program turns it into a link (OWASP ASVS 5.0, 1.3.7 and 1.3.10).

Anyone can register a stranger's address: our letter must not carry the words of whoever did.
"""

import re
import unicodedata

from registration.documents import characters

LONGEST = 100

_ADDRESS = re.compile(r"://|\bwww\.|\bmailto:|\]\(|\S@\S", re.IGNORECASE)

# What mail programs take for a host name: a dot between two letters or digits, "350.org" as well as "evil.example".
_DOT_IN_A_NAME = re.compile(r"(?<=\w)[.。．｡](?=\w)")
_HOST = re.compile(r"\w{2,}[.。．｡]\w{2,}")
_ONE_DOT_LEADER = "\u2024"

# Of signs, what a name in a header needs no quotation marks for (RFC 5322 §3.2.3), and joiners.
_SIGNS_OF_NAMES = frozenset(f" '’-&/+_·{_ONE_DOT_LEADER}\u200c\u200d")


def text(typed: str) -> str:
    """One line without links, at most a hundred characters: empty when it was an address of the web or of mail.

    A dot inside a word becomes a character that looks the same, so that "350.org" stays readable and is no link.
    """
    line = " ".join(characters.one_line(typed).split())
    if _ADDRESS.search(line):
        return ""
    if len(line) > LONGEST:
        line = line[: LONGEST - 1].rstrip() + "…"
    return _DOT_IN_A_NAME.sub(_ONE_DOT_LEADER, line)


def name(typed: str) -> str:
    """A person's name for a greeting: empty when it looks like a host name, so that the greeting is a neutral one."""
    return "" if _HOST.search(characters.one_line(typed)) else text(typed)


def header(text: str) -> str:
    """One line for a header. Python's library decodes what looks encoded (RFC 2047), line breaks and all."""
    return characters.one_line(text).replace("=?", "= ?")


def header_name(text: str) -> str:
    """A name beside an address in a header, without the signs that Python's library loses track of when it folds."""
    kept = (
        sign if sign in _SIGNS_OF_NAMES or unicodedata.category(sign)[0] in "LMN" else " " for sign in text
    )
    return " ".join("".join(kept).split())

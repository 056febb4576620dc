"""What people typed, made so that no mail program turns it into a link (OWASP ASVS 5.0, 1.3.7 and 1.3.10).

Anyone can register a stranger's address: our letter must not carry the words of whoever did.
"""

import re

from registration.documents import characters

LONGEST = 100

_ADDRESS = re.compile(r"://|\bwww\.|\bmailto:|\]\(|\S@\S", re.IGNORECASE)

# What mail programs take for a host name: a dot between two letters or digits, "350.org" as well as "evil.example".
_DOT_IN_A_NAME = re.compile(r"(?<=\w)[.。．｡](?=\w)")
_HOST = re.compile(r"\w{2,}[.。．｡]\w{2,}")
_ONE_DOT_LEADER = "\u2024"


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

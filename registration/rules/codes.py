"""Codes as people type them: with spaces, hyphens, in capitals, with the digits of their keyboard."""

import unicodedata


def plain(typed: str) -> str:
    """Letters and digits alone, the digits of every script as 0 to 9."""
    return "".join(_plain(sign) for sign in typed.casefold() if sign.isalnum())


def is_of_digits(code: str, length: int) -> bool:
    return len(code) == length and code.isascii() and code.isdigit()


def _plain(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)

"""Characters that a format cannot carry: replaced, so that one of them never costs everyone the document."""

import re

REPLACEMENT = "\ufffd"

# Everything outside XML 1.0 §2.2 Char. A carriage return is inside, but every parser reads a line feed.
_ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def xml_text(text: str) -> str:
    """Text as XML can hold it: line breaks as line feeds, U+FFFD for what is illegal."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL_IN_XML.sub(REPLACEMENT, text)


def paragraphs(text: str) -> str:
    """Text whose only control characters are line feeds and tabs."""
    return _SURROGATE.sub(REPLACEMENT, _CONTROL.sub("", _LINE_BREAK.sub("\n", text)))


def one_line(text: str) -> str:
    """Text without any line break or control character; each becomes a space."""
    return paragraphs(text).replace("\n", " ").replace("\t", " ").strip()

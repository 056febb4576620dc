"""Names that are attacks: printable, short enough for every field, and accepted as what they are."""

MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title></textarea></script><script>alert(1)",
    "<!--<img src=x onerror=alert(1)>-->",
    "<iframe src=//evil.example></iframe>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;//evil.example>",
    "<style>@import'//evil.example'</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example><input name=x autofocus onfocus=alert(1)>",
    "javascript:alert(1)//",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\u003cscript\\u003ealert(1)",
]
TEMPLATES = [
    "{{ 1234 * 1000 }}",
    "{% include 'base.html' %}{{ config }}",
    "${1234*1000}#{1234*1000}",
    "%(name)s %s %n %",
    "{0.__class__}{name}",
]
LINKS = [
    "[Click](https://evil.example)",
    "https://evil.example/?a=1",
    "www.evil.example",
    "evil．example",
    "mailto:all@evil.example",
    "<https://evil.example>",
]
FORMULAS = ['=HYPERLINK("//evil.example")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "＝1+1", "'=1+1"]
HEADERS = [
    "Aya%0d%0aBcc: all@evil.example",
    "Aya\\r\\nBcc: all@evil.example",
    # What looks encoded (RFC 2047) and holds a line break: Python's library would decode it into the header.
    "=?utf-8?q?Aya=0ABcc:_all=40evil=2Eexample?=",
    "=?utf-8?q?Aya=0D=0A=0D=0AHello?=",
    "=?utf-8?b?QQpCY2M6IGFsbA==?=",
    'Aya" <all>, "B',
    "a, b; c: d (e",
]
CALENDARS = [
    "a;RSVP=TRUE:mailto:all@evil.example",
    "x\\nEND:VEVENT\\nBEGIN:VALARM",
    'CN="x";y,z:"',
    "\\;\\,\\n",
]
SCRIPTS = ["שלום (abc) 12:30", "Z" + "\u0301\u0327\u0489" * 12, "W" * 40, "👩‍👩‍👧‍👦" * 3]

ATTACKS = [*MARKUP, *TEMPLATES, *LINKS, *FORMULAS, *HEADERS, *CALENDARS, *SCRIPTS]

# What must be nowhere in what is sent: results of templates, and what would be followed or fetched.
WORKED_OUT = ["1234000", "alert(1)</script", "<script>alert", "<img src=x", "<svg/onload", "<iframe"]


def dealt(fields: dict[str, int], start: int) -> dict[str, str]:
    """An attack for each field, cut to its length: another one for each start, so that every field gets all."""
    return {
        name: ATTACKS[(start + place) % len(ATTACKS)][:longest].strip()
        for place, (name, longest) in enumerate(fields.items())
    }

"""The catalogues of messages: collected from the code, filled by translators, compiled for the site.

    python -m tests.catalogues update [LANG ...]    after words changed in code or templates
    python -m tests.catalogues missing LANG         what still waits for a translation, as JSON
    python -m tests.catalogues fill LANG FILE.json  {message: translation, or [one text per plural form]}
    python -m tests.catalogues compile [LANG ...]   after a .po was edited by hand

`missing` prints what `fill` reads. A message with a context is written "context\\u0004message".
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from registration import folders
from tests import source

# English is what the code says. The Arabic forms are gettext's usual ones: zero, one, two, few, many, other.
PLURALS = {
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"),
    "es": (2, "(n != 1)"),
    "fr": (2, "(n > 1)"),
    "ru": (3, "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"),
    "zh": (1, "0"),
}
LANGUAGES = tuple(PLURALS)
KEYWORDS = DEFAULT_KEYWORDS | {
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_npgettext": ((1, "c"), 2, 3),
}
CONTEXT_ENDS = "\x04"
PLAIN_SPACES = {
    "fr": [
        (r"[ \u00a0\u202f]+(?=[:»])", "\u00a0"),
        (r"(?<=«)[ \u00a0\u202f]+", "\u00a0"),
        (r"[ \u00a0\u202f]+(?=[;?!])", "\u202f"),
    ]
}


class Words(Catalog):
    """A catalogue whose header says nothing that changes from one day, or one Babel, to the next."""

    def __init__(self, language: str | None = None) -> None:
        super().__init__(locale=language, fuzzy=False, charset="utf-8")
        if language:
            self._num_plurals, self._plural_expr = PLURALS[language]

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", self.locale_identifier or ""),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", f"nplurals={self.num_plurals}; plural={self.plural_expr};"),
        ]


def update(language: str) -> None:
    """Take in new messages and forget those that are gone; a changed sentence is a new one."""
    known, renewed = read(language), Words(language)
    for message in messages(extracted()):
        renewed.add(message.id, _carried(known, message), message.locations, context=message.context)
    write(language, renewed)


def missing(language: str) -> dict[str, str | list[str]]:
    """The messages that wait for a translation, with empty places to fill."""
    return {
        key(message): [""] * PLURALS[language][0] if message.pluralizable else ""
        for message in messages(read(language))
        if not all(forms(message))
    }


def fill(language: str, given: dict[str, str | list[str]]) -> int:
    """Write translations into the catalogue and compile it. Answers how many; refuses what it cannot place."""
    catalogue = read(language)
    places = {key(message): message for message in messages(catalogue)}
    if problems := list(_misplaced(places, given, PLURALS[language][0])):
        raise SystemExit("\n".join(problems))
    for text, translation in given.items():
        spaced = [_spaced(language, form) for form in _as_list(translation)]
        places[text].string = tuple(spaced) if places[text].pluralizable else spaced[0]
    write(language, catalogue)
    return len(given)


def extracted() -> Words:
    """Every message of code and templates, and the files it stands in."""
    with (folders.TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as configuration:
        method_map, options_map = parse_mapping_cfg(configuration)
    found = Words()
    for name, line, text, _, context in extract_from_dir(
        source.ROOT, method_map, options_map, KEYWORDS, directory_filter=_holds_our_words
    ):
        found.add(text, None, [(name, line)], context=context)
    return found


def read(language: str) -> Words:
    catalogue = Words(language)
    if path(language).exists():
        with path(language).open("rb") as file:
            for message in messages(read_po(file, locale=language)):
                catalogue.add(
                    message.id, message.string, message.locations, message.flags, context=message.context
                )
    return catalogue


def write(language: str, catalogue: Words) -> None:
    """The .po that people read and the .mo that the site reads, in the same order whoever writes them."""
    catalogue.header_comment = f"# {language}: translated by the terms and rules of ../../GLOSSARY.md."
    text = BytesIO()
    write_po(text, catalogue, width=0, sort_output=True, ignore_obsolete=True, include_lineno=False)
    _replace(path(language), text.getvalue())
    _replace(path(language).with_suffix(".mo"), compiled(catalogue))


def compiled(catalogue: Words) -> bytes:
    binary = BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()


def path(language: str) -> Path:
    return folders.TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def key(message: Message) -> str:
    """What names a message in JSON: its English text (the singular), after its context if it has one."""
    text = message.id[0] if message.pluralizable else message.id
    return f"{message.context}{CONTEXT_ENDS}{text}" if message.context else text


def forms(message: Message) -> list[str]:
    """The translations: one, or one for each plural form."""
    return _as_list(message.string)


def _carried(known: Words, message: Message) -> str | tuple[str, ...]:
    before = known.get(message.id, message.context)
    if before and before.pluralizable == message.pluralizable and not before.fuzzy:
        return before.string
    return ("",) * known.num_plurals if message.pluralizable else ""


def _misplaced(places: dict[str, Message], given: dict[str, str | list[str]], plurals: int) -> Iterable[str]:
    for text, translation in given.items():
        if text not in places:
            yield f"No such message: {text!r}"
        elif places[text].pluralizable and (isinstance(translation, str) or len(translation) != plurals):
            yield f"Needs a list of {plurals} forms: {text!r}"
        elif not places[text].pluralizable and not isinstance(translation, str):
            yield f"Needs one text: {text!r}"


def _spaced(language: str, text: str) -> str:
    """Spaces that must not break a line, put in for the translator: they cannot be seen while typing."""
    for pattern, space in PLAIN_SPACES.get(language, []):
        text = re.sub(pattern, space, text)
    return text


def _as_list(translation: str | tuple[str, ...] | list[str]) -> list[str]:
    return [translation] if isinstance(translation, str) else list(translation)


def _holds_our_words(folder: str | os.PathLike[str]) -> bool:
    return not Path(folder).name.startswith(".") and Path(folder).name not in (
        "__pycache__",
        "static",
        "tests",
    )


def _replace(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(target)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.catalogues",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("update", "compile"):
        commands.add_parser(name).add_argument("languages", nargs="*", metavar="LANG")
    for name in ("missing", "fill"):
        commands.add_parser(name).add_argument("language", choices=LANGUAGES)
    commands.choices["fill"].add_argument("file", type=Path)
    asked = parser.parse_args()
    if unknown := set(getattr(asked, "languages", ())) - set(LANGUAGES):
        parser.error(f"no such language: {', '.join(sorted(unknown))}")
    if asked.command == "missing":
        json.dump(missing(asked.language), sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif asked.command == "fill":
        print(
            f"{asked.language}: {fill(asked.language, json.loads(asked.file.read_text('utf-8')))} filled, "
            f"{len(missing(asked.language))} missing"
        )
    else:
        for language in asked.languages or LANGUAGES:
            update(language) if asked.command == "update" else write(language, read(language))
            print(f"{language}: {len(missing(language))} missing")


if __name__ == "__main__":
    main()

"""Every word of the site in every language: complete, compiled, with the same blanks, in its own script."""

import re
import unicodedata
from collections import Counter
from functools import cache
from gettext import c2py

import pytest
from babel.messages.catalog import Message

from registration import i18n
from tests import catalogues, source, translated

pytestmark = pytest.mark.static

SCRIPTS = {"ar": "ARABIC", "es": "LATIN", "fr": "LATIN", "ru": "CYRILLIC", "zh": "CJK"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{\w+\}")
PER_CENT = re.compile(r"%(?!\(\w+\)[sd])")
TAG = re.compile(r"<[^<>]+>")
SAMPLE = re.compile(
    r"[!-~]+@[!-~]+|https?://[!-~]*|\+[\d ]{6,}"
)  # an address or a number shown as an example
HAN = r"[\u4e00-\u9fff]"
ARABIC = r"[\u0621-\u064a]"
ENDINGS = {".": ".。", ":": ":：", "?": "?؟？", ",": ",،，："}
ABBREVIATED = re.compile(r"\b(Mr|Ms|Dr)\.$")
UNWELCOME = {
    "every language": r"\.\.\.|!|！|  |\"|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]",
    "ar": rf"{ARABIC}\s?[,;?]|[٠-٩۰-۹]|ـ|[“”]",
    "es": r"['“”]|\bsólo\b|^[^¿]*\?|^[^?]*¿[^?]*$",
    "fr": (
        r"['“”]|(?<!\u202f)[;?]|(?<!\u00a0)»|«(?!\u00a0)| :|[^\d\s\u00a0(‹]:(?!\w|/)"
        r"|oe(?=ur|uv)|\bNations unies\b"
    ),
    "ru": r"['“”ёЁ]| - ",
    "zh": rf"{HAN}[,.;:?()]|[,.;:?()]{HAN}|{HAN} (?=[A-Za-z0-9{HAN[1:]})|[A-Za-z0-9] {HAN}|您们",
}

every_language = pytest.mark.parametrize("language", catalogues.LANGUAGES)


def test_there_is_a_catalogue_for_every_language_but_the_one_of_the_code():
    folders = {path.parent.parent.name for path in source.files(source.PACKAGE / "translations", ".po")}

    assert folders == set(catalogues.LANGUAGES) == set(i18n.LANGUAGES) - {i18n.DEFAULT}


@every_language
def test_a_catalogue_holds_every_message_of_code_and_templates_and_no_other(language):
    held, used = Counter(map(_identity, _messages(language))), Counter(map(_identity, _extracted()))

    assert held - used == used - held == Counter(), "run: python -m tests.catalogues update"


@every_language
def test_every_message_is_translated_in_all_its_forms(language):
    assert list(catalogues.missing(language)) == []


@every_language
def test_no_translation_is_a_guess(language):
    assert [catalogues.key(message) for message in _messages(language) if message.fuzzy] == []


@every_language
def test_what_the_site_reads_is_what_the_catalogue_says(language):
    binary = catalogues.path(language).with_suffix(".mo").read_bytes()

    assert binary == catalogues.compiled(catalogues.read(language)), "run: python -m tests.catalogues compile"


@every_language
def test_a_catalogue_is_written_as_the_tool_writes_it(language, tmp_path, monkeypatch):
    written, catalogue = catalogues.path(language).read_bytes(), _read(language)
    monkeypatch.setattr(catalogues, "path", lambda _: tmp_path / "messages.po")
    catalogues.write(language, catalogue)

    assert (tmp_path / "messages.po").read_bytes() == written, "run: python -m tests.catalogues compile"


@every_language
def test_plural_forms_are_those_of_the_language(language):
    count, rule = catalogues.PLURALS[language]

    assert {c2py(rule)(number) for number in range(1000)} == set(range(count))
    assert {len(catalogues.forms(message)) for message in _messages(language) if message.pluralizable} <= {
        count
    }


@every_language
def test_a_translation_has_the_blanks_of_its_source(language):
    def differs(message: Message, index: int, text: str) -> bool:
        return _blanks(text) not in _welcome_blanks(language, message, index)

    assert _faulty(language, differs) == []


@every_language
def test_a_translation_says_per_cent_in_words(language):
    # Templates format every message, Python only those with blanks: neither "%" nor "%%" is right in both.
    assert _faulty(language, lambda _message, _index, text: PER_CENT.search(text)) == []


@every_language
def test_a_translation_has_the_markup_of_its_source(language):
    def differs(message: Message, _: int, text: str) -> bool:
        return Counter(TAG.findall(text)) != Counter(TAG.findall(_english(message)))

    assert _faulty(language, differs) == []


@every_language
def test_a_translation_keeps_the_white_space_around_it(language):
    def differs(message: Message, _: int, text: str) -> bool:
        return _has_words(_english(message)) and _edges(text) != _edges(_english(message))

    assert _faulty(language, differs) == []


@every_language
def test_a_translation_is_in_the_script_of_its_language(language):
    def foreign(message: Message, _: int, text: str) -> bool:
        return _has_words(_english(message)) and not _written_in(SCRIPTS[language], _prose(text))

    assert _faulty(language, foreign) == []


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_no_latin_word_stands_in_another_script(language):
    def mixed(_message: Message, _index: int, text: str) -> bool:
        return (
            not set(re.findall(r"\b[A-Za-z]*[a-z]{2,}[A-Za-z]*\b", _prose(text), re.ASCII))
            <= translated.NAMES
        )

    assert _faulty(language, mixed) == []


@every_language
def test_no_sentence_is_left_in_english(language):
    def untouched(message: Message, _: int, text: str) -> bool:
        return text == _english(message) and len(re.findall(r"[a-z]{2,}", _prose(text))) >= 3

    assert _faulty(language, untouched) == []


@every_language
def test_a_translation_ends_as_its_source_does(language):
    def ends_otherwise(message: Message, _: int, text: str) -> bool:
        english = _english(message)
        if not _has_words(english) or ABBREVIATED.search(english):
            return False
        ending = ENDINGS.get(english[-1])
        return text[-1] not in ending if ending else text[-1] in "".join(ENDINGS.values())

    assert _faulty(language, ends_otherwise) == []


@every_language
def test_a_translation_follows_the_typography_of_its_language(language):
    unwelcome = re.compile(f"{UNWELCOME['every language']}|{UNWELCOME[language]}")

    assert _faulty(language, lambda _message, _index, text: unwelcome.search(_prose(text))) == []


def test_the_english_of_the_code_is_written_with_care():
    ours = [text for message in _extracted() for text in _sources(message)]

    assert [text for text in ours if PER_CENT.search(text)] == []
    assert [text for text in ours if re.search(r"\.\.\.|!|  |\"", _prose(text))] == []


def _faulty(language: str, fault) -> list[tuple[str, str]]:
    """(source, translation) wherever a translation has the fault; empty ones are the matter of another test."""
    return [
        (_english(message), text)
        for message in _messages(language)
        for index, text in enumerate(catalogues.forms(message))
        if text and fault(message, index, text)
    ]


def _welcome_blanks(language: str, message: Message, index: int) -> list[Counter[str]]:
    """The blanks a form may have: a form that stands for one number only need not print it."""
    wanted = [_blanks(text) for text in _sources(message)]
    if message.pluralizable and _stands_for_one_number(language, index):
        wanted += [
            Counter({name: times for name, times in blanks.items() if not name.startswith("%(num)")})
            for blanks in wanted
        ]
    return wanted if not message.pluralizable or _stands_for_one_number(language, index) else wanted[1:]


def _stands_for_one_number(language: str, index: int) -> bool:
    choose = c2py(catalogues.PLURALS[language][1])
    return sum(choose(number) == index for number in range(1000)) == 1


def _blanks(text: str) -> Counter[str]:
    """Placeholders with how often they stand; a lone % counts too, because it breaks the formatting."""
    return Counter(match.group() for match in PLACEHOLDER.finditer(text)) + Counter(
        {"%": PLACEHOLDER.sub("", text).replace("%%", "").count("%")}
    )


def _prose(text: str) -> str:
    """What a person reads, without markup and examples; each blank stands for a digit."""
    return SAMPLE.sub("", PLACEHOLDER.sub("0", TAG.sub("", text)))


def _has_words(text: str) -> bool:
    return re.search(r"[a-z]{2,}", _prose(text)) is not None


def _written_in(script: str, text: str) -> bool:
    letters = [unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()]
    return script in letters if script != "LATIN" else set(letters) <= {"LATIN", "MASCULINE", "FEMININE"}


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _english(message: Message) -> str:
    return _sources(message)[-1]


def _sources(message: Message) -> list[str]:
    return list(message.id) if message.pluralizable else [message.id]


def _identity(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, tuple(_sources(message))


@cache
def _extracted() -> list[Message]:
    return catalogues.messages(catalogues.extracted())


@cache
def _read(language: str) -> catalogues.Words:
    return catalogues.read(language)


def _messages(language: str) -> list[Message]:
    return catalogues.messages(_read(language))

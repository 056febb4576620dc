"""The letters that need a word of their own when names are put in order."""

import unicodedata

_AFTER_EVERY_LETTER = "\uf8ff"

# Letters that Unicode does not take apart, filed beside the one a reader looks under.
_PLAIN = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "n", "ı": "i",
        "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɲ": "n", "ɛ": "e", "ɔ": "o",
        "ґ": "г", "є": "е", "і": "и", "ї": "и", "ј": "и", "ђ": "д", "ћ": "ч", "љ": "л", "њ": "н", "џ": "д",
        "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ү": "у", "ұ": "у", "һ": "х", "ҳ": "х", "ҷ": "ч",
        "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ہ": "ه",
    }
)  # fmt: skip

_OWN_LETTER_EVERYWHERE = {"й": "й"}
_OWN_LETTER = {"es": {"ñ": "n" + _AFTER_EVERY_LETTER}}

# Characters that the Chinese standard does not file by sound, or that sound different here (Bìlǔ, Peru).
_BY_SOUND = {"秘鲁": "毕鲁", "斐": "匪", "瑙": "恼"}

_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"


def without_arabic_article(text: str) -> str:
    """Arabic lists file الأردن under أ; a word such as ألبانيا, which has no article, stays as it is."""
    has_article = text.startswith("ال") and len(text) > len("ال") + 1
    return text[len("ال") :] if has_article else text


def spelled_by_sound(text: str) -> str:
    """Replace the few Chinese characters that would be filed where nobody looks by ones of the same sound."""
    for written, sounding in _BY_SOUND.items():
        text = text.replace(written, sounding)
    return text


def plain(character: str) -> str:
    """The letter or letters a reader looks under, where Unicode itself does not say so."""
    return character.translate(_PLAIN)


def own_letter(character: str, language: str) -> str | None:
    """What to sort by for a letter that only looks like another one with an accent, else None."""
    return _OWN_LETTER_EVERYWHERE.get(character) or _OWN_LETTER.get(language, {}).get(character)


def weight(letter: str) -> str:
    """What one letter sorts by: digits of all scripts alike, Chinese characters by their sound."""
    digit = unicodedata.decimal(letter, None) if len(letter) == 1 else None
    if digit is not None:
        return str(digit)
    if len(letter) == 1 and _FIRST_HAN <= letter <= _LAST_HAN:
        return _han_weight(letter)
    return letter


def _han_weight(character: str) -> str:
    """GB/T 2312-1980 lists the 3,755 most frequent characters by pinyin and the others by radical."""
    try:
        row, cell = character.encode("gb2312")
    except UnicodeEncodeError:
        return _LAST_HAN + character
    return chr(ord(_FIRST_HAN) + (row - 0xB0) * 94 + (cell - 0xA1))

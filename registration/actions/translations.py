"""The texts of a roundtable in one language, written beside another one."""

from collections.abc import Mapping
from datetime import datetime

from registration.actions import audit, seats
from registration.queries import translations
from registration.rules.refusals import ChangedMeanwhile
from registration.rules.verbs import Verb


def save(
    room: seats.Room, language: str, written: Mapping[str, str], *, seen: str, by: audit.By, at: datetime
) -> None:
    """Write what is named by the keys of `queries/translations.py`; an empty text takes the translation away.

    `seen` is the digest of what the form was filled from. Raises ChangedMeanwhile. Nobody is told by mail: a place that
    is named already is left as it is.
    """
    texts = translations.texts_of(room.roundtable)
    if translations.digest(texts, language) != seen:
        raise ChangedMeanwhile
    changed = [
        text
        for text in texts
        if text.key in written
        and not text.is_fixed(language)
        and text.by_language.get(language, "") != written[text.key]
    ]
    for text in changed:
        others = {code: words for code, words in text.by_language.items() if code != language}
        mine = {language: written[text.key]} if written[text.key] else {}
        setattr(text.owner, text.attribute, others | mine)
    if not changed:
        return
    # Forms that were filled from the former texts are out of date.
    for owner in {id(text.owner): text.owner for text in changed}.values():
        owner.version += 1
    room.roundtable.updated_at = at
    audit.record(
        Verb.ROUNDTABLE_TRANSLATED,
        by=by,
        at=at,
        roundtable_id=room.roundtable.id,
        language=language,
        fields=sorted({text.word for text in changed}),
    )

"""The demonstration's agendas, speakers, documents and links to join."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from registration.actions import audit, document_files, documents
from registration.extensions import db
from registration.models.agenda_items import AgendaItem
from registration.models.documents import Audience
from registration.models.roundtables import Roundtable
from registration.models.speakers import Speaker


def create(content: dict[str, Any], *, by: audit.By, at: datetime) -> None:
    """By the slugs of roundtables that are there. The shape is that of `data/demo/agenda.json`."""
    for slug, facts in content.items():
        roundtable = db.session.scalars(select(Roundtable).where(Roundtable.slug == slug)).one()
        items = [
            AgendaItem(position=position, **item) for position, item in enumerate(facts["agenda"], start=1)
        ]
        roundtable.agenda = items
        roundtable.speakers = [
            Speaker(
                position=position,
                agenda_item=None if speaker["item"] is None else items[speaker["item"]],
                **{key: value for key, value in speaker.items() if key != "item"},
            )
            for position, speaker in enumerate(facts["speakers"], start=1)
        ]
        roundtable.joining_url, roundtable.joining_version = facts["joining_url"], 1
        for one in facts["documents"]:
            about = documents.Facts(one["title"], one["language"], Audience(one["audience"]))
            file = document_files.checked(one["text"].encode(), one["name"])
            documents.add(roundtable, about, file, by=by, at=at)
    # Read again, so that codes of the content become members of their sets.
    db.session.flush()
    db.session.expire_all()

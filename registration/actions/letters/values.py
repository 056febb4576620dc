"""The plain values a letter is made of. Templates see these and nothing else: no rows, no application."""

from dataclasses import dataclass, field

from registration.actions.letters.answers import Fact
from registration.actions.letters.digests import Part
from registration.actions.letters.entries import Entry
from registration.actions.letters.meetings import Change, Meeting
from registration.rules import schedule
from registration.rules.own_words import Paragraph


@dataclass(frozen=True)
class Contents:
    """Everything a template may print; empty where a letter has nothing of the kind."""

    language: str
    direction: str
    site_name: str
    programme: str
    ask_for_link: str
    greeting_name: str
    # The name of the person it is about, or words for one.
    participant: str
    # "none", "request" or "cancel": what the calendar entry that travels along does.
    calendar: str
    contact_email: str
    contact_name: str = ""
    # The reader registered somebody else.
    is_copy: bool = False
    # What a subject line calls the matter: the title, or the reference where the roundtable may not be named.
    about: str = ""
    reference: str = ""
    status: str = ""
    status_words: str = ""
    meeting: Meeting | None = None
    facts: list[Fact] = field(default_factory=list)
    answers: list[Fact] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    message: list[str] = field(default_factory=list)
    link: str = ""
    # Where the meeting takes place online, in the letter that is for this.
    joining: str = ""
    entries: list[Entry] = field(default_factory=list)
    # The reference of the registration that goes on, of one that was merged.
    into: str = ""
    # Organizers have said yes to it.
    approved: bool = False
    # Until when a seat is offered or the address has to be confirmed, in words.
    until: str = ""
    # Whom an invitation addresses, and for how many people.
    addressee: str = ""
    is_office: bool = False
    seats: int = 1
    # The delegation a focal point looks after.
    delegation: str = ""
    # Whoever comes instead, or in whose place one comes.
    other: str = ""
    needs_pass: bool = False
    joins_online: bool = False
    # Of an organizer's part: in which organization, what it is, who offers it.
    organization: str = ""
    role: str = ""
    inviter: str = ""
    # The organization convenes the roundtable now.
    convenes: bool = False
    # The organizers' own words, and the language they are in where it is not the reader's.
    own_subject: str = ""
    own_paragraphs: list[Paragraph] = field(default_factory=list)
    own_language: str = ""
    own_direction: str = ""
    sent_by: str = ""
    digest: list[Part] = field(default_factory=list)
    days: int = schedule.SIGN_IN_LINK_LIFE.days
    # A code to type, and how long it is good for.
    code: str = ""
    minutes: int = int(schedule.CONFIRM_CODE_LIFE.total_seconds()) // 60
    # What was changed in an organizer's account, when, and the name of the passkey if it was one.
    notice: str = ""
    happened: str = ""
    passkey: str = ""

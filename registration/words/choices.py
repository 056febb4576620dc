"""Words for the options of choices."""

from flask_babel import lazy_gettext as _

REPRESENTED_BY = {
    "mission": _("Permanent mission"),
    "capital": _("Capital"),
    "embassy": _("Embassy or consulate"),
}
DELEGATION_ROLES = {
    "head": _("Head of delegation"),
    "alternate": _("Alternate"),
    "adviser": _("Adviser"),
    "expert": _("Expert"),
    "observer": _("Observer"),
}
ECOSOC_STATUSES = {
    "special": _("Special consultative status"),
    "general": _("General consultative status"),
    "roster": _("Roster"),
    "none": _("No consultative status"),
    "unknown": _("I do not know"),
}
CHANGES = {
    "new": _("New on the list"),
    "gone": _("Gone"),
    "replaced_by": _("Replaced"),
    "replaces": _("Replaces somebody"),
    "changed": _("Changed"),
}
MODES = {
    "in_person": _("In person"),
    "online": _("Online"),
    "hybrid": _("In person and online"),
}
ATTRIBUTIONS = {
    "public": _("On the record"),
    "chatham_house": _("Chatham House Rule"),
    "off_the_record": _("Off the record"),
}
ATTRIBUTION_RULES = {
    "public": _("Statements may be attributed to those who make them."),
    "chatham_house": _(
        "Participants may use the information received, but neither the identity nor the affiliation of "
        "any speaker or other participant may be revealed."
    ),
    "off_the_record": _("Nothing that is said may be quoted or reported."),
}
ADMISSIONS = {
    "open": _("Anyone may register"),
    "approval": _("Anyone may register, organizers approve"),
    "invitation": _("By invitation only"),
}
ADMISSION_RULES = {
    "open": _("Whoever registers has a seat at once, or waits for one."),
    "approval": _("Organizers decide about each registration; the approved have a seat or wait for one."),
    "invitation": _("Nobody can register on the public page; organizers add people."),
}
SUBSTITUTIONS = {
    "automatic": _("At once, without asking the organizers"),
    "approval": _("After organizers have approved the other person"),
    "never": _("Not at all"),
}
YES_NO = {True: _("Yes"), False: _("No")}
ACCENTS = {
    "teal": _("Teal"),
    "ochre": _("Ochre"),
    "plum": _("Plum"),
    "moss": _("Moss"),
    "clay": _("Clay"),
    "ink": _("Ink"),
}
SPEAKER_ROLES = {
    "chair": _("Chair"),
    "moderator": _("Moderator"),
    "keynote": _("Keynote speaker"),
    "speaker": _("Speaker"),
    "discussant": _("Discussant"),
    "rapporteur": _("Rapporteur"),
}
AUDIENCES = {
    "public": _("Everyone, on the public page"),
    "confirmed": _("Confirmed participants, on their own page"),
    "organizers": _("Organizers only"),
}
ROLES = {
    "owner": _("Owner"),
    "manager": _("Manager"),
    "approver": _("Approver"),
    "door": _("Door"),
    "viewer": _("Viewer"),
}
ROLE_RULES = {
    "owner": _("Everything, the people of the organization and the record of downloads included."),
    "manager": _("Everything about roundtables and about those who register."),
    "approver": _(
        "Decides about those who register and sees how to reach them: about everybody, or within the limits below."
    ),
    "door": _("Sees those who are expected, without addresses and phone numbers."),
    "viewer": _("Sees who registers and all numbers, without addresses and phone numbers."),
}

BY_FIELD = {
    "change": CHANGES,
    "represented_by": REPRESENTED_BY,
    "delegation_role": DELEGATION_ROLES,
    "ecosoc_status": ECOSOC_STATUSES,
    "mode": {key: MODES[key] for key in ("in_person", "online")},
}

"""Words for the questions of the registration form: labels, hints, and what to do when an answer is missing."""

from flask_babel import lazy_gettext as _

from registration.words.columns import COLUMNS

LABELS = {
    "stakeholder_type": _("Who are you?"),
    "state": _("State"),
    "un_entity": _("United Nations entity"),
    "organization": _("Organization"),
    "represented_by": _("Represented by"),
    "department": _("Department or section"),
    "duty_station": _("Duty station"),
    "country": _("Country or territory where based"),
    "honorific": _("Title"),
    "given_names": _("Given names"),
    "family_name": _("Family name"),
    "plate_name": _("Name for the plate"),
    "position": _("Position"),
    "delegation_role": _("Role in the delegation"),
    "email": _("E-mail address"),
    "phone": _("Phone number"),
    "mode": _("How will you attend?"),
    "grounds_pass": _("Do you hold a valid United Nations grounds pass?"),
    "ecosoc_status": _("Consultative status with the Economic and Social Council (ECOSOC)"),
    "language": _("Language for our messages"),
    "consent_listed": _("List my name and organization for the other participants"),
    "registrant_name": _("Your own name"),
    "registrant_email": _("Your own e-mail address"),
    "accompanying": _("Accompanying persons"),
}

# What an answer is called where nobody is asked: in letters, in the history, on organizers' pages.
NAMES = LABELS | {
    key: COLUMNS[key]
    for key in ("stakeholder_type", "mode", "grounds_pass", "ecosoc_status", "language", "consent_listed")
}

# The same questions when somebody registers another person.
LABELS_ON_BEHALF = {
    "stakeholder_type": _("Who is the participant?"),
    "mode": _("How will the participant attend?"),
    "grounds_pass": _("Does the participant hold a valid United Nations grounds pass?"),
    "consent_listed": _(
        "The participant agrees to be listed, by name and organization, for the other participants"
    ),
    "email": _("The participant's e-mail address"),
}

# What a question is called for one kind of stakeholder.
LABELS_BY_TYPE = {
    ("un_staff", "organization"): _("Name of the entity, if it is not in the list"),
    ("regional_organization", "country"): _("Country or territory of the office"),
}

HINTS = {
    "state": _("Start typing: common names and abbreviations work too"),
    "un_entity": _("Start typing a name or an acronym"),
    "honorific": _("For instance H.E., Ms., Mr., Dr."),
    "given_names": _("Exactly as on the document shown at the entrance"),
    "family_name": _("Leave empty if the person has only one name"),
    "plate_name": _("As it should be printed; leave empty to use the name above"),
    "position": _("For instance First Secretary, Programme Officer, Director"),
    "email": _("We send the confirmation and a personal link to this address"),
    "phone": _("With the country code; used only if something changes at the last moment"),
    "grounds_pass": _("Without one, the organizers ask for a pass in the participant's name"),
    "consent_listed": _("The list is shown to nobody unless you agree; you can change your mind at any time"),
    "duty_station": _("City, for instance Nairobi"),
    "accompanying": _("They take seats too: count only those who will really come"),
}

# Hints for whoever takes part, and not for organizers.
HINTS_TO_PARTICIPANTS = frozenset({"email", "grounds_pass", "consent_listed"})

MISSING = {
    "stakeholder_type": _("Choose the group that fits best"),
    "state": _("Choose a state"),
    "un_entity": _("Choose a United Nations entity"),
    "organization": _("Enter the name of the organization"),
    "represented_by": _("Choose who represents the state"),
    "position": _("Enter the position"),
    "delegation_role": _("Choose a role in the delegation"),
    "email": _("Enter an e-mail address"),
    "mode": _("Choose in person or online"),
    "grounds_pass": _("Choose yes or no"),
    "ecosoc_status": _("Choose a consultative status"),
    "language": _("Choose a language"),
    "accompanying": _("Choose one of the numbers of accompanying persons"),
    "registrant_name": _("Enter your own name"),
    "registrant_email": _("Enter your own e-mail address"),
}

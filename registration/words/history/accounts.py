"""About those who organize."""

from flask_babel import lazy_gettext as _

from registration.rules.history import Topic
from registration.rules.verbs import Verb
from registration.words.history.sentence import Sentence

SENTENCES: dict[Topic, dict[Verb, Sentence]] = {
    Topic.ACCOUNTS: {
        Verb.ORGANIZER_ADDED: Sentence(
            _("%(organizer)s was added as an organizer"),
            by=_("%(actor)s added %(organizer)s as an organizer"),
        ),
        Verb.ORGANIZER_CHANGED: Sentence(
            _("The rights of %(organizer)s were changed"),
            by=_("%(actor)s changed the rights of %(organizer)s"),
        ),
        Verb.SIGNED_IN: Sentence(_("An organizer signed in"), by=_("%(actor)s signed in")),
        Verb.PASSWORD_CHANGED: Sentence(
            _("The password of an organizer was changed"), by=_("%(actor)s changed the password")
        ),
        Verb.ORGANIZATION_ADDED: Sentence(
            _("An organization was added"), by=_("%(actor)s added an organization")
        ),
        Verb.ORGANIZATION_EDITED: Sentence(
            _("The organization was edited"), by=_("%(actor)s edited the organization")
        ),
        Verb.SECOND_FACTOR_RULE_CHANGED: Sentence(
            _("The rule about second factors was changed"),
            by=_("%(actor)s changed the rule about second factors"),
        ),
        Verb.COLLEAGUE_INVITED: Sentence(_("A colleague was invited"), by=_("%(actor)s invited a colleague")),
        Verb.COLLEAGUE_INVITED_AGAIN: Sentence(
            _("The invitation to a colleague was sent again"),
            by=_("%(actor)s sent the invitation to a colleague again"),
        ),
        Verb.COLLEAGUE_INVITATION_REVOKED: Sentence(
            _("An invitation was taken back"), by=_("%(actor)s took back an invitation")
        ),
        Verb.COLLEAGUE_JOINED: Sentence(
            _("An invitation was accepted"), by=_("%(actor)s accepted an invitation")
        ),
        Verb.ORGANIZER_REMOVED: Sentence(
            _("%(organizer)s was removed from the organizers"),
            by=_("%(actor)s removed %(organizer)s from the organizers"),
        ),
        Verb.OWNERSHIP_HANDED_OVER: Sentence(
            _("%(organizer)s was made an owner"), by=_("%(actor)s made %(organizer)s an owner")
        ),
        Verb.CONFIRMED_AGAIN: Sentence(
            _("An organizer confirmed who they are"), by=_("%(actor)s confirmed again who they are")
        ),
        Verb.CODE_REQUESTED: Sentence(_("A code was asked for"), by=_("%(actor)s asked for a code")),
        Verb.PASSKEY_ADDED: Sentence(_("A passkey was added"), by=_("%(actor)s added a passkey")),
        Verb.PASSKEY_REMOVED: Sentence(_("A passkey was removed"), by=_("%(actor)s removed a passkey")),
        Verb.APP_ADDED: Sentence(
            _("An authenticator app was added"), by=_("%(actor)s added an authenticator app")
        ),
        Verb.APP_REMOVED: Sentence(
            _("An authenticator app was removed"), by=_("%(actor)s removed an authenticator app")
        ),
        Verb.RECOVERY_CODES_MADE: Sentence(
            _("New recovery codes were made"), by=_("%(actor)s made new recovery codes")
        ),
        Verb.RECOVERY_CODE_USED: Sentence(
            _("A recovery code was used"), by=_("%(actor)s used a recovery code")
        ),
        Verb.SECOND_FACTORS_REMOVED: Sentence(
            _("The second factors of %(organizer)s were removed"),
            by=_("%(actor)s removed the second factors of %(organizer)s"),
        ),
        Verb.VISITS_ENDED: Sentence(
            _("Other visits of an organizer were ended"), by=_("%(actor)s ended other visits of the account")
        ),
    },
}

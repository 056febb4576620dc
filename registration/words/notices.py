"""What an organizer is told of by mail when the account was changed: subject and first sentence of the letter."""

from flask_babel import lazy_gettext as _

NOTICES = {
    "password_changed": _("The password of your account was changed"),
    "app_added": _("An authenticator app was added to your account"),
    "app_removed": _("The authenticator app was removed from your account"),
    "passkey_added": _("A passkey was added to your account"),
    "passkey_removed": _("A passkey was removed from your account"),
    "recovery_codes_made": _("New recovery codes were made for your account"),
    "recovery_code_used": _("A recovery code of your account was used"),
    "second_factors_removed": _("All passkeys and the authenticator app were removed from your account"),
}

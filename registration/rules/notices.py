"""What may happen to an organizer's account that its owner is told by mail, so that a stranger's hand shows."""

from enum import StrEnum


class Notice(StrEnum):
    PASSWORD_CHANGED = "password_changed"
    APP_ADDED = "app_added"
    APP_REMOVED = "app_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    SECOND_FACTORS_REMOVED = "second_factors_removed"

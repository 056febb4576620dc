"""What a letter says about a change of an organizer's account."""

from datetime import datetime
from typing import Any

from registration import i18n
from registration.actions.letters import harmless
from registration.models.outbox import Message
from registration.words.notices import NOTICES


def of_account(message: Message) -> dict[str, Any]:
    happened_at = datetime.fromisoformat(message.facts["happened_at"])
    return {
        "notice": str(NOTICES[message.facts["notice"]]),
        "happened": i18n.moment(happened_at, "UTC", message.language),
        "passkey": harmless.name(message.facts["name"]),
    }

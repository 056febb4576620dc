"""What the history is about, in a handful of topics."""

from enum import StrEnum


class Topic(StrEnum):
    ARRIVALS = "arrivals"
    INVITATIONS = "invitations"
    DECISIONS = "decisions"
    WAITING_LIST = "waiting_list"
    CHANGES = "changes"
    ROUNDTABLE = "roundtable"
    MAIL = "mail"
    LISTS = "lists"
    ACCOUNTS = "accounts"

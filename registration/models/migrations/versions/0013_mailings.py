"""Mail to many, reminders, and the daily digest of organizers."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_reminders()
    _create_mailings()
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mailing_id", _ID, nullable=True))
        batch_op.add_column(sa.Column("priority", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("failed_at", _TIME, nullable=True))
        batch_op.create_foreign_key(op.f("fk_messages_mailing_id"), "mailings", ["mailing_id"], ["id"])
        batch_op.drop_index("ix_messages_due")
        batch_op.create_index("ix_messages_due", ["delivery", "priority", "due_at", "id"], unique=False)
        batch_op.create_index("ix_messages_mailing", ["mailing_id", "delivery"], unique=False)
    with op.batch_alter_table("organizers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest_hour", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("digest_zone", sa.String(length=60), server_default="America/New_York", nullable=False)
        )
        batch_op.add_column(sa.Column("digested_at", _TIME, nullable=True))


def _create_reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", _ID, nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("organizer_id", _ID, nullable=True),
        sa.Column("condition", sa.String(length=30), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("after_end", sa.Boolean(), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("active_since", _TIME, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("updated_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["roundtable_id"], ["roundtables.id"], name=op.f("fk_reminders_roundtable_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizers.id"], name=op.f("fk_reminders_organizer_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
    )
    op.create_index(op.f("ix_reminders_roundtable_id"), "reminders", ["roundtable_id"], unique=False)


def _create_mailings() -> None:
    op.create_table(
        "mailings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("organizer_id", _ID, nullable=True),
        sa.Column("reminder_id", _ID, nullable=True),
        sa.Column("meeting_at", _TIME, nullable=True),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("ended_too", sa.Boolean(), nullable=False),
        sa.Column("not_mailings", sa.JSON(), nullable=False),
        sa.Column("not_since", _TIME, nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tests", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("spooled", sa.Boolean(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("updated_at", _TIME, nullable=False),
        sa.Column("queued_at", _TIME, nullable=True),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["roundtable_id"], ["roundtables.id"], name=op.f("fk_mailings_roundtable_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizers.id"], name=op.f("fk_mailings_organizer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminders.id"], name=op.f("fk_mailings_reminder_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailings")),
        sa.UniqueConstraint("reminder_id", "meeting_at", name=op.f("uq_mailings_reminder_id_meeting_at")),
    )
    op.create_index(op.f("ix_mailings_roundtable_id"), "mailings", ["roundtable_id"], unique=False)
    op.create_index("ix_mailings_state", "mailings", ["state", "id"], unique=False)
    op.create_table(
        "mailing_recipients",
        sa.Column("id", _ID, nullable=False),
        sa.Column("mailing_id", _ID, nullable=False),
        sa.Column("registration_id", _ID, nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailings.id"], name=op.f("fk_mailing_recipients_mailing_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_mailing_recipients_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_recipients")),
        sa.UniqueConstraint(
            "mailing_id", "registration_id", name=op.f("uq_mailing_recipients_mailing_id_registration_id")
        ),
    )
    op.create_index(
        op.f("ix_mailing_recipients_registration_id"), "mailing_recipients", ["registration_id"], unique=False
    )
    op.create_index("ix_mailing_recipients_made", "mailing_recipients", ["mailing_id", "made", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("organizers", schema=None) as batch_op:
        batch_op.drop_column("digested_at")
        batch_op.drop_column("digest_zone")
        batch_op.drop_column("digest_hour")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index("ix_messages_mailing")
        batch_op.drop_index("ix_messages_due")
        batch_op.drop_constraint(op.f("fk_messages_mailing_id"), type_="foreignkey")
        batch_op.drop_column("failed_at")
        batch_op.drop_column("priority")
        batch_op.drop_column("mailing_id")
        batch_op.create_index("ix_messages_due", ["delivery", "due_at", "id"], unique=False)
    op.drop_table("mailing_recipients")
    op.drop_table("mailings")
    op.drop_table("reminders")

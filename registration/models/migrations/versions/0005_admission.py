"""Approval, offers, addresses to be confirmed, release times: what decides who comes in, and how."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_HELD_SEATS = ("unverified", "offered", "confirmed")


def upgrade() -> None:
    with op.batch_alter_table("roundtables", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address_checked", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("pending_holds", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("offer_hours", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("place_shown", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("limits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_limits_release", ["release_at"], unique=False)
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holds_seat", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("reason", sa.String(length=1000), server_default="", nullable=False))
        batch_op.add_column(sa.Column("reason_shown", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index("ix_registrations_offers", ["status", "offer_expires_at"], unique=False)
        batch_op.create_index("ix_registrations_status", ["status", "created_at"], unique=False)
    registrations = sa.table("registrations", sa.column("status"), sa.column("holds_seat", sa.Boolean()))
    op.execute(
        registrations.update().where(registrations.c.status.in_(_HELD_SEATS)).values(holds_seat=sa.true())
    )
    op.create_table(
        "type_policies",
        sa.Column("id", _ID, nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("stakeholder_type_id", _ID, nullable=False),
        sa.Column("admission", sa.String(length=30), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accompanying", sa.Integer(), nullable=False),
        sa.CheckConstraint("accompanying >= 0", name=op.f("ck_type_policies_accompanying_not_negative")),
        sa.ForeignKeyConstraint(
            ["roundtable_id"], ["roundtables.id"], name=op.f("fk_type_policies_roundtable_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["stakeholder_type_id"], ["stakeholder_types.id"], name=op.f("fk_type_policies_stakeholder_type_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_type_policies")),
        sa.UniqueConstraint(
            "roundtable_id", "stakeholder_type_id", name=op.f("uq_type_policies_roundtable_id_stakeholder_type_id")
        ),
    )
    op.create_table(
        "inquiries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("registration_id", _ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_inquiries_registration_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiries")),
    )
    with op.batch_alter_table("inquiries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inquiries_registration_id"), ["registration_id"], unique=False)


def downgrade() -> None:
    op.drop_table("inquiries")
    op.drop_table("type_policies")
    op.drop_index("ix_registrations_status", table_name="registrations")
    op.drop_index("ix_registrations_offers", table_name="registrations")
    # Column by column, in place: copying the table would lose its partial index on SQLite.
    for table, column in (
        ("registrations", "reason_shown"),
        ("registrations", "reason"),
        ("registrations", "holds_seat"),
        ("roundtables", "place_shown"),
        ("roundtables", "offer_hours"),
        ("roundtables", "pending_holds"),
        ("roundtables", "address_checked"),
    ):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_index("ix_limits_release", table_name="limits")
    op.execute("ALTER TABLE limits DROP COLUMN released_at")

"""Invitations and their replies, and who may come instead of whom."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SORTED = sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql")
_LIVE = sa.text("status IN ('accepted', 'draft', 'sent', 'substituted')")


_LIVE_REGISTRATIONS = sa.text(
    "status IN ('confirmed', 'offered', 'pending', 'unverified', 'waitlisted')"
)


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", _ID, nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("stakeholder_type_id", _ID, nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("office", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("host_id", _ID, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("accompanying", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("respond_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.Column("regrets", sa.String(length=1000), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("name_key", sa.String(length=310), nullable=False),
        sa.Column("delegation", sa.String(length=220), nullable=True),
        sa.Column("sort_key", _SORTED, nullable=False),
        sa.Column("search_text", sa.String(length=2000), nullable=False),
        sa.Column("mail_version", sa.Integer(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seats > 0", name=op.f("ck_invitations_for_somebody")),
        sa.CheckConstraint("held >= 0 AND held <= seats", name=op.f("ck_invitations_held_within_seats")),
        sa.CheckConstraint("accompanying >= 0", name=op.f("ck_invitations_accompanying_not_negative")),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_invitations_roundtable_id")),
        sa.ForeignKeyConstraint(
            ["stakeholder_type_id"], ["stakeholder_types.id"], name=op.f("fk_invitations_stakeholder_type_id")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["organizations.id"], name=op.f("fk_invitations_host_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitations_public_id")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index("ix_invitations_table", ["roundtable_id", "status", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_invitations_email", ["roundtable_id", "email_key"], unique=False)
        batch_op.create_index("ix_invitations_overdue", ["respond_by"], unique=False)
    op.create_index(
        "uq_invitations_live_addressee",
        "invitations",
        ["roundtable_id", "email_key", "name_key"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )
    with op.batch_alter_table("roundtables", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("substitution", sa.String(length=30), server_default="automatic", nullable=False)
        )
        batch_op.add_column(sa.Column("substitution_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("type_policies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("substitution", sa.String(length=30), nullable=True))
        batch_op.add_column(sa.Column("substitution_until", sa.DateTime(timezone=True), nullable=True))
    for table in ("registrations", "messages"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("invitation_id", _ID, nullable=True))
            batch_op.create_foreign_key(
                op.f(f"fk_{table}_invitation_id"), "invitations", ["invitation_id"], ["id"]
            )
        op.create_index(op.f(f"ix_{table}_invitation_id"), table, ["invitation_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        # Copying the table has taken the condition off its partial index.
        op.drop_index("uq_registrations_live_person", table_name="registrations")
        op.create_index(
            "uq_registrations_live_person",
            "registrations",
            ["roundtable_id", "email_key", "name_key"],
            unique=True,
            sqlite_where=_LIVE_REGISTRATIONS,
        )
    op.create_index(op.f("ix_registrations_predecessor_id"), "registrations", ["predecessor_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_registrations_predecessor_id"), table_name="registrations")
    for table in ("messages", "registrations"):
        op.drop_index(op.f(f"ix_{table}_invitation_id"), table_name=table)
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"fk_{table}_invitation_id"), type_="foreignkey")
            batch_op.drop_column("invitation_id")
    for table in ("type_policies", "roundtables"):
        for column in ("substitution_until", "substitution"):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_table("invitations")


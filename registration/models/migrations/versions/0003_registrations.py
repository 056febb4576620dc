"""Create registrations, started and sent ones."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_drafts_roundtable_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("public_id", name=op.f("uq_drafts_public_id")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_drafts_visit"), ["visit"], unique=False)
    op.create_table(
        "registrations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stakeholder_type_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=3), nullable=True),
        sa.Column("un_entity", sa.String(length=40), nullable=True),
        sa.Column("organization", sa.String(length=200), nullable=False),
        sa.Column("represented_by", sa.String(length=20), nullable=True),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("duty_station", sa.String(length=100), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("honorific", sa.String(length=40), nullable=False),
        sa.Column("given_names", sa.String(length=100), nullable=False),
        sa.Column("family_name", sa.String(length=100), nullable=False),
        sa.Column("plate_name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("delegation_role", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("accompanying", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("grounds_pass", sa.Boolean(), nullable=True),
        sa.Column("ecosoc_status", sa.String(length=20), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("consent_listed", sa.Boolean(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("registrant_name", sa.String(length=200), nullable=False),
        sa.Column("registrant_email", sa.String(length=254), nullable=False),
        sa.Column("pending_email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("registrant_key", sa.String(length=254), nullable=False),
        sa.Column("name_key", sa.String(length=210), nullable=False),
        sa.Column("delegation", sa.String(length=220), nullable=True),
        sa.Column("type_position", sa.Integer(), nullable=False),
        sa.Column("sort_key", sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"), nullable=False),
        sa.Column("name_sort_key", sa.String(length=250).with_variant(sa.String(length=250, collation="C"), "postgresql"), nullable=False),
        sa.Column("search_text", sa.String(length=2000), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.JSON(), nullable=False),
        sa.Column("offer_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("predecessor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("mail_version", sa.Integer(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("accompanying >= 0", name=op.f("ck_registrations_accompanying_not_negative")),
        sa.ForeignKeyConstraint(["host_id"], ["organizations.id"], name=op.f("fk_registrations_host_id")),
        sa.ForeignKeyConstraint(["predecessor_id"], ["registrations.id"], name=op.f("fk_registrations_predecessor_id")),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_registrations_roundtable_id")),
        sa.ForeignKeyConstraint(["stakeholder_type_id"], ["stakeholder_types.id"], name=op.f("fk_registrations_stakeholder_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_registrations_public_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_registrations_reference")),
    )
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.create_index("ix_registrations_created", ["roundtable_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_registrations_email", ["email_key"], unique=False)
        batch_op.create_index("ix_registrations_registrant", ["registrant_key"], unique=False)
        batch_op.create_index("ix_registrations_list", ["roundtable_id", "type_position", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_registrations_name", ["roundtable_id", "name_sort_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_registrations_stakeholder_type_id"), ["stakeholder_type_id"], unique=False)
        batch_op.create_index("ix_registrations_table", ["roundtable_id", "status", "type_position", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_registrations_waiting", ["roundtable_id", "status", "priority", "waiting_since", "id"], unique=False)
        batch_op.create_index(
            "uq_registrations_live_person",
            ["roundtable_id", "email_key", "name_key"],
            unique=True,
            sqlite_where=sa.text("status IN ('confirmed', 'offered', 'pending', 'unverified', 'waitlisted')"),
            postgresql_where=sa.text("status IN ('confirmed', 'offered', 'pending', 'unverified', 'waitlisted')"),
        )
    op.create_table(
        "submissions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shown_status", sa.String(length=30), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_submissions_registration_id")),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_submissions_roundtable_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("key", name=op.f("uq_submissions_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_submissions_reference")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submissions_registration_id"), ["registration_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submissions_registration_id"))
    op.drop_table("submissions")
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_registrations_live_person",
            sqlite_where=sa.text("status IN ('confirmed', 'offered', 'pending', 'unverified', 'waitlisted')"),
            postgresql_where=sa.text("status IN ('confirmed', 'offered', 'pending', 'unverified', 'waitlisted')"),
        )
        batch_op.drop_index("ix_registrations_waiting")
        batch_op.drop_index("ix_registrations_table")
        batch_op.drop_index(batch_op.f("ix_registrations_stakeholder_type_id"))
        batch_op.drop_index("ix_registrations_name")
        batch_op.drop_index("ix_registrations_list")
        batch_op.drop_index("ix_registrations_email")
        batch_op.drop_index("ix_registrations_created")
    op.drop_table("registrations")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_visit"))
        batch_op.drop_index(batch_op.f("ix_drafts_expires_at"))
    op.drop_table("drafts")

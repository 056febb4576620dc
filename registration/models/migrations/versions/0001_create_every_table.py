"""Create every table."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "organizations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("slug", name=op.f("uq_organizations_slug")),
    )
    op.create_table(
        "organizers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizers")),
        sa.UniqueConstraint("email_key", name=op.f("uq_organizers_email_key")),
    )
    op.create_table(
        "photos",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("large", sa.LargeBinary(), nullable=True),
        sa.Column("small", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
        sa.UniqueConstraint("digest", name=op.f("uq_photos_digest")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("descriptions", sa.JSON(), nullable=False),
        sa.Column("accent", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("slug", name=op.f("uq_series_slug")),
    )
    op.create_table(
        "stakeholder_types",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("descriptions", sa.JSON(), nullable=False),
        sa.Column("asks", sa.JSON(), nullable=False),
        sa.Column("optional", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_stakeholder_types_code_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stakeholder_types")),
        sa.UniqueConstraint("code", name=op.f("uq_stakeholder_types_code")),
    )
    op.create_table(
        "throttles",
        sa.Column("key", sa.String(length=90), nullable=False),
        sa.Column("window_ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttles")),
    )
    with op.batch_alter_table("throttles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_throttles_window_ends_at"), ["window_ends_at"], unique=False)

    op.create_table(
        "access_tokens",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=False),
        sa.Column("organizer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reusable", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organizer_id"],
            ["organizers.id"],
            name=op.f("fk_access_tokens_organizer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_access_tokens_digest")),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organizer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("may_export", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_memberships_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizers.id"], name=op.f("fk_memberships_organizer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint(
            "organizer_id", "organization_id", name=op.f("uq_memberships_organizer_id_organization_id")
        ),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "roundtables",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("series_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("summaries", sa.JSON(), nullable=False),
        sa.Column("descriptions", sa.JSON(), nullable=False),
        sa.Column("participation", sa.JSON(), nullable=False),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("mode", sa.String(length=30), nullable=False),
        sa.Column("cities", sa.JSON(), nullable=False),
        sa.Column("venues", sa.JSON(), nullable=False),
        sa.Column("admission", sa.String(length=30), nullable=False),
        sa.Column("attribution", sa.String(length=30), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_list_open", sa.Boolean(), nullable=False),
        sa.Column("grounds_pass_asked", sa.Boolean(), nullable=False),
        sa.Column("contact_name", sa.String(length=120), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("more_information_url", sa.String(length=500), nullable=True),
        sa.Column("photo_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("photo_credit", sa.String(length=200), nullable=False),
        sa.Column("photo_alts", sa.JSON(), nullable=False),
        sa.Column("seats_version", sa.Integer(), nullable=False),
        sa.Column("promotion_due", sa.Boolean(), nullable=False),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancellation", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at", name=op.f("ck_roundtables_ends_after_start")
        ),
        sa.CheckConstraint(
            "ends_at IS NULL OR starts_at IS NOT NULL", name=op.f("ck_roundtables_end_needs_start")
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photos.id"], name=op.f("fk_roundtables_photo_id")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_roundtables_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roundtables")),
        sa.UniqueConstraint("slug", name=op.f("uq_roundtables_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_roundtables_uid")),
    )
    with op.batch_alter_table("roundtables", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roundtables_series_id"), ["series_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_roundtables_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "visits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("organizer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizers.id"], name=op.f("fk_visits_organizer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("digest", name=op.f("uq_visits_digest")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visits_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_visits_organizer_id"), ["organizer_id"], unique=False)

    op.create_table(
        "counts",
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=260), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("in_person", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roundtable_id"], ["roundtables.id"], name=op.f("fk_counts_roundtable_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("roundtable_id", "kind", "key", name=op.f("pk_counts")),
    )
    op.create_table(
        "downloads",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organizer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("preset", sa.String(length=40), nullable=False),
        sa.Column("extension", sa.String(length=8), nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizers.id"], name=op.f("fk_downloads_organizer_id")),
        sa.ForeignKeyConstraint(
            ["roundtable_id"], ["roundtables.id"], name=op.f("fk_downloads_roundtable_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_downloads")),
    )
    with op.batch_alter_table("downloads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_downloads_roundtable_id"), ["roundtable_id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["roundtable_id"], ["roundtables.id"], name=op.f("fk_drafts_roundtable_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("public_id", name=op.f("uq_drafts_public_id")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_drafts_visit"), ["visit"], unique=False)

    op.create_table(
        "limits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=260), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint('"floor" IS NULL OR "floor" >= 0', name=op.f("ck_limits_floor_not_negative")),
        sa.CheckConstraint("cap IS NULL OR cap >= 0", name=op.f("ck_limits_cap_not_negative")),
        sa.ForeignKeyConstraint(
            ["roundtable_id"], ["roundtables.id"], name=op.f("fk_limits_roundtable_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limits")),
        sa.UniqueConstraint("roundtable_id", "kind", "key", name=op.f("uq_limits_roundtable_id_kind_key")),
    )
    op.create_table(
        "registrations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "stakeholder_type_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
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
        sa.Column("name_key", sa.String(length=210), nullable=False),
        sa.Column("delegation", sa.String(length=220), nullable=True),
        sa.Column("type_position", sa.Integer(), nullable=False),
        sa.Column(
            "sort_key",
            sa.String(length=500).with_variant(sa.String(length=500, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "name_sort_key",
            sa.String(length=250).with_variant(sa.String(length=250, collation="C"), "postgresql"),
            nullable=False,
        ),
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
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["registrations.id"], name=op.f("fk_registrations_predecessor_id")
        ),
        sa.ForeignKeyConstraint(
            ["roundtable_id"], ["roundtables.id"], name=op.f("fk_registrations_roundtable_id")
        ),
        sa.ForeignKeyConstraint(
            ["stakeholder_type_id"],
            ["stakeholder_types.id"],
            name=op.f("fk_registrations_stakeholder_type_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_registrations_public_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_registrations_reference")),
    )
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.create_index("ix_registrations_created", ["roundtable_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_registrations_email", ["email_key"], unique=False)
        batch_op.create_index(
            "ix_registrations_list", ["roundtable_id", "type_position", "sort_key", "id"], unique=False
        )
        batch_op.create_index("ix_registrations_name", ["roundtable_id", "name_sort_key", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_registrations_stakeholder_type_id"), ["stakeholder_type_id"], unique=False
        )
        batch_op.create_index(
            "ix_registrations_table",
            ["roundtable_id", "status", "type_position", "sort_key", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_registrations_waiting",
            ["roundtable_id", "status", "priority", "waiting_since", "id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_registrations_live_person",
            ["roundtable_id", "email_key", "name_key"],
            unique=True,
            sqlite_where=sa.text("status IN ('confirmed', 'offered', 'pending', 'unverified', 'waitlisted')"),
            postgresql_where=sa.text(
                "status IN ('confirmed', 'offered', 'pending', 'unverified', 'waitlisted')"
            ),
        )

    op.create_table(
        "roundtable_organizations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_roundtable_organizations_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["roundtable_id"],
            ["roundtables.id"],
            name=op.f("fk_roundtable_organizations_roundtable_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roundtable_organizations")),
        sa.UniqueConstraint(
            "roundtable_id",
            "organization_id",
            name=op.f("uq_roundtable_organizations_roundtable_id_organization_id"),
        ),
    )
    with op.batch_alter_table("roundtable_organizations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_roundtable_organizations_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_roundtable_organizations_roundtable_id"), ["roundtable_id"], unique=False
        )

    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("actor", sa.String(length=30), nullable=False),
        sa.Column("organizer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizers.id"], name=op.f("fk_audit_organizer_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_audit_registration_id")
        ),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_audit_roundtable_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_registration", ["registration_id", "at"], unique=False)
        batch_op.create_index("ix_audit_roundtable", ["roundtable_id", "at"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("letter", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("recipient_name", sa.String(length=210), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("calendar", sa.String(length=30), nullable=False),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("registration_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("organizer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("delivery", sa.String(length=30), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.Column("sent_subject", sa.String(length=400), nullable=False),
        sa.Column("sent_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizers.id"], name=op.f("fk_messages_organizer_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_messages_registration_id")
        ),
        sa.ForeignKeyConstraint(
            ["roundtable_id"], ["roundtables.id"], name=op.f("fk_messages_roundtable_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("message_id", name=op.f("uq_messages_message_id")),
        sa.UniqueConstraint(
            "subject",
            "letter",
            "version",
            "recipient",
            name=op.f("uq_messages_subject_letter_version_recipient"),
        ),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index("ix_messages_due", ["delivery", "due_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_roundtable_id"), ["roundtable_id"], unique=False)

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
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_submissions_registration_id")
        ),
        sa.ForeignKeyConstraint(
            ["roundtable_id"],
            ["roundtables.id"],
            name=op.f("fk_submissions_roundtable_id"),
            ondelete="CASCADE",
        ),
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
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_messages_roundtable_id"))
        batch_op.drop_index(batch_op.f("ix_messages_registration_id"))
        batch_op.drop_index("ix_messages_due")

    op.drop_table("messages")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_roundtable")
        batch_op.drop_index("ix_audit_registration")

    op.drop_table("audit")
    with op.batch_alter_table("roundtable_organizations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roundtable_organizations_roundtable_id"))
        batch_op.drop_index(batch_op.f("ix_roundtable_organizations_organization_id"))

    op.drop_table("roundtable_organizations")
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_registrations_live_person",
            sqlite_where=sa.text("status IN ('confirmed', 'offered', 'pending', 'unverified', 'waitlisted')"),
            postgresql_where=sa.text(
                "status IN ('confirmed', 'offered', 'pending', 'unverified', 'waitlisted')"
            ),
        )
        batch_op.drop_index("ix_registrations_waiting")
        batch_op.drop_index("ix_registrations_table")
        batch_op.drop_index(batch_op.f("ix_registrations_stakeholder_type_id"))
        batch_op.drop_index("ix_registrations_name")
        batch_op.drop_index("ix_registrations_list")
        batch_op.drop_index("ix_registrations_email")
        batch_op.drop_index("ix_registrations_created")

    op.drop_table("registrations")
    op.drop_table("limits")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_visit"))
        batch_op.drop_index(batch_op.f("ix_drafts_expires_at"))

    op.drop_table("drafts")
    with op.batch_alter_table("downloads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_downloads_roundtable_id"))

    op.drop_table("downloads")
    op.drop_table("counts")
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visits_organizer_id"))
        batch_op.drop_index(batch_op.f("ix_visits_expires_at"))

    op.drop_table("visits")
    with op.batch_alter_table("roundtables", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roundtables_starts_at"))
        batch_op.drop_index(batch_op.f("ix_roundtables_series_id"))

    op.drop_table("roundtables")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_memberships_organization_id"))

    op.drop_table("memberships")
    op.drop_table("access_tokens")
    with op.batch_alter_table("throttles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_throttles_window_ends_at"))

    op.drop_table("throttles")
    op.drop_table("stakeholder_types")
    op.drop_table("series")
    op.drop_table("photos")
    op.drop_table("organizers")
    op.drop_table("organizations")
    op.drop_table("heartbeats")

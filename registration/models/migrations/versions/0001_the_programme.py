"""Create what is published: organizations, series, roundtables and their limits."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
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
        "photos",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("large", sa.LargeBinary(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=False),
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
        sa.CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name=op.f("ck_roundtables_ends_after_start")),
        sa.CheckConstraint("ends_at IS NULL OR starts_at IS NOT NULL", name=op.f("ck_roundtables_end_needs_start")),
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
        "counts",
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=260), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("in_person", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_counts_roundtable_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("roundtable_id", "kind", "key", name=op.f("pk_counts")),
    )
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
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_limits_roundtable_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limits")),
        sa.UniqueConstraint("roundtable_id", "kind", "key", name=op.f("uq_limits_roundtable_id_kind_key")),
    )
    op.create_table(
        "roundtable_organizations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("roundtable_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_roundtable_organizations_organization_id")),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_roundtable_organizations_roundtable_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roundtable_organizations")),
        sa.UniqueConstraint("roundtable_id", "organization_id", name=op.f("uq_roundtable_organizations_roundtable_id_organization_id")),
    )
    with op.batch_alter_table("roundtable_organizations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roundtable_organizations_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_roundtable_organizations_roundtable_id"), ["roundtable_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("roundtable_organizations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roundtable_organizations_roundtable_id"))
        batch_op.drop_index(batch_op.f("ix_roundtable_organizations_organization_id"))
    op.drop_table("roundtable_organizations")
    op.drop_table("limits")
    op.drop_table("counts")
    with op.batch_alter_table("roundtables", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roundtables_starts_at"))
        batch_op.drop_index(batch_op.f("ix_roundtables_series_id"))
    op.drop_table("roundtables")
    op.drop_table("stakeholder_types")
    op.drop_table("series")
    op.drop_table("photos")
    op.drop_table("organizations")

"""Agenda, speakers, documents; who began a series; scheduled publication; the link to join."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "series_organizations",
        sa.Column("series_id", _ID, nullable=False),
        sa.Column("organization_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_organizations_series_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_series_organizations_organization_id")
        ),
        sa.PrimaryKeyConstraint("series_id", "organization_id", name=op.f("pk_series_organizations")),
    )
    with op.batch_alter_table("roundtables", schema=None) as batch_op:
        batch_op.add_column(sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("publish_undated", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("joining_url", sa.String(length=1000), server_default="", nullable=False))
        batch_op.add_column(sa.Column("joining_hours", sa.Integer(), server_default="24", nullable=False))
        batch_op.add_column(sa.Column("joining_version", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index(batch_op.f("ix_roundtables_publish_at"), ["publish_at"], unique=False)
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("joining_version", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "agenda_items",
        sa.Column("id", _ID, nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "offset_minutes IS NULL OR offset_minutes >= 0", name=op.f("ck_agenda_items_offset_not_negative")
        ),
        sa.CheckConstraint("minutes IS NULL OR minutes > 0", name=op.f("ck_agenda_items_minutes_positive")),
        _of_roundtable("agenda_items"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
    )
    op.create_index(op.f("ix_agenda_items_roundtable_id"), "agenda_items", ["roundtable_id"], unique=False)
    op.create_table(
        "speakers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("agenda_item_id", _ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("affiliations", sa.JSON(), nullable=False),
        sa.Column("biographies", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_roundtable("speakers"),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_items.id"], name=op.f("fk_speakers_agenda_item_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speakers")),
    )
    op.create_index(op.f("ix_speakers_roundtable_id"), "speakers", ["roundtable_id"], unique=False)
    op.create_index(op.f("ix_speakers_agenda_item_id"), "speakers", ["agenda_item_id"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", _ID, nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("audience", sa.String(length=30), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_roundtable("documents"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("public_id", name=op.f("uq_documents_public_id")),
    )
    op.create_index(op.f("ix_documents_roundtable_id"), "documents", ["roundtable_id"], unique=False)
    op.create_table(
        "document_files",
        sa.Column("document_id", _ID, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_files_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_files")),
    )


def downgrade() -> None:
    for table in ("document_files", "documents", "speakers", "agenda_items", "series_organizations"):
        op.drop_table(table)
    op.drop_index("ix_roundtables_publish_at", table_name="roundtables")
    # Column by column, in place: copying the table would lose its partial index on SQLite.
    for table, column in (
        ("registrations", "joining_version"),
        ("roundtables", "joining_version"),
        ("roundtables", "joining_hours"),
        ("roundtables", "joining_url"),
        ("roundtables", "publish_undated"),
        ("roundtables", "publish_at"),
        ("series", "version"),
    ):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _of_roundtable(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["roundtable_id"], ["roundtables.id"], name=op.f(f"fk_{table}_roundtable_id"), ondelete="CASCADE"
    )

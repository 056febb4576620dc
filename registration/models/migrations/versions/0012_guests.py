"""Tags, notes, saved views, deeds that can be undone, merged registrations: how organizers work with their guests."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "tags",
        sa.Column("id", _ID, nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_tags_roundtable_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("roundtable_id", "key", name=op.f("uq_tags_roundtable_id_key")),
    )
    op.create_table(
        "registration_tags",
        sa.Column("registration_id", _ID, nullable=False),
        sa.Column("tag_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_registration_tags_registration_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_registration_tags_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("registration_id", "tag_id", name=op.f("pk_registration_tags")),
    )
    op.create_index("ix_registration_tags_tag", "registration_tags", ["tag_id", "registration_id"], unique=False)
    op.create_table(
        "notes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("registration_id", _ID, nullable=False),
        sa.Column("author_id", _ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("updated_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["organizers.id"], name=op.f("fk_notes_author_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registrations.id"], name=op.f("fk_notes_registration_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_registration_id"), "notes", ["registration_id"], unique=False)
    op.create_table(
        "saved_views",
        sa.Column("id", _ID, nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("organizer_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=240), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizers.id"], name=op.f("fk_saved_views_organizer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_saved_views_roundtable_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("roundtable_id", "organizer_id", "key", name=op.f("uq_saved_views_roundtable_id_organizer_id_key")),
    )
    op.create_table(
        "bulk_deeds",
        sa.Column("id", _ID, nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("organizer_id", _ID, nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("undone_at", _TIME, nullable=True),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizers.id"], name=op.f("fk_bulk_deeds_organizer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_bulk_deeds_roundtable_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_deeds")),
    )
    op.create_index(op.f("ix_bulk_deeds_at"), "bulk_deeds", ["at"], unique=False)
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        # Nothing has ever written it.
        batch_op.drop_column("tags")
        batch_op.add_column(sa.Column("merged_into_id", _ID, nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
        batch_op.create_foreign_key(
            op.f("fk_registrations_merged_into_id"), "registrations", ["merged_into_id"], ["id"]
        )
        batch_op.create_index("ix_registrations_same_name", ["roundtable_id", "name_key"], unique=False)
        batch_op.create_index("ix_registrations_delegation", ["roundtable_id", "delegation"], unique=False)
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_messages_roundtable_id"))
        batch_op.create_index("ix_messages_trouble", ["roundtable_id", "delivery", "registration_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index("ix_messages_trouble")
        batch_op.create_index(batch_op.f("ix_messages_roundtable_id"), ["roundtable_id"], unique=False)
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index("ix_registrations_delegation")
        batch_op.drop_index("ix_registrations_same_name")
        batch_op.drop_constraint(op.f("fk_registrations_merged_into_id"), type_="foreignkey")
        batch_op.drop_column("version")
        batch_op.drop_column("merged_into_id")
        batch_op.add_column(sa.Column("tags", sa.JSON(), server_default="[]", nullable=False))
    for table in ("bulk_deeds", "saved_views", "notes", "registration_tags", "tags"):
        op.drop_table(table)

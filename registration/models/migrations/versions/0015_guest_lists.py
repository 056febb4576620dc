"""Lists of guests on their way to become invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "guest_lists",
        sa.Column("id", _ID, nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("organizer_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("guessed", sa.Boolean(), nullable=False),
        sa.Column("first", sa.JSON(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("headed", sa.Boolean(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("defaults", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("sends", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["roundtable_id"], ["roundtables.id"], name=op.f("fk_guest_lists_roundtable_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizers.id"], name=op.f("fk_guest_lists_organizer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_lists")),
        sa.UniqueConstraint("public_id", name=op.f("uq_guest_lists_public_id")),
    )
    for column in ("roundtable_id", "organizer_id", "expires_at"):
        op.create_index(op.f(f"ix_guest_lists_{column}"), "guest_lists", [column], unique=False)
    op.create_index("ix_guest_lists_state", "guest_lists", ["state", "id"], unique=False)
    op.create_table(
        "guest_list_rows",
        sa.Column("id", _ID, nullable=False),
        sa.Column("guest_list_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("fate", sa.String(length=30), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("invitation_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_list_id"],
            ["guest_lists.id"],
            name=op.f("fk_guest_list_rows_guest_list_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitations.id"],
            name=op.f("fk_guest_list_rows_invitation_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_list_rows")),
        sa.UniqueConstraint("guest_list_id", "number", name=op.f("uq_guest_list_rows_guest_list_id_number")),
    )
    op.create_index(
        "ix_guest_list_rows_fate", "guest_list_rows", ["guest_list_id", "fate", "number"], unique=False
    )
    op.create_index(
        op.f("ix_guest_list_rows_invitation_id"), "guest_list_rows", ["invitation_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("guest_list_rows")
    op.drop_table("guest_lists")

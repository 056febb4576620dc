"""Focal points of delegations."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "focal_points",
        sa.Column("id", _ID, nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("roundtable_id", _ID, nullable=False),
        sa.Column("delegation", sa.String(length=220), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("stakeholder_type_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("mail_version", sa.Integer(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["roundtable_id"], ["roundtables.id"], name=op.f("fk_focal_points_roundtable_id")),
        sa.ForeignKeyConstraint(
            ["stakeholder_type_id"], ["stakeholder_types.id"], name=op.f("fk_focal_points_stakeholder_type_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focal_points")),
        sa.UniqueConstraint("public_id", name=op.f("uq_focal_points_public_id")),
        sa.UniqueConstraint(
            "roundtable_id", "delegation", "email_key", name=op.f("uq_focal_points_roundtable_id_delegation_email_key")
        ),
    )


def downgrade() -> None:
    op.drop_table("focal_points")

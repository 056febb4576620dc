"""Invitations to colleagues, partner organizations set up by others, versions of what is edited about them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("organizations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("set_up_by_id", _ID, nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch_op.create_foreign_key(
            op.f("fk_organizations_set_up_by_id"), "organizations", ["set_up_by_id"], ["id"]
        )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_organizer", ["organizer_id", "verb", "at"], unique=False)
    op.create_table(
        "colleague_invitations",
        sa.Column("id", _ID, nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("invited_by_id", _ID, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("times_sent", sa.Integer(), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("organization_id", _ID, nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("may_export", sa.Boolean(), nullable=False),
        sa.Column("sees_sensitive", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("stakeholder_type_id", _ID, nullable=True),
        sa.Column("host_id", _ID, nullable=True),
        sa.CheckConstraint(
            "role = 'approver' OR (stakeholder_type_id IS NULL AND host_id IS NULL)",
            name=op.f("ck_colleague_invitations_only_approvers_are_limited"),
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["organizers.id"],
            name=op.f("fk_colleague_invitations_invited_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_colleague_invitations_organization_id")
        ),
        sa.ForeignKeyConstraint(
            ["stakeholder_type_id"],
            ["stakeholder_types.id"],
            name=op.f("fk_colleague_invitations_stakeholder_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["organizations.id"], name=op.f("fk_colleague_invitations_host_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague_invitations")),
        sa.UniqueConstraint("digest", name=op.f("uq_colleague_invitations_digest")),
        sa.UniqueConstraint(
            "organization_id", "email_key", name=op.f("uq_colleague_invitations_organization_id_email_key")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_colleague_invitations_public_id")),
    )
    with op.batch_alter_table("colleague_invitations", schema=None) as batch_op:
        batch_op.create_index("ix_colleague_invitations_organization_id", ["organization_id"], unique=False)


def downgrade() -> None:
    op.drop_table("colleague_invitations")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_organizer")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_column("version")
    with op.batch_alter_table("organizations", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_organizations_set_up_by_id"), type_="foreignkey")
        batch_op.drop_column("version")
        batch_op.drop_column("set_up_by_id")

"""Approvers limited to a stakeholder type or an allotment; sensitive answers as a right of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sees_sensitive", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("stakeholder_type_id", _ID, nullable=True))
        batch_op.add_column(sa.Column("host_id", _ID, nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_memberships_stakeholder_type_id"), "stakeholder_types", ["stakeholder_type_id"], ["id"]
        )
        batch_op.create_foreign_key(op.f("fk_memberships_host_id"), "organizations", ["host_id"], ["id"])
        batch_op.create_check_constraint(
            op.f("ck_memberships_only_approvers_are_limited"),
            "role = 'approver' OR (stakeholder_type_id IS NULL AND host_id IS NULL)",
        )


def downgrade() -> None:
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_memberships_only_approvers_are_limited"), type_="check")
        batch_op.drop_constraint(op.f("fk_memberships_host_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_memberships_stakeholder_type_id"), type_="foreignkey")
        batch_op.drop_column("host_id")
        batch_op.drop_column("stakeholder_type_id")
        batch_op.drop_column("sees_sensitive")

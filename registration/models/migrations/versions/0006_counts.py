"""Counting by status and stakeholder type from an index alone."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index("ix_registrations_stakeholder_type_id")
        batch_op.create_index(
            "ix_registrations_counts", ["roundtable_id", "status", "stakeholder_type_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index("ix_registrations_counts")
        batch_op.create_index("ix_registrations_stakeholder_type_id", ["stakeholder_type_id"], unique=False)

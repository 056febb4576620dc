"""Answers to own questions that a guest list brought along."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("invitations", sa.Column("own_answers", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    op.execute("ALTER TABLE invitations DROP COLUMN own_answers")

"""A roundtable's own questions, the answers to them, and the set of questions that a series keeps."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.models.files import File
from registration.rules import questions
from registration.rules.questions import Belongs, Kind


class Question(Base):
    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("roundtable_id", "key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"))
    # Never changes: scripts know it, and answers are found by it in lists.
    key: Mapped[str] = mapped_column(String(questions.LONGEST_KEY))
    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    labels: Mapped[dict[str, str]]
    hints: Mapped[dict[str, str]] = mapped_column(default=dict)
    # In their order: {"code", "labels", "retired"}.
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # Codes of the stakeholder types that are asked; none: everyone.
    types: Mapped[list[str]] = mapped_column(default=list)
    required: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]
    # {"question": key, "option": code}, or nothing.
    condition: Mapped[dict[str, str]] = mapped_column(default=dict)
    organizer_only: Mapped[bool] = mapped_column(default=False)
    sensitive: Mapped[bool] = mapped_column(default=False)
    # So many days after the meeting the answers are erased.
    retention_days: Mapped[int | None]
    belongs: Mapped[Belongs] = mapped_column(one_of(Belongs), default=Belongs.PERSON)
    # No longer asked; its answers stay.
    retired: Mapped[bool] = mapped_column(default=False)
    # What an edit form was filled from; a save with an older one is refused.
    version: Mapped[int] = mapped_column(default=1)

    @property
    def plain(self) -> questions.Question:
        """As the rules see it."""
        return questions.Question(
            id=self.id,
            key=self.key,
            kind=self.kind,
            labels=self.labels,
            hints=self.hints,
            options=tuple(questions.Option(**option) for option in self.options),
            types=frozenset(self.types),
            required=self.required,
            condition=questions.Condition(**self.condition) if self.condition else None,
            organizer_only=self.organizer_only,
            sensitive=self.sensitive,
            retention_days=self.retention_days,
            belongs=self.belongs,
            retired=self.retired,
        )


class Answer(Base):
    """What somebody answered. No row: no answer. Of a file, `value` is its name."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("registration_id", "question_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    value: Mapped[Any] = mapped_column(JSON)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))

    question: Mapped[Question] = relationship()
    file: Mapped[File | None] = relationship()


class QuestionTemplate(Base):
    """The questions that a series keeps, to be asked at its further roundtables."""

    __tablename__ = "question_templates"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id", ondelete="CASCADE"), unique=True)
    # As `actions/questions.py` copies them.
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    saved_at: Mapped[datetime]

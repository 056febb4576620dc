"""The questions to one kind of participant at one roundtable, as a form."""

from functools import lru_cache
from typing import Any, ClassVar

from flask_babel import gettext as _

from registration.models.roundtables import Mode, Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules import fields
from registration.rules.fields import Asks, Field
from registration.web.forms import fields as controls
from registration.web.forms import options, own_sections, questions, wording
from registration.web.forms import own as own_fields
from registration.web.forms.own import Own, OwnAnswers
from registration.web.forms.questions import Section
from registration.web.forms.uploads import Upload

SUGGESTS_ORGANIZATIONS = "regional_organization"


class Details(OwnAnswers):
    """What all these forms can do. `asked` and `sections` say what this one asks, and in which order."""

    asked: ClassVar[tuple[Field, ...]]
    sections: ClassVar[tuple[Section, ...]]
    # (name, acronym) of organizations offered while typing.
    suggestions: ClassVar[tuple[tuple[str, str], ...]]

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        self._check_name()
        self._check_entity()
        self._check_grounds_pass()
        self.check_own()
        return not self.errors

    def answers(self) -> dict[str, object]:
        """Answers by field key, of the right shape for `actions.registrations`."""
        return {field.key: _value(field, self[field.key].data) for field in self.asked}

    def typed(self) -> dict[str, Any]:
        """Everything as it was typed, to fill in the form again; files are kept apart."""
        return {
            field.name: field.data
            for field in self
            if not isinstance(field, Upload) and not field.name.startswith(own_fields.REMOVED)
        }

    def _check_name(self) -> None:
        if "given_names" not in self:
            return
        if not self["given_names"].data and not self["family_name"].data:
            self.refuse("given_names", _("Enter given names, a family name or both"))

    def _check_entity(self) -> None:
        if "un_entity" not in self or "organization" not in self:
            return
        if self["un_entity"].data == fields.OTHER_ENTITY and not self["organization"].data:
            self.refuse("organization", _("Enter the name of the entity that is not in the list"))

    def _check_grounds_pass(self) -> None:
        online = "mode" in self and self["mode"].data == "online"
        if "grounds_pass" in self and not online and not self["grounds_pass"].data:
            self.refuse("grounds_pass", wording.missing("grounds_pass"))


def details_form(
    kind: StakeholderType,
    roundtable: Roundtable,
    *,
    language: str,
    on_behalf: bool = False,
    with_registrant: bool = False,
    terse: bool = False,
    name_fixed: bool = False,
    bringing: int = 0,
    own: Own | None = None,
) -> type[Details]:
    """The form for a stakeholder type at a roundtable, its lists in this language.

    `on_behalf` words the questions for somebody who answers for another person, `with_registrant` also asks who
    that is. `terse` is for organizers: names of answers instead of questions. `name_fixed` does not ask for the name.
    `bringing`: so many accompanying persons may stay, whatever is allowed by now. `own`: what else this one asks.
    """
    questions_asked = asked(kind, roundtable, bringing=bringing)
    if name_fixed:
        questions_asked = tuple(field for field in questions_asked if field not in fields.NAME)
    return form_of(
        kind,
        questions_asked,
        language=language,
        on_behalf=on_behalf,
        with_registrant=with_registrant,
        terse=terse,
        own=own,
    )


def form_of(
    kind: StakeholderType,
    questions_asked: tuple[Field, ...],
    *,
    language: str,
    on_behalf: bool = False,
    with_registrant: bool = False,
    terse: bool = False,
    own: Own | None = None,
) -> type[Details]:
    """The same with some of the questions, where the other answers are known."""
    return _form(
        kind.code,
        questions_asked,
        frozenset(kind.optional),
        language=language,
        on_behalf=on_behalf,
        with_registrant=with_registrant,
        terse=terse,
        own=own or Own(),
    )


def asked(
    kind: StakeholderType, roundtable: Roundtable, *, bringing: int = 0, accompanying: int | None = None
) -> tuple[Field, ...]:
    """What a roundtable asks this kind of participant, who may be `bringing` more persons than are allowed by now.

    `accompanying`: so many may come along, whatever the type may bring.
    """
    allowed = roundtable.accompanying(kind.id) if accompanying is None else accompanying
    return fields.asked(
        kind.asks,
        hybrid=roundtable.hybrid,
        online=roundtable.mode is Mode.ONLINE,
        grounds_pass=roundtable.grounds_pass_asked,
        accompanying=max(bringing, allowed),
    )


@lru_cache(maxsize=500)
def _form(
    type_code: str,
    asked: tuple[Field, ...],
    optional: frozenset[str],
    *,
    language: str,
    on_behalf: bool,
    with_registrant: bool,
    terse: bool,
    own: Own,
) -> type[Details]:
    body: dict[str, Any] = {
        "asked": asked,
        "own": own,
        "type_code": type_code,
        "sections": questions.sections(
            type_code,
            asked,
            on_behalf=on_behalf,
            with_registrant=with_registrant,
            further=own_sections.sections(own, type_code, language),
        ),
        "suggestions": options.suggestions(language) if type_code == SUGGESTS_ORGANIZATIONS else (),
    }
    for field in asked:
        label = wording.label(field.key, type_code=type_code, on_behalf=on_behalf, terse=terse)
        hint = wording.hint(field.key, terse=terse)
        body[field.key] = controls.build(controls.Asked(field, label, hint, field.key in optional, language))
    if with_registrant:
        body |= controls.registrant()
    body |= own_fields.fields(own, type_code, language)
    return type("DetailsForm", (Details,), body)


def _value(field: Field, typed: Any) -> object:
    match field.asks:
        case Asks.YES_NO:
            return {options.YES: True, options.NO: False}.get(typed)
        case Asks.CONSENT:
            return bool(typed)
        case Asks.COUNT:
            return int(typed or 0)
        case _:
            return typed or ""

"""What has to be complete: words for every code, three texts for every letter, every setting in the README."""

import re
from dataclasses import fields

import click
import pytest

from registration import cli
from registration.models.outbox import Delivery
from registration.rules import refusals
from registration.rules.guest_lists import Fate, Part
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.notices import Notice
from registration.rules.permissions import Permission, Role
from registration.rules.standing import Admission, Standing, State
from registration.rules.statuses import Status
from registration.rules.substitutions import Substitution
from registration.rules.verbs import Verb
from registration.settings import PREFIX, Settings
from registration.words import choices, guest_lists, statuses, verbs
from registration.words.notices import NOTICES
from registration.words.refusals import REFUSALS
from tests import source

pytestmark = pytest.mark.static

WORDED = [
    (Status, statuses.STATUSES),
    (Standing, statuses.STANDINGS),
    (State, statuses.STATES),
    (Delivery, statuses.DELIVERIES),
    (Letter, statuses.LETTERS),
    (Verb, verbs.VERBS),
    (Notice, NOTICES),
    (Fate, guest_lists.FATES),
    (Part, guest_lists.PARTS),
    (Role, choices.ROLES),
    (Admission, choices.ADMISSIONS),
    (Admission, choices.ADMISSION_RULES),
    (Reply, statuses.REPLIES),
    (Substitution, choices.SUBSTITUTIONS),
]

CONTRACT = {"demo", "serve", "worker", "migrate", "check", "doctor", "organizers", "backup", "restore"}


def every_refusal(kind=refusals.Refused):
    return [kind, *(below for child in kind.__subclasses__() for below in every_refusal(child))]


@pytest.mark.parametrize(("kind", "words"), WORDED, ids=lambda value: getattr(value, "__name__", ""))
def test_every_code_has_its_word(kind, words):
    assert set(words) == set(kind)


def test_every_refusal_is_worded_and_every_wording_is_used():
    assert {kind.code for kind in every_refusal()} == set(REFUSALS)


def test_no_two_refusals_share_a_code():
    codes = [kind.code for kind in every_refusal()]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("refusal", every_refusal()[1:], ids=lambda kind: kind.__name__)
def test_every_refusal_is_raised_somewhere(refusal):
    elsewhere = [
        path for path in source.python() if path.name != "errors.py" and path.parent.name != "refusals"
    ]

    assert source.found(rf"(raise (refusals\.)?|: (refusals\.)?){refusal.__name__}\b", elsewhere)


@pytest.mark.parametrize("verb", Verb, ids=lambda verb: verb.name)
def test_every_verb_is_recorded_somewhere(verb):
    recording = [path for path in source.python() if path.name != "verbs.py"]

    assert source.found(rf"\bVerb\.{verb.name}\b", recording)


@pytest.mark.parametrize("permission", Permission, ids=lambda permission: permission.name)
def test_every_permission_is_asked_for_somewhere(permission):
    asking = [path for path in source.python() if path.name != "permissions.py"]

    assert source.found(rf"\bPermission\.{permission.name}\b", asking)


@pytest.mark.parametrize("letter", Letter)
def test_every_letter_has_a_subject_a_text_and_a_page(letter):
    folder = source.TEMPLATES / "mail" / letter

    assert {path.name for path in folder.glob("*")} >= {"subject.txt", "body.txt", "body.html"}


def test_every_mail_folder_is_a_letter():
    folders = {path.name for path in (source.TEMPLATES / "mail").glob("*/")}

    assert {name for name in folders if not name.startswith("_") and name != "parts"} == set(Letter)


def test_the_readme_lists_every_setting_and_no_other():
    readme = source.text(source.ROOT / "README.md")
    settings = {PREFIX + setting.name.upper() for setting in fields(Settings)}

    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", readme)) == settings


def test_the_readme_says_what_every_setting_means():
    readme = source.text(source.ROOT / "README.md")

    assert [setting.name for setting in fields(Settings) if setting.metadata["meaning"] not in readme] == []


def every_command(command, path=()):
    yield (*path, command.name), command
    for below in getattr(command, "commands", {}).values():
        yield from every_command(below, (*path, command.name))


def test_every_command_and_every_option_says_what_it_is_for():
    known = list(every_command(cli.commands))
    silent = [path for path, command in known if not command.help]
    silent += [
        (*path, option.name)
        for path, command in known
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]

    assert len(known) > len(CONTRACT)
    assert silent == []


def test_the_commands_of_the_contract_exist():
    assert set(cli.commands.commands) >= CONTRACT


def test_ci_calls_the_very_command_of_the_readme():
    command = next(
        line for line in source.text(source.ROOT / "README.md").splitlines() if line.endswith("-m pytest")
    )

    assert command in source.text(source.ROOT / ".ci" / "run").splitlines()

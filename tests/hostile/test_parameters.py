"""Every address with every parameter the code reads, set to what nobody would send: never an error of ours."""

import re
import time
from urllib.parse import quote, urlencode

from hypothesis import given
from hypothesis import strategies as st

from tests import source
from tests.hostile.attempts import PATIENCE
from tests.hostile.ground import Audience
from tests.hostile.test_forms import REPEATABLE, hostile_texts
from tests.hostile.texts import HOSTILE

ANSWERS = {200, 301, 302, 303, 304, 308, 400, 404, 405, 409, 410, 422, 503}
PARAMETERS = sorted(
    {
        name
        for path in source.python()
        for name in re.findall(r'(?:(?:args|values)(?:\.get\(|\[)|typed\(values, )"(\w+)"', source.text(path))
    }
)
LANGUAGES = ["fr", "xx", "FR", "%66r", "fr%00"]
SLUGS = ["a", "-", "a" * 80, "a" * 81, "..%2f..", "%00", "a%0d%0ab", "A", "ä"]
PUBLIC_IDS = ["00000000-0000-0000-0000-000000000001", "1", "0" * 36]
NUMBERS = ["0", "1", "-1", "9" * 30, "9" * 5000, "1.5", "٣"]
# In place of a variable of an address: what its converter lets through, and what it does not.
VARIABLES = {
    **dict.fromkeys(("language", "chosen", "into"), LANGUAGES),
    **dict.fromkeys(("slug", "series_slug", "organization"), SLUGS),
    **dict.fromkeys(("registration_id", "other_id", "document_id"), PUBLIC_IDS),
    **dict.fromkeys(("invitee_id", "invitation_id", "list_id"), PUBLIC_IDS),
    **dict.fromkeys(("message_id", "passkey_id", "visit_id", "tag_id", "view_id", "note_id"), NUMBERS),
    **dict.fromkeys(("deed_id", "mailing_id", "reminder_id", "question_id", "item_id"), NUMBERS),
    **dict.fromkeys(("speaker_id", "member_id", "focal_point_id"), NUMBERS),
    "preset": ["attendees", "all", "pass-office", "no-such-list", "..%2fetc"],
    "extension": ["csv", "xlsx", "pdf", "php", "csv%00"],
    "token": ["t" * 20, "t" * 48, "t" * 90, "t" * 91, "A" * 48],
    "secret": ["t" * 43, "-" * 43, "%ff" * 43],
    "digest": ["0" * 64, "g" * 64, "0" * 63],
    "size": ["small", "large", "huge"],
    "name": ["x", "..%2fregistration.db"],
    "filename": ["css/site.css", "../pyproject.toml", "..%2f..%2fpyproject.toml", "%00", "a" * 5000, "css"],
}


def test_the_parameters_are_found_in_the_code():
    assert {"page", "draft", "q", "status", "type", "sort", "preset", "format", "lang"} <= set(PARAMETERS)


def test_every_variable_has_something_to_try(app):
    assert {name for rule in app.url_map.iter_rules() for name in rule.arguments} <= set(VARIABLES)


def test_every_address_with_hostile_parameters(app, ground):
    texts = list(HOSTILE.values())
    for turn, rule in enumerate(sorted(app.url_map.iter_rules(), key=str)):
        known = filled(rule, ground)
        audience = list(Audience)[turn % 3] if "organizer" not in rule.endpoint else Audience.ORGANIZER
        for shift in range(0, len(texts), 9):
            query = {name: texts[(shift + place) % len(texts)] for place, name in enumerate(PARAMETERS)}
            look(
                ground,
                audience,
                known + "?" + urlencode({name: as_bytes(text) for name, text in query.items()}),
            )


@REPEATABLE
@given(data=st.data())
def test_one_parameter_nobody_would_send(app, ground, data):
    rule = data.draw(st.sampled_from(sorted(app.url_map.iter_rules(), key=str)))
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(PARAMETERS), hostile_texts), min_size=1, max_size=3))
    audience = data.draw(st.sampled_from(list(Audience)))
    query = urlencode([(name, as_bytes(text)) for name, text in pairs])
    look(ground, audience, filled(rule, ground) + "?" + query)


def test_every_address_with_hostile_variables(app, ground):
    for rule in sorted(app.url_map.iter_rules(), key=str):
        for name in rule.arguments:
            for value in VARIABLES[name]:
                look(ground, Audience.ORGANIZER, filled(rule, ground, **{name: value}))


def test_a_query_of_a_megabyte(ground):
    for address in ("/fr/", "/organizer/", f"{ground.desk}/registrations", "/language/fr"):
        look(ground, Audience.ORGANIZER, f"{address}?page=/{'x' * 1_000_000}&q={'y' * 1000}")


def look(ground, audience, address):
    """GET and HEAD answer alike; the client sees to it that nothing is written."""
    began = time.perf_counter()
    client = ground.visit(audience)
    answer = client.open("GET", address)
    assert time.perf_counter() - began < PATIENCE, address[:300]
    assert answer.status_code in ANSWERS, f"{address[:300]} as {audience}: {answer.status}"
    assert (answer.status_code == 503) <= (address.startswith("/health/ready"))
    location = answer.headers.get("Location", "/")
    assert re.match(r"/(?!/)|http://localhost/", location), f"{address[:300]} leads to {location[:200]}"
    assert not re.search(r"[\r\n\0]", location)


def filled(rule, ground, **hostile):
    """The address of a rule, of the open roundtable and somebody registered there but for what is given."""
    known = {
        "language": "fr", "chosen": "fr", "slug": ground.slugs["open"], "preset": "attendees", "extension": "csv",
        "token": "t" * 48, "secret": "s" * 43, "registration_id": ground.public_id, "message_id": "1",
        "passkey_id": "1", "visit_id": "1", "organization": ground.slugs["house"],
        "other_id": ground.others["asked"], "tag_id": "1", "view_id": "1", "note_id": "1", "deed_id": "1",
        "mailing_id": str(ground.mail["draft"]), "reminder_id": str(ground.mail["reminder"]),
        "document_id": ground.slugs["document"], "question_id": str(ground.question_id), "into": "fr",
        "item_id": ground.slugs["item"], "speaker_id": ground.slugs["speaker"],
        "series_slug": ground.slugs["series"], "list_id": ground.slugs["matched list"],
        "invitee_id": ground.slugs["invited"], "invitation_id": PUBLIC_IDS[0],
        "member_id": str(ground.kept["colleague"]), "focal_point_id": str(ground.focal_point.id),
        "digest": "0" * 64, "size": "small", "filename": "css/site.css", "name": "x",
    } | hostile  # fmt: skip
    return re.sub(r"<(?:[^:>]*:)?(\w+)>", lambda found: quote(str(known[found[1]]), safe="%/."), rule.rule)


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")

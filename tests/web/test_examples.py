"""Examples inside of sentences: from left to right in every script, and never markup of somebody else's."""

from registration.web.examples import with_example
from tests.web.steps import filled


def test_an_example_keeps_its_direction_in_an_arabic_sentence(client, make):
    roundtable = make.roundtable()
    page = client.get(f"/ar/roundtables/{roundtable.slug}/register")
    page = client.submit(page, {"stakeholder_type": "civil_society", "for_whom": "myself"})

    page = client.submit(page, filled("civil_society") | {"phone": "none"}, expect=422)

    error = page.one("p", id="phone-error")
    assert [(example.text, example.attributes["dir"]) for example in error.all("bdi")] == [
        ("+41 22 000 00 00", "ltr")
    ]


def test_only_the_example_is_set_apart():
    assert with_example("<b> %(example)s", "<i>") == '&lt;b&gt; <bdi dir="ltr">&lt;i&gt;</bdi>'

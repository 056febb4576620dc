"""Every address of the house: typed, in kebab case, guarded; every link we mail leads somewhere."""

import re
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from jinja2 import meta
from werkzeug.routing import UnicodeConverter

from registration import links
from registration.extensions import csrf
from registration.rules.permissions import Permission
from tests import source

# What an organizer may do before having signed in.
WITHOUT_ACCOUNT = re.compile(r"organizer\.(sign_in|sign_in_by_link|sign_in_link|sign_out|join)\w*")
SOMEBODY = str(UUID(int=1))


@pytest.fixture(scope="module")
def house(application):
    return application("sqlite")[0]


def test_every_page_of_the_organizers_says_what_it_needs(house):
    silent = {
        rule.endpoint
        for rule in house.url_map.iter_rules()
        if rule.endpoint.startswith("organizer.")
        and not hasattr(house.view_functions[rule.endpoint], "permission")
    }

    assert any(rule.endpoint.startswith("organizer.") for rule in house.url_map.iter_rules())
    assert silent == set()


def test_what_a_page_needs_is_a_permission(house):
    needed = {
        endpoint: view.permission
        for endpoint, view in house.view_functions.items()
        if endpoint.startswith("organizer.") and hasattr(view, "permission")
    }

    assert {
        endpoint
        for endpoint, permission in needed.items()
        if permission is None and not WITHOUT_ACCOUNT.fullmatch(endpoint)
    } == set()
    assert {permission for permission in needed.values() if permission is not None} <= set(Permission)


def test_every_variable_in_an_address_has_a_type(house):
    untyped = [
        rule.rule
        for rule in house.url_map.iter_rules()
        if any(type(converter) is UnicodeConverter for converter in rule._converters.values())
    ]

    assert untyped == []


def test_addresses_are_in_kebab_case(house):
    plain = [re.sub(r"<[^>]*>", "", rule.rule) for rule in house.url_map.iter_rules()]

    assert [address for address in plain if not re.fullmatch(r"[a-z0-9./-]*", address)] == []


def test_no_form_is_exempt_from_its_token(house):
    assert csrf._exempt_views == set()
    assert csrf._exempt_blueprints == set()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_mailed_link_leads_to_a_page(house, language):
    with house.app_context():
        addresses = [
            links.programme(language),
            links.roundtable("one", language),
            links.series("one", language),
            links.ask_for_link(language),
            links.personal(SOMEBODY, 1, language),
            links.check_address(SOMEBODY, 1, "a@example.org", language),
            links.reply(SOMEBODY, 1, language),
            links.sign_in("s" * 43),
        ]

    pages = house.url_map.bind("localhost")
    for address in addresses:
        assert pages.match(urlsplit(address).path, method="GET"), address


def test_every_template_can_be_read_and_finds_what_it_uses(house):
    names = set(house.jinja_env.list_templates())

    for name in sorted(names):
        parsed = house.jinja_env.parse(source.text(source.TEMPLATES / name), name)
        used = {used for used in meta.find_referenced_templates(parsed) if used is not None}
        assert used <= names, f"{name} uses {used - names}"
        house.jinja_env.get_template(name)


def test_every_address_a_template_asks_for_exists(house):
    endpoints = set(house.view_functions) | {""}

    asked = {
        (source.named(path), endpoint)
        for path in source.files(source.TEMPLATES)
        for endpoint in re.findall(r"url_for\(\s*['\"]([^'\"]+)['\"]", source.text(path))
    }

    assert {
        (name, endpoint)
        for name, endpoint in asked
        if endpoint not in endpoints and not endpoint.startswith(("demo.", "."))
    } == set()


@pytest.mark.parametrize(
    "query",
    [
        "language=fr",
        "endpoint=x",
        "_scheme=javascript&_external=1",
        "_anchor=x",
        "_method=POST",
        "slug=x",
        "page=//x",
    ],
)
def test_nothing_after_the_question_mark_breaks_a_page_or_leads_away(client, query):
    page = client.get(f"/en/?{query}")

    switched = [parse_qs(urlsplit(link.attributes["href"]).query) for link in page.all("a", hreflang="ar")]
    assert switched
    assert all(re.match(r"/(?!/)", target) for asked in switched for target in asked.get("page", []))

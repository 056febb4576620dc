"""The shape of the house: what may stand where, and what has to be complete."""

import ast
import re

import pytest

from tests import source

pytestmark = pytest.mark.static

LONGEST_FILE = 250
TOP_LEVEL = {"pyproject.toml", "README.md", "LICENSE", "registration", "templates", "static", "tests"}
DRAWERS = re.compile(r"/(utils?|helpers?|common|misc|managers?|services?)(\.py|/)")
DOORS = ("registration/web/", "registration/cli", "registration/worker")
PHYSICAL = (
    r"(?:^|[{;])\s*(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|(?:left|right|top|bottom)|(?:float|clear|text-align)\s*:\s*(?:left|right)\b[^:]*)\s*(?::|;|}|$)"
)


def test_the_top_level_holds_only_what_a_newcomer_expects():
    names = {path.relative_to(source.ROOT).parts[0] for path in source.tracked()}

    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_no_file_outgrows_its_room():
    lengths = {source.named(path): len(source.text(path).splitlines()) for path in source.python()}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_file_begins_by_saying_what_it_is_for():
    ours = [*source.python(), *source.files(source.ROOT / "tests", ".py")]

    assert [source.named(path) for path in ours if not _opening(path)] == []


def test_there_are_no_drawers():
    assert [source.named(path) for path in source.tracked() if DRAWERS.search(f"/{source.named(path)}")] == []


def test_nothing_is_left_for_later():
    ours = [*source.python(), *source.files(source.TEMPLATES), *source.files(source.STATIC, ".css", ".js")]

    assert source.found(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b", ours) == []


def test_only_doors_ask_the_clock():
    askers = {source.named(path) for path in source.python() if "registration.clock" in source.imports(path)}

    assert {name for name in askers if not name.startswith(DOORS)} == set()


def test_only_doors_open_a_transaction_and_only_it_commits():
    inside = [
        path
        for path in source.python()
        if not source.named(path).startswith((*DOORS, "registration/extensions"))
    ]

    assert source.found(r"\btransaction\(\)", inside) == []
    assert source.found(r"\.commit\(\)", [*inside, *source.files(source.PACKAGE / "web", ".py")]) == []


def test_queries_never_write():
    queries = source.files(source.PACKAGE / "queries", ".py")

    assert queries
    assert (
        source.found(
            r"session\.(add|add_all|delete|merge|flush)\(|import .*\b(insert|update|delete)\b", queries
        )
        == []
    )


def test_nothing_is_printed_as_markup_but_what_was_cleaned():
    templates = source.files(source.TEMPLATES)
    cleaned = ("registration/web/markdown.py", "registration/web/examples.py")
    # Put together from escaped parts; sentences of our own, taken as Jinja would take them.
    made = ("registration/web/forms/lists.py", "registration/web/templating.py")
    code = [path for path in source.python() if source.named(path) not in cleaned + made]

    assert source.found(r"\|\s*safe\b|autoescape\s+false", templates) == []
    assert source.found(r"\bMarkup\(|\.Markup\b", code) == []


def test_addresses_that_leave_the_house_come_from_the_base_url():
    everything = [*source.python(), *source.files(source.TEMPLATES)]

    assert source.found(r"_external\s*=|url_root|host_url|request\.base_url|request\.url\b", everything) == []


def test_styles_know_no_left_and_right():
    sheets = source.files(source.STATIC, ".css")

    assert sheets
    assert source.found(PHYSICAL, sheets) == []


def test_templates_hold_no_styles_scripts_or_handlers():
    pages = [
        path
        for path in source.files(source.TEMPLATES, ".html")
        if not path.is_relative_to(source.TEMPLATES / "mail")
    ]

    assert pages
    assert source.found(r"<[^>]*\s(style|on\w+)\s*=", pages, flags=re.IGNORECASE) == []
    assert source.found(r"<style\b|<script(?![^>]*\b(src|type=\"application/(ld\+)?json\"))", pages) == []


def test_nothing_is_fetched_from_elsewhere():
    ours = [*source.files(source.TEMPLATES), *source.files(source.STATIC, ".css", ".js", ".svg")]
    loading = (
        r"(?:src|srcset|poster|action|data)\s*=\s*[\"'](?:https?:)?//|url\(\s*[\"']?(?:https?:)?//"
        r"|@import|(?:import|fetch|from)\s*\(?\s*[\"'](?:https?:)?//"
        r"|<link[^>]*href\s*=\s*[\"'](?:https?:)?//"
    )

    assert source.found(loading, ours) == []


def test_no_package_registry_is_named():
    registries = r"pypi\.|files\.python" + r"hosted|registry\.npm" + r"js|unpkg\.com|jsdelivr|cdnjs"

    named = [
        path
        for path in source.tracked()
        if path.suffix not in (".woff2", ".jpg", ".png", ".mo", ".ico", ".pdf")
        and path.name != "test_architecture.py"
    ]

    assert source.found(registries, named) == []


def test_people_in_the_code_live_at_example_org():
    ours = [
        *source.python(),
        *source.files(source.TEMPLATES),
        *source.files(source.PACKAGE / "data", ".json"),
        *source.files(source.ROOT / "tests", ".py"),
    ]
    allowed = r"(?:[\w-]+\.)*(?:example(?:\.(?:org|com|net))?|localhost|invalid|test|host)\b"

    assert source.found(rf"[\w.+-]+@(?!{allowed})[\w-]+\.[a-z]{{2,}}\b", ours, flags=re.IGNORECASE) == []


def test_nothing_inside_the_house_is_mocked():
    tests = source.files(source.ROOT / "tests", ".py")

    assert [source.named(path) for path in tests if "unittest.mock" in set(source.imports(path))] == []


def _opening(path):
    return ast.get_docstring(source.tree(path)) or not source.text(path)

"""Send the form of a page, as fast as a program can: its token and its address are looked for, nothing else is read."""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import urljoin

from tests.load.wire import Answer, Browser

_FORM = re.compile(
    r'<form[^>]*method="post"[^>]*>(?:(?!</form>).)*?name="csrf_token"[^>]*value="([^"]+)"', re.DOTALL
)
_ACTION = re.compile(r'action="([^"]*)"')


def sent(browser: Browser, page: Answer, values: Mapping[str, str]) -> Answer:
    """Send the last form of the page. Raises AssertionError with the page when there is none."""
    html = page.body.decode()
    found = list(_FORM.finditer(html))
    assert found, html
    action = _ACTION.search(found[-1][0])
    return browser.post(
        urljoin(page.url, unescape(action[1]) if action else ""), {**values, "csrf_token": found[-1][1]}
    )


def signed_in(port: int, secret: str) -> Browser:
    """An organizer's browser."""
    browser = Browser(port)
    page = sent(browser, browser.get(f"/organizer/sign-in/{secret}"), {})
    assert page.status == 200, page.body.decode()
    return browser

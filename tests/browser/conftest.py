"""A running demonstration, one Chromium and windows that note every complaint, for all tests in a browser."""

from tests.browser.face.conftest import browser, site, window

__all__ = ["browser", "site", "window"]

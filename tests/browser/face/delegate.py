"""A delegate who fills in the registration form in any language, with a script or without, and reads the mail."""

from dataclasses import dataclass
from itertools import count

from playwright.sync_api import Locator, Page

from tests.browser.face.site import OPEN, Site

NAMES = {
    "ar": ("ريم", "القضاة"), "en": ("Aoife", "O’Brien-Ñandú"), "es": ("Íñigo", "Núñez Peña"),
    "fr": ("Zoë", "N’Guessan"), "ru": ("Фёдор", "Щербаков"), "zh": ("思远", "欧阳"),
}  # fmt: skip
TYPED = {"organization": "Lake Region Women for Peace", "position": "Adviser"}

_numbers = count(1)


@dataclass(frozen=True)
class Delegate:
    page: Page
    language: str
    email: str

    @classmethod
    def new(cls, page: Page, language: str) -> "Delegate":
        return cls(page, language, f"delegate{next(_numbers)}.{language}@example.org")

    def begin(self) -> None:
        """From the roundtable's page to the first step of the form."""
        self.page.goto(f"/{self.language}/roundtables/{OPEN}")
        self.page.locator("a[href$='/register']:visible").first.click()
        self.page.locator("input[name=stakeholder_type]").first.wait_for()

    def choose_group(self, code: str = "civil_society") -> None:
        self.page.check(f"input[name=stakeholder_type][value={code}]")
        self.send()
        self.page.locator("input[name=given_names]").wait_for()

    def answer(self) -> None:
        """Everything that is asked, whatever it is."""
        given, family = NAMES[self.language]
        typed = {"given_names": given, "family_name": family, "email": self.email, **TYPED}
        form = self.page.locator("main form").first
        for name, value in typed.items():
            field = form.locator(f"input[name={name}]")
            if field.count():
                field.fill(value)
        for name in sorted(set(self._names("input[type=radio]"))):
            if not form.locator(f"input[name={name}]:checked").count():
                form.locator(f"input[name={name}]").first.check()
        for name in self._names("select[name=state], select[name=country], select[name=un_entity]"):
            self.choose(form.locator(f"select[name={name}]"))

    def choose(self, select: Locator) -> str:
        """Choose the fifth entry of a list: by typing its name where a script made a search box of it."""
        label = select.locator("option").nth(5).inner_text().strip()
        search = select.locator("xpath=ancestor::div[contains(@class,'field')]").locator(
            "input.autocomplete__input"
        )
        if not search.count():
            select.select_option(index=5)
            return label
        search.fill("")
        search.press_sequentially(label)
        self.page.locator(".autocomplete__option").filter(has_text=label).first.wait_for()
        search.press("ArrowDown")
        search.press("Enter")
        return label

    def register(self) -> None:
        """The whole form, to the page that says how it ended."""
        self.begin()
        self.choose_group()
        self.answer()
        self.send()
        self.page.locator(".summary-list").wait_for()
        self.send()
        self.page.locator(".outcome .reference-value").wait_for()

    def open_own(self, site: Site) -> None:
        """By the link in the mail: a page with one button, then one's own registration."""
        self.page.goto(site.personal_link(self.page, self.email))
        self.send()
        self.page.locator(".summary-list").wait_for()

    def send(self) -> None:
        self.page.locator("main form button[type=submit]").last.click()

    def _names(self, selector: str) -> list[str]:
        return [str(one.get_attribute("name")) for one in self.page.locator(f"main form {selector}").all()]

"""A page as a reader gets it: headings, text, links, forms. Read with the standard library's parser, strictly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
UNREAD = frozenset({"script", "style", "template", "noscript"})


@dataclass(eq=False)
class Element:
    """An element of a page. `problems` are those of the whole document, kept at its root."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is read, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def all(self, *tags: str, **attributes: str) -> list["Element"]:
        """Descendants in document order. `class_name="x"` looks among the classes, `data_x` stands for data-x."""
        return [
            element
            for element in self.walk()
            if (not tags or element.tag in tags)
            and all(element.matches(name, value) for name, value in attributes.items())
        ]

    def one(self, *tags: str, **attributes: str) -> "Element":
        found = self.all(*tags, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tags} {attributes}"
        return found[0]

    def matches(self, name: str, value: str) -> bool:
        if name == "class_name":
            return value in self.attributes.get("class", "").split()
        return self.attributes.get(name.rstrip("_").replace("_", "-")) == value

    def walk(self) -> list["Element"]:
        """Every descendant in document order."""
        return self._descendants

    @cached_property
    def _descendants(self) -> list["Element"]:
        # Each element asks once: a page is looked through a hundred times and never changes.
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                found.append(child)
                found += child._descendants
        return found

    def ancestors(self) -> Iterator["Element"]:
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in UNREAD:
                yield from child._texts()
                yield (
                    "" if child.tag in ("a", "b", "bdi", "em", "i", "span", "strong", "time", "abbr") else " "
                )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.current = Element("#document")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if len(attributes) < len(attrs):
            names = [name for name, _ in attrs]
            twice = {name for name in names if names.count(name) > 1}
            self.root.problems += [f"<{tag}> has {name} twice" for name in twice]
        element = Element(tag, attributes, self.current)
        self.current.children.append(element)
        if tag not in VOID:
            self.current = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.current = self.current.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        if self.current.tag == tag:
            self.current = self.current.parent or self.root
            return
        self.root.problems.append(f"</{tag}> closes <{self.current.tag}>")
        for element in self.current.ancestors():
            if element.tag == tag:
                self.current = element.parent or self.root
                return

    def handle_data(self, data: str) -> None:
        self.current.children.append(data)


def parse(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.current is not reader.root:
        reader.root.problems.append(f"<{reader.current.tag}> is never closed")
    return reader.root


@dataclass(frozen=True)
class Page:
    """An answer with a page in it."""

    status: int
    url: str
    html: str
    headers: Mapping[str, str]

    @cached_property
    def root(self) -> Element:
        return parse(self.html)

    def all(self, *tags: str, **attributes: str) -> list[Element]:
        return self.root.all(*tags, **attributes)

    def one(self, *tags: str, **attributes: str) -> Element:
        return self.root.one(*tags, **attributes)

    @cached_property
    def document(self) -> Element:
        return self.one("html")

    @property
    def title(self) -> str:
        return self.one("title").text

    @property
    def heading(self) -> str:
        return self.one("h1").text

    @cached_property
    def language(self) -> str:
        return self.document.attributes.get("lang", "")

    @property
    def text(self) -> str:
        """What is read in the main part."""
        return self.one("main").text

    def link(self, text: str) -> str:
        """The address of the one link that is read as this text."""
        found = {urljoin(self.url, link.attributes["href"]) for link in self.all("a") if link.text == text}
        assert len(found) == 1, f"{len(found)} links {text!r} among {[link.text for link in self.all('a')]}"
        return found.pop()

    @property
    def forms(self) -> list["Form"]:
        """Every form that posts, in the order of the page."""
        return [
            Form(self, form)
            for form in self.all("form")
            if form.attributes.get("method", "").lower() == "post"
        ]

    def form(self, ending: str = "") -> "Form":
        """The one form that posts to an address with this ending; in the main part unless that has none."""
        posts = self.forms
        found = [form for form in posts if form.action.split("?")[0].endswith(ending)]
        if len(found) > 1:
            found = [form for form in found if any(above.tag == "main" for above in form.element.ancestors())]
        assert len(found) == 1, f"{len(found)} forms to {ending!r} among {[form.action for form in posts]}"
        return found[0]


@dataclass(frozen=True)
class Form:
    """A form as a browser would send it: what it holds, changed where a person fills something in."""

    page: Page
    element: Element

    @property
    def action(self) -> str:
        return urljoin(self.page.url, self.element.attributes.get("action", ""))

    @property
    def values(self) -> dict[str, list[str]]:
        """What would be sent without touching it."""
        sent: dict[str, list[str]] = {}
        for control in self._controls():
            for value in _sent_by(control):
                sent.setdefault(control.attributes["name"], []).append(value)
        return sent

    def filled(self, values: Mapping[str, str | list[str] | bool]) -> dict[str, list[str]]:
        """The values to send. Fails for a field that is not there or an option that is not offered."""
        sent = self.values
        for name, value in values.items():
            controls = [control for control in self._controls() if control.attributes["name"] == name]
            assert controls, (
                f"no field {name!r}; the form has {sorted({c.attributes['name'] for c in self._controls()})}"
            )
            sent[name] = _chosen(name, controls, value)
        return sent

    def _controls(self) -> list[Element]:
        return [
            control
            for control in self.element.all("input", "select", "textarea")
            if control.attributes.get("name")
            and "disabled" not in control.attributes
            and control.attributes.get("type") not in ("submit", "button", "image", "reset", "file")
        ]


def _sent_by(control: Element) -> list[str]:
    kind = control.attributes.get("type", "text")
    if control.tag == "textarea":
        written = "".join(child for child in control.children if isinstance(child, str))
        # A line break right after the tag is not part of the text, however it is written.
        return [written.replace("\r\n", "\n").removeprefix("\n")]
    if control.tag == "select":
        options = control.all("option")
        chosen = [option for option in options if "selected" in option.attributes]
        if not chosen and "multiple" not in control.attributes:
            chosen = options[:1]
        return [_value(option) for option in chosen]
    if kind in ("checkbox", "radio"):
        return [control.attributes.get("value", "on")] if "checked" in control.attributes else []
    return [control.attributes.get("value", "")]


def _chosen(name: str, controls: list[Element], value: str | list[str] | bool) -> list[str]:
    first = controls[0]
    if isinstance(value, bool):
        assert first.attributes.get("type") == "checkbox", f"{name} is not a box to tick"
        return [first.attributes.get("value", "on")] if value else []
    wanted = value if isinstance(value, list) else [value]
    offered: list[str] | None = None
    if first.tag == "select":
        offered = [_value(option) for option in first.all("option")]
    elif first.attributes.get("type") in ("checkbox", "radio"):
        offered = [control.attributes.get("value", "on") for control in controls]
    if offered is not None:
        assert set(wanted) <= set(offered), f"{name} offers {offered}, not {wanted}"
    return wanted


def _value(option: Element) -> str:
    return option.attributes.get("value", option.text)

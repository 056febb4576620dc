"""Every setting: typed, read once from the environment, listed in the README."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "REGISTRATION_"
SHORTEST_SECRET = 32
_YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class Environment(StrEnum):
    PRODUCTION = "production"
    DEVELOPMENT = "development"
    DEMO = "demo"
    TEST = "test"


class SettingsError(Exception):
    """A setting is missing or cannot be used; the text says which and what to do."""


def setting(default: Any, meaning: str) -> Any:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True)
class Settings:
    """Defaults are public values that are sensible in production."""

    environment: Environment = setting(Environment.PRODUCTION, "production, development, demo or test")
    base_url: str = setting(
        "",
        "the address people see, like https://meetings.example.org; required in production",
    )
    secret_key: str = setting(
        "",
        "at least 32 random characters; signs personal links, seals authenticator apps; required in production",
    )
    data_dir: Path = setting(Path("var"), "folder of the SQLite database")
    database_url: str = setting(
        "", "empty for SQLite in the data folder, or postgresql://user:password@host/name"
    )
    host: str = setting("127.0.0.1", "address the web server listens on")
    port: int = setting(8000, "port the web server listens on")
    web_processes: int = setting(1, "web processes; more than one is for PostgreSQL")
    web_threads: int = setting(4, "threads that answer requests in each web process")
    trusted_proxies: int = setting(0, "reverse proxies in front whose forwarding headers are believed")
    smtp_url: str = setting(
        "",
        "smtp://user:password@host:587 (STARTTLS), smtps://host:465, smtp+plain://host:25; empty: mail waits",
    )
    mail_from: str = setting("", "sender's address; empty: no-reply@ the host of the base URL")
    site_name: str = setting("Policy roundtables", "name of the site in headers, titles and mail")
    contact_email: str = setting("", "address for help, shown at the foot of every page")
    metrics_token: str = setting(
        "", "who sends it as Authorization: Bearer … may read /metrics; empty: nobody"
    )
    second_factor_required: bool = setting(
        default=False,
        meaning="yes: every organizer shows a passkey or a code of an app beside a password or a mailed link",
    )
    default_language: str = setting("en", "language when the reader's is not among the six")
    log_level: str = setting("INFO", "DEBUG, INFO, WARNING or ERROR")

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the environment. Raises SettingsError for a value of the wrong form or an unsafe production."""
        values: dict[str, Any] = {}
        for known in fields(cls):
            raw = environ.get(PREFIX + known.name.upper())
            if raw is not None and raw != "":
                values[known.name] = _converted(known.name, known.default, raw)
        unknown = {name for name in environ if name.startswith(PREFIX)} - {name(f.name) for f in fields(cls)}
        if unknown:
            raise SettingsError(f"{', '.join(sorted(unknown))}: no such setting; see the README for the list")
        return cls(**values).checked()

    def checked(self) -> "Settings":
        """The settings themselves. Raises SettingsError with everything that is wrong, in one line."""
        if problems := [*self._problems()]:
            raise SettingsError("; ".join(problems))
        return self

    def _problems(self) -> Iterator[str]:
        if self.base_url and not _is_origin(self.base_url):
            yield f"{name('base_url')}: must be like https://meetings.example.org, without a path"
        if self.smtp_url and not _is_mail_server(self.smtp_url):
            yield f"{name('smtp_url')}: must be like smtp://user:password@mail.example.org:587"
        if self.web_processes > 1 and self.uses_sqlite:
            yield (
                f"{name('web_processes')}: more than one web process needs PostgreSQL; "
                f"set {name('database_url')} or leave it at 1"
            )
        if self.environment is Environment.PRODUCTION:
            yield from self._problems_in_production()

    def _problems_in_production(self) -> Iterator[str]:
        if not self.base_url:
            yield f"{name('base_url')} is missing: links in mail are made from it"
        if not self.secret_key:
            yield (
                f"{name('secret_key')} is missing: make one with "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        elif len(self.secret_key) < SHORTEST_SECRET or len(set(self.secret_key)) < 12:
            yield f"{name('secret_key')} is too weak: use at least {SHORTEST_SECRET} random characters"

    @property
    def uses_sqlite(self) -> bool:
        return self.database_uri.startswith("sqlite")

    @property
    def database_uri(self) -> str:
        """The address SQLAlchemy takes."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir.resolve() / 'registration.db'}"
        for scheme in ("postgresql://", "postgres://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        return self.database_url

    @property
    def is_secure(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def host_name(self) -> str:
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def sender(self) -> str:
        return self.mail_from or f"no-reply@{self.host_name}"


def name(setting_name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + setting_name.upper()


def _is_origin(address: str) -> bool:
    parts = urlsplit(address)
    return bool(
        parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/") and not parts.query
    )


def _is_mail_server(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("smtp", "smtps", "smtp+plain") and bool(parts.hostname)


def _converted(setting_name: str, default: object, raw: str) -> object:
    try:
        if isinstance(default, Environment):
            return Environment(raw)
        if isinstance(default, bool):
            return _YES_NO[raw.casefold()]
        if isinstance(default, int):
            return _positive(int(raw))
        if isinstance(default, Path):
            return Path(raw)
    except (ValueError, KeyError) as error:
        raise SettingsError(f"{name(setting_name)}: {raw!r} is not a usable value") from error
    return raw


def _positive(number: int) -> int:
    if not 0 <= number <= 65535:
        raise ValueError
    return number

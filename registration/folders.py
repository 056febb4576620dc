"""Where templates, styles and catalogues are: at the top of a checkout, inside the package in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def _found(name: str) -> Path:
    beside = _CHECKOUT / name
    return beside if (_CHECKOUT / "pyproject.toml").is_file() and beside.is_dir() else _PACKAGE / name


TEMPLATES = _found("templates")
STATIC = _found("static")
TRANSLATIONS = _PACKAGE / "translations"
MIGRATIONS = _PACKAGE / "models" / "migrations"
DATA = _PACKAGE / "data"


def is_checkout() -> bool:
    """Whether templates are those of a checkout, where an edit shows at once."""
    return TEMPLATES.parent == _CHECKOUT

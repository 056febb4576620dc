"""The checkout as text and syntax, for tests about its shape."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "registration"
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the project: what git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name]
        return tuple(path for path in sorted({ROOT / name for name in names}) if path.is_file())
    return tuple(path for path in sorted(ROOT.rglob("*")) if path.is_file() and not _hidden(path))


def files(folder: Path, *endings: str) -> list[Path]:
    """The project's files in a folder with one of these endings; vendored ones are not ours."""
    return [
        path
        for path in tracked()
        if path.is_relative_to(folder)
        and "vendor" not in path.parts
        and (not endings or path.name.endswith(endings))
    ]


def python() -> list[Path]:
    return files(PACKAGE, ".py")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def text(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), str(path))


def found(pattern: str, paths: list[Path], *, flags: int = 0) -> list[str]:
    """Each place where a pattern stands, as "file:line: text"."""
    regex = re.compile(pattern, flags)
    return [
        f"{named(path)}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(text(path).splitlines(), start=1)
        if regex.search(line)
    ]


def imports(path: Path) -> Iterator[str]:
    """Full names of what a module imports: `registration.clock` for both spellings."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(ROOT).parts)

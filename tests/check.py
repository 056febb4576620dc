"""Every step before a commit that reads the code instead of running it: `python -m tests.check`."""

import os
import subprocess
import sys
from pathlib import Path

from tests.source import ROOT

TOOLS = Path(sys.executable).parent

STEPS: dict[str, list[str]] = {
    "format": [str(TOOLS / "ruff"), "format", "--check", "--quiet", "registration", "tests"],
    "style": [str(TOOLS / "ruff"), "check", "registration", "tests"],
    # Without their caches: what they keep from another state of the code can be wrong.
    "types": [sys.executable, "-m", "mypy", f"--cache-dir={os.devnull}"],
    "floors": [str(TOOLS / "lint-imports"), "--no-cache"],
    "templates": [str(TOOLS / "djlint"), "templates", "--lint", "--quiet"],
}


def run(step: str) -> "subprocess.CompletedProcess[str]":
    """One step; its output says what to mend."""
    return subprocess.run(STEPS[step], cwd=ROOT, capture_output=True, text=True, check=False)


def main() -> int:
    failed = []
    for step in STEPS:
        result = run(step)
        print(f"{'ok  ' if result.returncode == 0 else 'FAIL'} {step}")
        if result.returncode != 0:
            failed.append(step)
            print(result.stdout + result.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

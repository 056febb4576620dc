"""A built wheel works anywhere; an editable checkout shows every edit at once. Nothing is fetched for it."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests import source

pytestmark = pytest.mark.slow

# Run from an empty folder: the front page and its styles, asked of the application itself.
VISIT = """
import re, sys
from pathlib import Path
import registration
from registration import create_app, folders
from registration.extensions import db
from registration.settings import Environment, Settings

app = create_app(Settings(environment=Environment.TEST, base_url="http://localhost", secret_key="x" * 40,
                          data_dir=Path.cwd()).checked())
with app.app_context():
    db.create_all()
print("package", Path(registration.__file__).parent)
visitor = app.test_client()
page = visitor.get("/en/")
print("page", page.status_code)
for address in re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"', page.get_data(as_text=True)):
    print("styles", visitor.get(address.replace("&amp;", "&")).status_code)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    done(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--no-index",
            "--disable-pip-version-check",
            "--wheel-dir",
            folder,
            source.ROOT,
        ]
    )
    return next(folder.glob("*.whl"))


def test_a_wheel_holds_everything_a_server_needs(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if "/__pycache__/" not in name}

    wanted = {source.named(path) for path in source.files(source.PACKAGE)}
    wanted |= {
        f"registration/{source.named(path)}"
        for path in source.tracked()
        if path.is_relative_to(source.TEMPLATES) or path.is_relative_to(source.STATIC)
    }
    assert wanted - held == set()
    assert {name.split("/")[0] for name in held if ".dist-info" not in name} == {"registration"}
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_a_wheel_in_a_clean_environment_serves_its_front_page_with_styles(wheel, tmp_path):
    python = clean_environment(tmp_path / "environment")
    done(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--disable-pip-version-check",
            wheel,
        ]
    )

    answer = done([python, "-c", VISIT], cwd=empty(tmp_path / "elsewhere"))

    assert f"package {tmp_path / 'environment'}" in answer
    assert "page 200" in answer
    assert set(re.findall(r"styles (\d+)", answer)) == {"200"}


def test_an_edit_of_a_template_shows_at_once_in_an_editable_checkout(tmp_path):
    checkout = copy_of_the_project(tmp_path / "checkout")
    python = clean_environment(tmp_path / "environment")
    done(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--no-build-isolation",
            "--disable-pip-version-check",
            "--editable",
            checkout,
        ]
    )
    base = checkout / "templates" / "base.html"
    edit = (
        "\npath = Path(sys.argv[1])"
        "\npath.write_text(path.read_text('utf-8').replace('</body>', '<p>Edited just now</p></body>'), 'utf-8')"
        "\nprint('shown', 'Edited just now' in visitor.get('/en/', query_string='again').get_data(as_text=True))"
    )

    # Where nobody edits, templates are read once.
    visit = VISIT.replace("Environment.TEST", "Environment.DEVELOPMENT")
    answer = done([python, "-c", visit + edit, base], cwd=empty(tmp_path / "elsewhere"))

    assert f"package {checkout}" in answer
    assert "page 200" in answer
    assert "shown True" in answer


def clean_environment(folder):
    """An environment without our package that finds what this one has installed."""
    venv.create(folder, with_pip=False, symlinks=True)
    own = Path(
        done(
            [folder / "bin" / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        ).strip()
    )
    libraries = [
        str(own_libraries) for own_libraries in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    ]
    # A path alone: the .pth files of this environment, among them our own editable install, are not read there.
    (own / "libraries.pth").write_text("\n".join(libraries) + "\n")
    return folder / "bin" / "python"


def copy_of_the_project(folder):
    for path in source.tracked():
        copy = folder / path.relative_to(source.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return folder


def empty(folder):
    folder.mkdir()
    return folder


def done(command, cwd=None):
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "REGISTRATION_"))
    }
    result = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout

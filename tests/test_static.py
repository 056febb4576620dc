"""What the tools say about the code: style, types, floors, templates."""

import pytest

from tests import check

pytestmark = pytest.mark.static


@pytest.mark.parametrize("step", check.STEPS)
def test_the_tool_has_nothing_to_say_about(step):
    result = check.run(step)

    assert result.returncode == 0, result.stdout + result.stderr

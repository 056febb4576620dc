"""What tests of personal pages share."""

import pytest

from registration import links


@pytest.fixture
def enter(client):
    """Opens the registration by its link and returns its page."""

    def enter(registration, language="en"):
        token = links.personal_token(registration.public_id, registration.link_version)
        return client.submit(client.get(f"/{language}/my/{token}"))

    return enter

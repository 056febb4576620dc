"""What is counted as trouble with the mail, and what is not."""

from registration import clock
from registration.actions import mail
from registration.extensions import db, transaction
from registration.models.outbox import OVERTAKEN, Delivery, Message
from registration.queries import vitals
from registration.rules.letters import Letter
from tests.make import Make


def test_a_letter_overtaken_by_a_later_one_is_no_trouble(make: Make) -> None:
    registration = make.registration()
    for letter, delivery, error in (
        (Letter.CONFIRMED, Delivery.FAILED, OVERTAKEN),
        (Letter.CHANGED, Delivery.FAILED, "450 later"),
        (Letter.WITHDRAWN, Delivery.BOUNCED, "550 unknown"),
    ):
        with transaction():
            mail.queue(letter, registration, at=clock.now())
        message = db.session.query(Message).where(Message.letter == letter).one()
        message.delivery, message.last_error = delivery, error
        db.session.commit()

    assert vitals.lost_messages() == 2

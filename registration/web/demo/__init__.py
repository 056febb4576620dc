"""Pages of demonstrations and development only: the mail that would have been sent."""

from registration.web.demo.mailbox import blueprint

__all__ = ["blueprint"]

"""What an e-mail address looks like. Whether it is read shows when mail is sent there."""

from email_validator import EmailNotValidError, validate_email


def is_email(text: str) -> bool:
    """By its form (RFC 5322, RFC 6531); what looks encoded (RFC 2047) would be decoded in the header of a mail."""
    if "=?" in text:
        return False
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True

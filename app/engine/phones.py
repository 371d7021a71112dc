"""Telephone numbers in their international form (E.164)."""

from __future__ import annotations

from app.model.errors import UserError
from app.model.text import Text, _

LONGEST_PHONE = 250
"""Characters that may hold a telephone number."""


def e164(text: str, region: str | None) -> str | None:
    """A number as `+33142685300`; None where it is none.

    `region` (ISO 3166) completes numbers written without a country.
    """
    import phonenumbers

    if not text or len(text) > LONGEST_PHONE:
        return None
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def required_phone(text: str, name: Text) -> str:
    """A number in international form; `UserError` where it is none, or lacks its country."""
    number = e164(text.strip(), None)
    if number is None:
        raise UserError(
            _(
                "The {name} “{text}” is no telephone number with its country, such as "
                "+33142685300.",
                name=name,
                text=text.strip()[:80],
            )
        )
    return number

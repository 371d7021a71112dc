"""Records held against their schema."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from app.engine.records import checked_record
from app.model.errors import UserError
from app.model.resources import FieldType, RecordField

PARIS = ZoneInfo("Europe/Paris")
FIELDS = (
    RecordField(name="email", label="Email", required=True),
    RecordField(name="meter", pattern=r"[A-Z]{2}\d{4}"),
    RecordField(name="balance", type=FieldType.NUMBER),
    RecordField(name="moved_in", type=FieldType.DATE),
    RecordField(name="seen", type=FieldType.DATE_TIME),
    RecordField(name="vip", type=FieldType.YES_NO),
)


def test_values_are_written_in_the_types_of_their_fields() -> None:
    values = {
        "vip": "Yes",
        "email": "ada@example.org",
        "balance": " 12.50 ",
        "moved_in": "2026-03-01T23:30:00+00:00",
        "seen": "2026-03-01 10:00",
        "meter": "AB1234",
    }
    assert checked_record(FIELDS, values, PARIS) == {
        "email": "ada@example.org",
        "meter": "AB1234",
        "balance": "12.50",
        "moved_in": "2026-03-02",
        "seen": "2026-03-01T10:00:00+01:00",
        "vip": "true",
    }


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "The field Email must have a value."),
        ({"email": "  "}, "The field Email must have a value."),
        ({"email": "a", "shoe": "44"}, "There is no field shoe."),
        ({"email": "a", "balance": "much"}, "“much” for balance is not a number."),
        ({"email": "a", "vip": "perhaps"}, "“perhaps” for vip is not yes or no."),
        ({"email": "a", "moved_in": "soon"}, "“soon” for moved_in is not a date."),
        ({"email": "a", "meter": "ab1234"}, "“ab1234” for meter does not fit its pattern."),
        ({"email": "a", "meter": "xAB1234"}, "“xAB1234” for meter does not fit its pattern."),
    ],
)
def test_a_record_that_does_not_fit_is_refused_with_its_field(
    values: dict[str, str], sentence: str
) -> None:
    with pytest.raises(UserError) as refused:
        checked_record(FIELDS, values, PARIS)
    assert str(refused.value) == sentence


def test_a_change_needs_no_required_fields_but_never_empties_one() -> None:
    assert checked_record(FIELDS, {"balance": ""}, PARIS, whole=False) == {"balance": ""}
    with pytest.raises(UserError):
        checked_record(FIELDS, {"email": ""}, PARIS, whole=False)


def test_the_last_hours_of_the_calendar_have_a_date() -> None:
    fields = (RecordField(name="until", type=FieldType.DATE),)
    checked = checked_record(fields, {"until": "9999-12-31T23:59:59Z"}, PARIS)
    assert checked == {"until": "9999-12-31"}

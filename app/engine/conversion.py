"""Conversions of values as the engine uses them: the model's, and folding for comparisons."""

from __future__ import annotations

from app.engine.text.folding import fold
from app.model.conversion import (
    LONGEST_NUMBER,
    MOST_ITEMS,
    Kind,
    Value,
    convert,
    end_of_day,
    is_date_only,
    to_datetime,
    to_list,
    to_number,
    to_text,
    to_yes_no,
)

__all__ = [
    "LONGEST_NUMBER",
    "MOST_ITEMS",
    "Kind",
    "Value",
    "convert",
    "end_of_day",
    "fold_for_comparison",
    "is_date_only",
    "to_datetime",
    "to_list",
    "to_number",
    "to_text",
    "to_yes_no",
]


def fold_for_comparison(text: str) -> str:
    """Fold case, accents and white space; letters of other alphabets stay what they are.

    Conditions decide about trust: `pаypal.com` with a Cyrillic letter must not equal `paypal.com`.
    """
    return fold(text, lookalikes=False).text

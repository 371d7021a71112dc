"""Values as text to read and to compare."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from app.model.package.plain import parsed
from app.model.package.writing import Writable, minified, written

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


def test_the_text_reads_well() -> None:
    value: Writable = {
        "rows": (("a", 1, None), ("é\n", True, Decimal("1.50"))),
        "empty": {"list": [], "map": {}},
        "columns": ["key", "value"],
    }
    assert written(value).decode() == (
        """{
  "columns": [
    "key",
    "value"
  ],
  "empty": {
    "list": [],
    "map": {}
  },
  "rows": [
    ["a", 1, null],
    ["é\\n", true, 1.50]
  ]
}
"""
    )


def sound(value: object) -> bool:
    """Whether no text in it holds half a character."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


@given(values.filter(sound))
def test_what_is_written_is_read_and_written_alike(value: object) -> None:
    text = written(cast(Writable, value))
    again = parsed(text.decode())
    assert again == value
    assert written(again) == text
    assert parsed(minified(again)) == value
    assert b"\r" not in text


def test_the_order_of_keys_does_not_count() -> None:
    assert written({"a": 1, "b": {"d": 1, "c": 2}}) == written({"b": {"c": 2, "d": 1}, "a": 1})
    assert minified({"b": [1, {}], "a": []}) == '{"a":[],"b":[1,{}]}'

"""Limits of one rendering: how much work it may do, how much it may build, what it warns about."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NoReturn

from app.engine.expressions.context import Context
from app.engine.expressions.values import (
    MAXIMUM_DIGITS,
    UNDEFINED,
    TooLarge,
    admit,
    number_text,
    text_of,
)
from app.model.text import Text, _

MAXIMUM_SOURCE: Final = 64 * 1024
"""Characters of a template."""

MAXIMUM_RESULT: Final = 256 * 1024
"""Bytes of the text that a template or one of its filters makes."""

MAXIMUM_NAMES: Final = 1024 * 1024
"""Characters that `assign` and `capture` may keep at one time."""

MAXIMUM_RANGE: Final = 1_000
"""Numbers in a range such as `(1..10)`."""

MAXIMUM_PASSES: Final = 10_000
"""Passes of loops within loops."""

WORK: Final = 8_000_000
"""Work one rendering may do, about one unit for each character handled; well below a second."""

FIRST_WARNINGS: Final = 50
"""Different warnings that one rendering keeps."""


class Stopped(Exception):
    """A rendering went over one of its limits, or asked for what cannot be done."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class Sandbox:
    """The account of one rendering.

    Names without a value wait as *pending* until the end of their expression, because a `default`
    further right may still take them.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self._left = WORK
        self._pending: dict[str, None] = {}
        self._warnings: dict[Text, None] = {}

    @property
    def warnings(self) -> tuple[Text, ...]:
        """Warnings so far, each once, in the order they came up."""
        return tuple(self._warnings)

    def spend(self, work: int) -> None:
        """Take `work` off the account; the rendering stops when nothing is left."""
        self._left -= work
        if self._left < 0:
            raise Stopped(_("The template asks for too much work; shorten its loops."))

    def check_size(self, size: int) -> None:
        """Stop before something of more than `MAXIMUM_RESULT` bytes is built."""
        if size > MAXIMUM_RESULT:
            self.too_large()

    def too_large(self) -> NoReturn:
        """Stop because a value is too large."""
        raise Stopped(_("The template makes more than 256 kB of text; shorten it."))

    def warn(self, text: Text) -> None:
        """Keep a warning for the step, once."""
        if len(self._warnings) < FIRST_WARNINGS:
            self._warnings.setdefault(text)

    def miss(self, name: str) -> None:
        """Note that `name` has no value; a warning unless `forgive` follows before `settle`."""
        self.spend(100)
        self._pending.setdefault(name if len(name) <= 80 else f"{name[:79]}…")

    def forgive(self) -> None:
        """Drop the names that `default` has taken."""
        self._pending.clear()

    def settle(self) -> None:
        """End an expression: the names still without a value become warnings."""
        for name in self._pending:
            self.warn(_("The name {name} has no value.", name=name))
        self._pending.clear()

    def text(self, value: object) -> str:
        """Write `value` as text within the limits."""
        if isinstance(value, str):
            return value
        try:
            written = text_of(value, MAXIMUM_RESULT)
        except TooLarge:
            self.too_large()
        # Lists and mappings are put together piece by piece.
        self.spend(len(written) * 16)
        return written

    def items(self, value: object) -> Sequence[object]:
        """Return the parts of a list; any other value is a list of itself, nothing is empty."""
        if isinstance(value, list | tuple | range):
            return tuple(None if (item := admit(part)) is UNDEFINED else item for part in value)
        return () if value is None or value == "" else (value,)

    def number(self, value: object) -> int | Decimal:
        """Return `value` as a number; what is none counts as 0, with a warning."""
        if isinstance(value, str):
            read = read_number(value)
            value = value if read is None else read
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return self.check_number(value)
        if value is not None and value != "":
            self.spend(200)
            shown = value[:80] if isinstance(value, str) else "…"
            self.warn(_("{value} is not a number; 0 was used instead.", value=shown))
        return 0

    def check_number(self, number: int | Decimal) -> int | Decimal:
        """Stop at numbers of more digits than anybody needs."""
        try:
            number_text(number)
        except TooLarge:
            raise Stopped(
                _("A number of the template has more than {count} digits.", count=MAXIMUM_DIGITS)
            ) from None
        return number

    def whole(self, value: object, *, otherwise: int) -> int:
        """Return `value` as a whole number, or `otherwise` when there is none."""
        return otherwise if value is None else int(self.number(value))


def read_number(text: str) -> int | Decimal | None:
    """Read a number as people and templates write it: a sign, digits, a decimal point."""
    words = text.strip()
    if len(words) > MAXIMUM_DIGITS + 2:
        return None
    digits = words.removeprefix("-") if words.startswith("-") else words.removeprefix("+")
    whole, point, fraction = digits.partition(".")
    if not (whole + fraction).isascii() or not (whole + fraction).isdigit():
        return None
    return Decimal(words) if point else int(words)

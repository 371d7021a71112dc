"""SOQL with bound values: each is a literal of its type, none is ever part of the query."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.model.errors import UserError
from app.model.resources import FieldType
from app.model.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST_QUERY = 20_000

# A text in quotes is skipped as a whole, so that a colon inside it binds nothing.
_PIECES = re.compile(r"'(?:[^'\\]|\\.)*'|:([A-Za-z_]\w*)|'")
_ESCAPES = {
    "\\": r"\\",
    "'": r"\'",
    '"': r"\"",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "\b": r"\b",
    "\f": r"\f",
}


def bound_names(query: str) -> tuple[str, ...]:
    """The names that a query binds (`:name`), each once, in order.

    Raises `UserError` where a text is not closed.
    """
    return tuple(dict.fromkeys(name for name in _names(query) if name))


def bind(query: str, values: Mapping[str, tuple[FieldType, str]]) -> str:
    """A query with its values as literals, ready to be sent; values are canonical texts.

    Raises `UserError` for a name without a value.
    """

    def literal(match: re.Match[str]) -> str:
        name = match.group(1)
        if name is None:
            return match.group()
        if name not in values:
            raise UserError(_("The query binds :{name}, which has no value.", name=name))
        return soql_literal(*values[name])

    bound_names(query)
    return _PIECES.sub(literal, query)


def soql_literal(kind: FieldType, text: str) -> str:
    """A canonical text as a literal of SOQL (its reference, *Quoted String Escape Sequences*)."""
    if not text.strip() and kind is not FieldType.TEXT:
        return "null"
    if kind is FieldType.TEXT:
        return "'" + "".join(_ESCAPES.get(sign, sign) for sign in text) + "'"
    return text.upper() if kind is FieldType.YES_NO else text


def _names(query: str) -> Iterator[str | None]:
    for match in _PIECES.finditer(query):
        if match.group() == "'":
            raise UserError(_("A text in the query is not closed: write its second quote."))
        yield match.group(1)

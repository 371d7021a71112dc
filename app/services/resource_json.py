"""Resources of one kind as JSON, canonical and without secrets."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Container, Iterable, Iterator
from typing import Any

import msgspec

from app.model.errors import UserError
from app.model.package.plain import parsed
from app.model.package.portable import stays_behind
from app.model.package.writing import written
from app.model.resources import RESOURCE_TYPES, Resource, ResourceKind
from app.model.text import Text, _, verbatim
from app.services.resource_rows import FoundResource, ReadResources, left_out
from app.services.text_files import line_at

FORMAT = 1
_DEEPEST = 64
_BLANK = re.compile(r"[ \t\r\n]*")
_KEY = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t\r\n]*:')
_decoder = json.JSONDecoder()


def resources_json(kind: ResourceKind, resources: Iterable[Resource]) -> bytes:
    """The text of these resources: sorted keys, two spaces, LF, UTF-8; no secret is in it."""
    behind = {info.name for info in stays_behind(RESOURCE_TYPES[kind])}
    ordered = sorted(resources, key=lambda one: one.reference.lower())
    values = [
        {name: value for name, value in msgspec.to_builtins(one).items() if name not in behind}
        for one in ordered
    ]
    return written({"format": FORMAT, "kind": kind.value, "resources": values})


def read_json(text: str) -> ReadResources:
    """The resources of a JSON text.

    Raises `UserError`, with the line, where it is no such text.
    """
    head = _Reader(text).file()
    kind = _kind(head.get("kind"))
    if head.get("format") != FORMAT:
        raise UserError(
            _(
                "This file has another format ({format}) than this version reads. Export it again"
                " with this version.",
                format=str(head.get("format")),
            )
        )
    known = {part.name for part in msgspec.structs.fields(RESOURCE_TYPES[kind])}
    known -= {info.name for info in stays_behind(RESOURCE_TYPES[kind])}
    found: list[FoundResource] = list(head.get("resources", ()))
    surplus = {name for one in found for name in one.values if name not in known}
    kept = (
        dataclasses.replace(
            one, values={name: value for name, value in one.values.items() if name in known}
        )
        if surplus
        else one
        for one in found
    )
    return ReadResources(kind, tuple(kept), left_out(kind, frozenset(surplus)))


def _kind(named: Any) -> ResourceKind:
    if not isinstance(named, str) or named not in {kind.value for kind in RESOURCE_TYPES}:
        raise UserError(
            _("This file does not say which kind of resources it holds. Export it again.")
        )
    return ResourceKind(named)


class _Reader:
    """Reads the outer object by hand, so that each resource is known by its line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._counted = 0

    def file(self) -> dict[str, Any]:
        """The outer object; `resources` are `FoundResource`."""
        head: dict[str, Any] = {}
        for name, _line in self._members(head):
            head[name] = list(self._items()) if name == "resources" else self._value()
        if self._skip() != len(self._text):
            raise self._refusal(_("something follows the end"))
        return head

    def _members(self, known: Container[str]) -> Iterator[tuple[str, int]]:
        """The names of an object with their lines; whoever asks reads each value."""
        self._expect("{")
        first = True
        while not self._has("}"):
            if not first:
                self._expect(",")
            first = False
            match = _KEY.match(self._text, self._skip())
            if match is None:
                raise self._refusal(_("a name in quotes and a colon are expected"))
            name = match.group(1)
            if name in known:
                raise self._refusal(_("“{name}” stands there twice", name=name))
            line = self.line
            self._at = match.end()
            yield name, line
        self._expect("}")

    def _items(self) -> Iterator[FoundResource]:
        self._expect("[")
        first = True
        while not self._has("]"):
            if not first:
                self._expect(",")
            first = False
            self._skip()
            begins = self.line
            values: dict[str, Any] = {}
            lines: dict[str, int] = {}
            for name, line in self._members(values):
                lines[name] = line
                values[name] = self._value()
            yield FoundResource(begins, values, lines=lines)
        self._expect("]")

    def _value(self) -> Any:
        start = self._skip()
        try:
            _value, end = _decoder.raw_decode(self._text, start)
            self._at = end
            return parsed(self._text[start:end], _DEEPEST)
        except json.JSONDecodeError as error:
            self._at = error.pos
            raise self._refusal(verbatim(error.msg.lower())) from error
        except RecursionError as error:
            raise self._refusal(_("it is nested too deeply")) from error
        except ValueError as error:
            self._at = start
            raise self._refusal(verbatim(str(error))) from error

    @property
    def line(self) -> int:
        """The line of the place that is looked at."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _skip(self) -> int:
        match = _BLANK.match(self._text, self._at)
        self._at = self._at if match is None else match.end()
        return self._at

    def _has(self, sign: str) -> bool:
        return self._text.startswith(sign, self._skip())

    def _expect(self, sign: str) -> None:
        if not self._has(sign):
            raise self._refusal(_("“{sign}” is expected", sign=sign))
        self._at += 1

    def _refusal(self, why: Text) -> UserError:
        # Not `line`, which only goes forward.
        return UserError(
            _(
                "Line {line} is not JSON: {why}. Mend it, then import again.",
                line=line_at(self._text, self._at),
                why=why,
            )
        )

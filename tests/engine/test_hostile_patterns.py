"""A hundred hostile patterns over 100 kB: only the linear engine ever sees what people write."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.detect_keywords import DetectKeywords, GroupRow
from app.engine.actions.test_values import Condition, Group, TestValues, ValueLink
from app.engine.conditions import Operator
from app.engine.mail import Message
from app.engine.moments import UTC
from app.engine.records import checked_record
from app.engine.registry import CATALOGUE
from app.engine.text import patterns
from app.model.catalogue import Severity
from app.model.config import AnyConfig
from app.model.errors import UserError
from app.model.resources import RecordField
from tests.engine.dialogue import dialogue, email
from tests.engine.hostile import FILLERS, PATTERNS, filled
from tests.engine.workspace import WORKSPACE
from tests.scaling import is_full

ROOT = Path(__file__).resolve().parents[2]
SOME = PATTERNS if is_full() else PATTERNS[::7]
# A format of dates becomes an expression of fixed pieces, each of them at most once; the room of
# patterns splits texts at boundaries by classes of its own.
BOUNDED = {"app/engine/date_formats.py", "app/engine/text/syntax.py"}
CALLS = {"compile", "match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split"}

Compiled = list[tuple[str, str]]


@pytest.fixture(scope="module")
def long_emails() -> list[Message]:
    return [email(filled(filler)) for filler in FILLERS]


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[Compiled]:
    """What is compiled from here on, and by which engine: `re` or `re2`."""
    found: Compiled = []
    plain, linear = re._compiler.compile, patterns._compile  # type: ignore[attr-defined]

    def by_re(pattern: Any, *rest: Any) -> Any:
        found.append(("re", str(pattern)))
        return plain(pattern, *rest)

    def by_re2(pattern: str, *rest: Any, **named: Any) -> Any:
        found.append(("re2", pattern))
        return linear(pattern, *rest, **named)

    for warm in ways("warm+$"):  # modules compile their own patterns when they first run
        if is_sound(warm):
            dialogue(warm)
    checked_record((RecordField("x", pattern="warm+"),), {"x": "warm"}, UTC)
    patterns.compile_pattern.cache_clear()
    monkeypatch.setattr(re._compiler, "compile", by_re)  # type: ignore[attr-defined]
    monkeypatch.setattr(patterns, "_compile", by_re2)
    yield found
    monkeypatch.undo()
    patterns.compile_pattern.cache_clear()


def ways(pattern: str) -> tuple[Any, ...]:
    """The actions in which a pattern can stand."""
    words = f'"{pattern}"'
    return (
        DetectKeywords(groups=(GroupRow(keywords=(pattern,)),), regular_expressions=True),
        TestValues(
            (ValueLink(when=Group(items=(Condition("email.text", Operator.MATCHES, pattern),))),)
        ),
        AssignVariables((AssignmentRow("words", f"{{{{ email.text | extract: {words} }}}}"),)),
        AssignVariables((AssignmentRow("words", f"{{{{ email.text | matches: {words} }}}}"),)),
    )


def is_sound(config: AnyConfig) -> bool:
    found = CATALOGUE.problems(config, WORKSPACE)
    return not any(problem.severity is Severity.ERROR for problem in found)


@pytest.mark.parametrize("pattern", SOME)
def test_a_hostile_pattern_meets_the_linear_engine_alone(
    pattern: str, long_emails: list[Message], compiled: Compiled
) -> None:
    crossed = 0
    for config in ways(pattern):
        if is_sound(config):  # what the engine cannot run in bounded time is an error beforehand
            for message in long_emails:
                dialogue(config, message=message)
                crossed += 1
    for filler in FILLERS:
        with contextlib.suppress(UserError):  # what does not fit is refused in words
            checked_record((RecordField("x", pattern=pattern),), {"x": filled(filler)}, UTC)
    assert [source for engine, source in compiled if engine == "re"] == []
    assert compiled or not crossed


def test_there_are_a_hundred_and_most_of_them_run() -> None:
    assert len(PATTERNS) == 100
    sound = [pattern for pattern in PATTERNS if all(is_sound(one) for one in ways(pattern))]
    assert len(sound) > 80


def test_patterns_of_people_are_compiled_in_one_room_only() -> None:
    """Everywhere else a pattern of `re` is written down in the source, and none comes from data."""
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for folder in ("engine", "model", "world")
        for path in sorted((ROOT / "app" / folder).rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _takes_a_pattern(call) and not _is_written(call.args[0])
    ]
    assert {place.partition(":")[0] for place in found} == BOUNDED


def _takes_a_pattern(call: ast.Call) -> bool:
    called = call.func
    return (
        isinstance(called, ast.Attribute)
        and isinstance(called.value, ast.Name)
        and called.value.id == "re"
        and called.attr in CALLS
    )


def _is_written(pattern: ast.expr) -> bool:
    """A literal, or literals joined with constants of the module (in capitals)."""
    match pattern:
        case ast.Constant():
            return True
        case ast.Name(name):
            return name.lstrip("_").isupper()
        case ast.JoinedStr(parts):
            return all(
                isinstance(part, ast.Constant)
                or (isinstance(part, ast.FormattedValue) and _is_written(part.value))
                for part in parts
            )
        case ast.BinOp(left, ast.Add(), right):
            return _is_written(left) and _is_written(right)
        case _:
            return False

"""Modules say what they are for, stay short, and are named in the words of the domain."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import ROOT, Source, sources

LONGEST = 400
MODULES = sources("app", "tests", "packaging")
ACTIONS = tuple(
    source
    for source in sources("app/engine/actions")
    if not source.path.name.startswith("_") and "@action(" in source.text
)
EMPTY_NAMES = re.compile(r"(?<![A-Za-z])(manager|helper|util|misc)s?(?![a-z])", re.IGNORECASE)
CAMEL_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def _named(sources: tuple[Source, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("source", sources, ids=lambda source: source.name)


@_named(MODULES)
def test_a_module_begins_with_a_sentence_that_says_what_it_is_for(source: Source) -> None:
    docstring = ast.get_docstring(source.tree)
    assert docstring, "has no docstring"
    assert docstring.split("\n\n")[0].rstrip().endswith((".", "?")), (
        "does not begin with a sentence"
    )


@_named(MODULES)
def test_a_module_ends_before_it_grows_out_of_sight(source: Source) -> None:
    lines = source.text.count("\n")
    assert lines <= LONGEST, f"has {lines} lines, {LONGEST} is the end"


@_named(MODULES)
def test_names_say_something(source: Source) -> None:
    words = [source.path.stem.replace("_", " ")]
    words += [CAMEL_HUMP.sub(" ", node.name).replace("_", " ") for node in source.classes]
    empty = [word for word in words if EMPTY_NAMES.search(word)]
    assert not empty, f"named without meaning: {empty}"


def test_an_action_type_has_a_file_of_its_own() -> None:
    registered = {source.name: _registered(source) for source in ACTIONS}
    assert not {name: types for name, types in registered.items() if len(types) != 1}


def test_the_folder_packaging_never_hides_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def _registered(source: Source) -> list[str]:
    return [node.name for node in source.classes if any(map(_registers, node.decorator_list))]


def _registers(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == "action"

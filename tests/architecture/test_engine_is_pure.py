"""The engine opens nothing, and asks no clock and no dice; import-linter sees imports only."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import Source, sources

FORBIDDEN_CALLS = {
    "open",
    "io.open",
    "input",
    "print",
    "eval",
    "exec",
    "__import__",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "hash",  # differs from one process to the next
}
FORBIDDEN_IMPORTS = {"urllib.request", "logging.handlers", "email.policy.default"}


@pytest.mark.parametrize("source", sources("app/engine"), ids=lambda source: source.name)
def test_a_module_of_the_engine_touches_nothing_outside(source: Source) -> None:
    found = [
        f"line {node.lineno}: {name}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and (name := ast.unparse(node.func)) in FORBIDDEN_CALLS
    ]
    assert not found
    assert not _imported(source.tree) & FORBIDDEN_IMPORTS


def _imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
            names.add(node.module or "")
    return names

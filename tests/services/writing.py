"""Finds the functions of the services that write into a workspace, by reading their code.

A function writes when it opens a transaction for writing, or calls a function that does. Those that
work inside somebody else's transaction are handed a connection, and are that one's business.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ROOT / "app" / "services"
OPENS = "writing"
"""The method that begins a transaction for writing, of a workspace and of its store."""


@dataclass
class Function:
    """A function, or method (`Class.method`), with the full names of what it calls."""

    module: str
    name: str
    calls: set[str] = field(default_factory=set)
    opens: bool = False

    @property
    def full(self) -> str:
        """Its name with the module before it."""
        return f"{self.module}.{self.name}"

    @property
    def short(self) -> str:
        """What it is called where people talk: without `app.services`."""
        return self.full.removeprefix("app.services.")

    @property
    def is_public(self) -> bool:
        """Whether others may call it."""
        return not any(part.startswith("_") for part in self.name.split("."))


def writing_functions(folder: Path = SERVICES) -> dict[str, Function]:
    """Every public function and method below a folder that writes, by its short name."""
    found = {one.full: one for path in sorted(folder.rglob("*.py")) for one in _functions(path)}
    names = _reexported(found, folder)
    writes = {full for full, one in found.items() if one.opens}
    while True:
        more = {
            full
            for full, one in found.items()
            if full not in writes and {names.get(call, call) for call in one.calls} & writes
        }
        if not more:
            break
        writes |= more
    public = (found[full] for full in writes if found[full].is_public)
    return {one.short: one for one in sorted(public, key=lambda one: one.full)}


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _functions(path: Path) -> Iterator[Function]:
    module, tree = _module(path), ast.parse(path.read_text(encoding="utf-8"))
    known = _names(tree, module)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield _read(module, node.name, node, known, {})
        elif isinstance(node, ast.ClassDef):
            methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            own = {one.name: f"{module}.{node.name}.{one.name}" for one in methods}
            for one in methods:
                yield _read(module, f"{node.name}.{one.name}", one, known, own)


def _names(tree: ast.Module, module: str) -> dict[str, str]:
    """What the names of a module stand for: its own functions, and all that it imports."""
    known = {
        node.name: f"{module}.{node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                known[alias.asname or alias.name] = alias.name
    return known


def _read(
    module: str,
    name: str,
    node: ast.FunctionDef,
    known: dict[str, str],
    own: dict[str, str],
) -> Function:
    made = Function(module, name)
    for one in ast.walk(node):
        # Not only calls: a function may be handed on, and called elsewhere.
        if isinstance(one, ast.Name) and one.id in known:
            made.calls.add(known[one.id])
        elif isinstance(one, ast.Attribute):
            if one.attr == OPENS:
                made.opens = True
            elif isinstance(one.value, ast.Name):
                if one.value.id == "self" and one.attr in own:
                    made.calls.add(own[one.attr])
                elif one.value.id in known:
                    made.calls.add(f"{known[one.value.id]}.{one.attr}")
    return made


def _reexported(found: dict[str, Function], folder: Path) -> dict[str, str]:
    """The true names of what packages hand on from their modules."""
    true: dict[str, str] = {}
    for path in folder.rglob("__init__.py"):
        tree, package = ast.parse(path.read_text(encoding="utf-8")), _module(path)
        for name, full in _names(tree, package).items():
            if full in found:
                true[f"{package}.{name}"] = full
    return true

"""The sources that the tests of the architecture read."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Source:
    """One module: where it lies under the root, and its text."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.name)

    @property
    def classes(self) -> list[ast.ClassDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every module under *folders*, which are named from the root; one that is missing is empty."""
    return tuple(
        Source(path, path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    )


def kept_files() -> Iterator[Path]:
    """Every file that is, or would be, under version control; in an export, every file."""
    asked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if asked.returncode == 0:
        names = asked.stdout.decode("utf-8").split("\0")
        yield from (path for name in names if name and (path := ROOT / name).is_file())
        return
    for folder in ("app", "resources", "tests", "packaging", ".ci"):
        paths = (ROOT / folder).rglob("*")
        yield from (path for path in paths if path.is_file() and "__pycache__" not in path.parts)

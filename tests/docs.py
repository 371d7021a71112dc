"""Writes the action reference into the shipped files: `python -m tests.docs`."""

from __future__ import annotations

import sys

from app.engine.registry import CATALOGUE
from app.services.action_reference import reference_pages
from app.services.shipped import shipped

FOLDER = shipped() / "help" / "actions"


def main() -> int:
    """Write every page and delete those of types that are no more."""
    pages = reference_pages(CATALOGUE)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for left_over in FOLDER.glob("*.md"):
        if left_over.name not in pages:
            left_over.unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(pages)} pages of the action reference are written.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

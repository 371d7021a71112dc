"""Nothing kept in the project names one machine, a person's folder or a package server."""

from __future__ import annotations

import re

from tests.architecture.sources import ROOT, kept_files

# Spelled in pieces, so that this file does not find itself.
PLACES = re.compile(
    rb"(?<![\w.~:/-])/(?:wo" + rb"rk|ro" + rb"ot|opt|ho" + rb"me|Us" + rb"ers)/[\w.-]+"
    rb"|[A-Z]:\\Us" + rb"ers\\[\w.-]+"
    rb"|--(?:extra-)?index-u" + rb"rl\b|--find-l" + rb"inks\b"
    rb"|files\.pythonho" + rb"sted\.org|py" + rb"pi\.org/simple"
)
TEXT = {".py", ".toml", ".lock", ".in", ".md", ".yaml", ".yml", ".json", ".txt", ".cfg", ".sh", ""}


def test_no_kept_file_names_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group().decode('ascii', 'replace')}"
        for path in kept_files()
        if path.suffix in TEXT
        for match in PLACES.finditer(path.read_bytes())
    ]
    assert not found


def test_shell_scripts_end_lines_as_every_system_reads_them() -> None:
    scripts = [ROOT / ".ci" / "run", ROOT / "Makefile"]
    assert not [path for path in scripts if path.exists() and b"\r" in path.read_bytes()]

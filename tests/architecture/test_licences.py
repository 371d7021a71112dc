"""What the product carries along may be passed on under Apache-2.0: nothing under (A)GPL alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import ROOT

# The Lesser GPL is fine for libraries that people can exchange, as Qt is.
COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )A?GPL|(?<!Lesser )General Public License", re.IGNORECASE)


def _runtime() -> Iterator[metadata.Distribution]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(line) for line in project["dependencies"]]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        extras = requirement.extras or {""}
        if requirement.marker and not requirement.marker.evaluate():
            continue
        name = canonicalize_name(requirement.name)
        if name in seen:
            continue
        seen.add(name)
        distribution = metadata.distribution(name)
        yield distribution
        for line in distribution.requires or []:
            needed = Requirement(line)
            marker = needed.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
                needed.marker = None
                waiting.append(needed)


def _choices(distribution: metadata.Distribution) -> list[str]:
    """The licences one may choose from, as the distribution names them."""
    fields = distribution.metadata.json
    expression = str(fields.get("license_expression") or fields.get("license") or "")
    if expression and "\n" not in expression:
        return re.split(r"\s+OR\s+", expression)
    prefix = "License ::"
    classifiers = distribution.metadata.get_all("Classifier") or []
    return [line for line in classifiers if line.startswith(prefix)]


@pytest.mark.parametrize("distribution", list(_runtime()), ids=lambda one: str(one.name))
def test_a_library_can_be_passed_on(distribution: metadata.Distribution) -> None:
    choices = _choices(distribution)
    if not choices:  # some name their licence in a file only
        files = [path for path in distribution.files or [] if "LICENSE" in path.name.upper()]
        choices = [path.read_text(encoding="utf-8").strip().splitlines()[0] for path in files]
    assert choices, "names no licence"
    assert any(not COPYLEFT.search(choice) for choice in choices), choices


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT", False),
    ],
)
def test_only_strong_copyleft_is_refused(licence: str, refused: bool) -> None:
    assert bool(COPYLEFT.search(licence)) is refused

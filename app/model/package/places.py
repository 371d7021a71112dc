"""Where things stand in a package, under names that every file system can hold."""

from __future__ import annotations

import re

MANIFEST = "manifest.json"
WORKSPACE = "workspace.json"

_ROUTING = re.compile(r"routings/([^/]+)/routing\.json")
_VERSION = re.compile(r"routings/([^/]+)/versions/(\d{1,9})/(?:version|tree|drawing)\.json")
_RESOURCE = re.compile(r"resources/([a-z0-9_]+)/[^/]+\.json")

# What Windows takes for a device, whatever ending follows.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


def segment(reference: str) -> str:
    """A reference as the name of a file or folder: itself, or between tildes where that may not be.

    References hold no tilde, so that no two of them have one name.
    """
    stem = reference.lower().partition(".")[0]
    if stem in _DEVICES or reference.startswith(".") or reference.endswith("."):
        return f"~{reference}~"
    return reference


def routing_entry(reference: str) -> str:
    """The entry of a routing itself."""
    return f"routings/{segment(reference)}/routing.json"


def version_entry(reference: str, number: int, part: str) -> str:
    """The entry of one part of a version: `version`, `tree` or `drawing`."""
    return f"routings/{segment(reference)}/versions/{number}/{part}.json"


def resource_entry(kind: str, reference: str) -> str:
    """The entry of a resource."""
    return f"resources/{kind}/{segment(reference)}.json"


def routing_folder(entry: str) -> str | None:
    """The folder of the routing whose entry this is, if it is one."""
    found = _ROUTING.fullmatch(entry)
    return found[1] if found else None


def version_folder(entry: str) -> tuple[str, str] | None:
    """The routing's folder and the number of the version that an entry is a part of, if it is."""
    found = _VERSION.fullmatch(entry)
    return (found[1], found[2]) if found else None


def resource_folder(entry: str) -> str | None:
    """The kind of resource that an entry is, if it is one."""
    found = _RESOURCE.fullmatch(entry)
    return found[1] if found else None

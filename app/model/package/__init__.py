"""The form in which trees travel and are compared: canonical text, content hash, package file."""

from app.model.package.canonical import FORMAT, canonical_text, canonical_value, content_hash
from app.model.package.content import (
    Package,
    PackageKind,
    PackedRouting,
    PackedSettings,
    PackedVersion,
)
from app.model.package.errors import NewerPackage, NoPackage, UnsoundPackage
from app.model.package.fragments import fragment_text, parsed_fragment
from app.model.package.packing import write_package
from app.model.package.portable import portable, settled, stays_behind
from app.model.package.reading import read_tree
from app.model.package.unpacking import read_package

__all__ = [
    "FORMAT",
    "NewerPackage",
    "NoPackage",
    "Package",
    "PackageKind",
    "PackedRouting",
    "PackedSettings",
    "PackedVersion",
    "UnsoundPackage",
    "canonical_text",
    "canonical_value",
    "content_hash",
    "fragment_text",
    "parsed_fragment",
    "portable",
    "read_package",
    "read_tree",
    "settled",
    "stays_behind",
    "write_package",
]

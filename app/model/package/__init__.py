"""The form in which a version's tree travels and is compared: canonical text and content hash."""

from app.model.package.canonical import FORMAT, canonical_text, canonical_value, content_hash
from app.model.package.fragments import fragment_text, parsed_fragment
from app.model.package.reading import read_tree

__all__ = [
    "FORMAT",
    "canonical_text",
    "canonical_value",
    "content_hash",
    "fragment_text",
    "parsed_fragment",
    "read_tree",
]

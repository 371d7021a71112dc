"""The canonical form of a tree: a value of builtins, a readable text, the content hash."""

from __future__ import annotations

import functools
import hashlib

import msgspec
import rfc8785

from app.model.catalogue import Catalogue, RoutingType
from app.model.config import AnyConfig, UnknownConfig
from app.model.package.plain import Plain, hashable, parsed
from app.model.tree import Action, ActionId, ActionTree, BranchKey

FORMAT = 1
"""Number of the canonical form; it stands in the hash, so that a new form gives new hashes."""

_writer = msgspec.json.Encoder(order="sorted", decimal_format="number")


def canonical_value(
    tree: ActionTree, routing_type: RoutingType, catalogue: Catalogue
) -> dict[str, Plain]:
    """The meaning of a tree: no ids, origins, drawing, times or people.

    Actions stand in the order of their numbers, links as branch → number of the target. A config
    that nobody here can read is its parsed JSON, or its text word for word when that text is not
    one sound JSON object.
    """
    wired = wirings(tree)
    return {
        "format": FORMAT,
        "routing_type": routing_type.value,
        "actions": [action_block(action, wired[action.id], catalogue) for action in tree.actions],
    }


def canonical_text(tree: ActionTree, routing_type: RoutingType, catalogue: Catalogue) -> str:
    """The canonical value as JSON to read and to compare.

    Sorted keys, two spaces, LF, one block an action, a line break at the end.
    """
    written = _writer.encode(canonical_value(tree, routing_type, catalogue))
    return msgspec.json.format(written, indent=2).decode() + "\n"


def content_hash(tree: ActionTree, routing_type: RoutingType, catalogue: Catalogue) -> str:
    """SHA-256, in hexadecimal, over the RFC 8785 form of the canonical value.

    Decimals, and integers from ± 2⁵³ on, are hashed as text. Costs little for a tree that shares
    most of its actions with one hashed before, as the tree after an edit does.
    """
    wired = wirings(tree)
    blocks = (
        _block_bytes(_Identical(action, catalogue), wired[action.id]) for action in tree.actions
    )
    # The keys of the canonical value, in the order of RFC 8785.
    whole = b'{"actions":[%b],"format":%d,"routing_type":%b}' % (
        b",".join(blocks),
        FORMAT,
        rfc8785.dumps(routing_type.value),
    )
    return hashlib.sha256(whole).hexdigest()


Wiring = tuple[tuple[tuple[BranchKey, int], ...], tuple[BranchKey, ...]]
"""Numbers that the branches of an action lead to, and its branches marked End here."""


def wirings(tree: ActionTree) -> dict[ActionId, Wiring]:
    """Where the branches of each action lead."""
    numbers = {action.id: action.number for action in tree.actions}
    marks: dict[ActionId, tuple[BranchKey, ...]] = {}
    for end in tree.ends:
        marks[end.source] = (*marks.get(end.source, ()), end.branch)
    return {
        action.id: (
            tuple((one.branch, numbers[one.target]) for one in tree.leaving.get(action.id, ())),
            marks.get(action.id, ()),
        )
        for action in tree.actions
    }


def action_block(action: Action, wiring: Wiring, catalogue: Catalogue) -> dict[str, Plain]:
    """One action as the canonical form writes it."""
    links, ends = wiring
    return {
        "number": action.number,
        "type": action.type,
        "name": action.name,
        "comment": action.comment,
        "record": action.record,
        "config": _config_value(action.config, catalogue),
        "links": dict(links),
        "ends": list(ends),
    }


class _Identical:
    """A key of the cache by identity: to Python 1, 1.0 and True are equal, to the hash not."""

    __slots__ = ("action", "catalogue")

    def __init__(self, action: Action, catalogue: Catalogue) -> None:
        self.action = action
        self.catalogue = catalogue

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Identical)
            and other.action is self.action
            and other.catalogue is self.catalogue
        )

    def __hash__(self) -> int:
        return id(self.action)


@functools.lru_cache(maxsize=16_384)
def _block_bytes(key: _Identical, wiring: Wiring) -> bytes:
    return rfc8785.dumps(hashable(action_block(key.action, wiring, key.catalogue)))


def _config_value(config: AnyConfig, catalogue: Catalogue) -> Plain:
    if not isinstance(config, UnknownConfig):
        return parsed(catalogue.encode(config))
    try:
        value = parsed(config.raw)
    except (ValueError, RecursionError):
        return config.raw
    # Only an object can be a config, so that a string in its place always means "word for word".
    return value if isinstance(value, dict) else config.raw

"""The text of the clipboard: some actions of a tree in the canonical form, with their places."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from app.model.catalogue import Catalogue, RoutingType
from app.model.errors import Refused
from app.model.package.canonical import canonical_value
from app.model.package.reading import read_fragment
from app.model.text import Text, _
from app.model.tree import ActionId, ActionTree, Drawing, Position, evolve

NOTHING_TO_PASTE: Text = _(
    "There are no actions in the clipboard. Copy some in a version, then paste them here."
)
LARGEST = 16 * 1024 * 1024
"""Characters of the longest text that is read."""

_writer = msgspec.json.Encoder(order="sorted", decimal_format="number")


class _Places(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    origins: dict[str, str] = {}
    positions: dict[str, tuple[float, float]] = {}


class _Clip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    copied: _Places
    tree: msgspec.Raw


def fragment_text(fragment: ActionTree, routing_type: RoutingType, catalogue: Catalogue) -> str:
    """A fragment as JSON to read: sorted keys, two spaces, LF, one block an action."""
    places = fragment.drawing.positions
    copied = {
        "origins": {str(action.number): action.lineage for action in fragment.actions},
        "positions": {
            str(action.number): (float(places[action.id].x), float(places[action.id].y))
            for action in fragment.actions
            if action.id in places
        },
    }
    value = {"copied": copied, "tree": canonical_value(fragment, routing_type, catalogue)}
    return msgspec.json.format(_writer.encode(value), indent=2).decode() + "\n"


def parsed_fragment(text: str, catalogue: Catalogue, new_id: Callable[[], ActionId]) -> ActionTree:
    """The fragment that a text holds, its actions under ids from `new_id`.

    Raises `Refused` when the text holds none, is of a newer format, or describes no sound actions.
    """
    if len(text) > LARGEST or not text.lstrip().startswith("{"):
        raise Refused(NOTHING_TO_PASTE)
    try:
        clip = msgspec.json.decode(text, type=_Clip)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise Refused(NOTHING_TO_PASTE) from error
    tree = read_fragment(bytes(clip.tree).decode(), catalogue, new_id)
    positions = {}
    actions = []
    for action in tree.actions:
        number = str(action.number)
        origin = clip.copied.origins.get(number, action.id)
        actions.append(msgspec.structs.replace(action, origin=origin))
        if number in clip.copied.positions:
            positions[action.id] = Position(*clip.copied.positions[number])
    return evolve(tree, actions=tuple(actions), drawing=Drawing().moved(positions))

"""Reading a canonical text back into a tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import msgspec

from app.model.catalogue import Catalogue, RoutingType
from app.model.errors import Refused
from app.model.names import comment_refusal, name_refusal
from app.model.package.canonical import FORMAT
from app.model.text import Text, _
from app.model.tree import START, Action, ActionId, ActionTree, BranchEnd, Link, evolve


class ActionBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One action as the canonical text writes it."""

    number: int
    type: str
    name: str
    config: msgspec.Raw
    comment: str
    record: bool
    links: dict[str, int]
    ends: tuple[str, ...]


class _TreeBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    routing_type: RoutingType
    actions: tuple[ActionBlock, ...]


class _Header(msgspec.Struct, frozen=True):
    format: Annotated[int, msgspec.Meta(ge=1)]


def read_tree(text: str, catalogue: Catalogue, new_id: Callable[[], ActionId]) -> ActionTree:
    """The tree that a canonical text describes, its actions under ids from `new_id`.

    Numbers stay, so that the content hash stays. The drawing is empty: the text has none. Raises
    `Refused` when the text is of a newer format, malformed, or describes no sound tree.
    """
    return _read(text, catalogue, new_id, starts=1)


def read_fragment(text: str, catalogue: Catalogue, new_id: Callable[[], ActionId]) -> ActionTree:
    """Some actions without Start that a canonical text describes; like `read_tree` otherwise."""
    return _read(text, catalogue, new_id, starts=0)


def _read(
    text: str, catalogue: Catalogue, new_id: Callable[[], ActionId], *, starts: int
) -> ActionTree:
    try:
        header = msgspec.json.decode(text, type=_Header)
        if header.format > FORMAT:
            raise Refused(
                _(
                    "This action tree comes from a newer version of the application. "
                    "Update the application, then open it again."
                )
            )
        block = msgspec.json.decode(text, type=_TreeBlock)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise Refused(_("This is not an action tree: {reason}.", reason=str(error))) from error
    flaw = flaw_in(block.actions, starts)
    if flaw is not None:
        raise Refused(_("This action tree cannot be read: {reason}.", reason=flaw))
    actions = {
        entry.number: Action(
            id=(made := new_id()),
            number=entry.number,
            type=entry.type,
            name=entry.name,
            config=catalogue.decode(entry.type, config_text(entry.config)),
            comment=entry.comment,
            record=entry.record,
            origin=made,
        )
        for entry in block.actions
    }
    return tree_from(block.actions, actions, next_number=max(actions, default=0) + 1)


def tree_from(
    blocks: Sequence[ActionBlock], actions: Mapping[int, Action], *, next_number: int
) -> ActionTree:
    """The tree of these blocks, given the action that each number stands for."""
    return evolve(
        ActionTree(),
        actions=tuple(actions.values()),
        links=tuple(
            Link(actions[entry.number].id, branch, actions[target].id)
            for entry in blocks
            for branch, target in entry.links.items()
        ),
        ends=tuple(
            BranchEnd(actions[entry.number].id, branch) for entry in blocks for branch in entry.ends
        ),
        next_number=next_number,
    )


def flaw_in(blocks: Sequence[ActionBlock], starts: int = 1) -> Text | None:
    """Why these blocks describe no sound tree, or None when they do."""
    types = {entry.number: entry.type for entry in blocks}
    if len(types) != len(blocks):
        return _("two actions have the same number")
    if min(types, default=1) < 1:
        return _("an action has a number below 1")
    if list(types.values()).count(START) != starts:
        return _("it does not have exactly one Start") if starts else _("Start cannot be copied")
    flaws = (_flaw_of(entry, types) for entry in blocks)
    return next((flaw for flaw in flaws if flaw is not None), None)


def _flaw_of(entry: ActionBlock, types: Mapping[int, str]) -> Text | None:
    if name_refusal(entry.name) is not None:
        return _("the name of action {number} cannot be used", number=entry.number)
    if comment_refusal(entry.comment) is not None:
        return _("the comment of action {number} cannot be used", number=entry.number)
    if not entry.links.keys().isdisjoint(entry.ends) or len(set(entry.ends)) < len(entry.ends):
        return _("a branch of action {number} stands there twice", number=entry.number)
    if any(types.get(target, START) == START for target in entry.links.values()):
        return _("action {number} leads to Start or to nothing", number=entry.number)
    return None


def config_text(written: msgspec.Raw) -> str:
    """The text of a config: JSON without layout, or the words of a string as they are."""
    raw = bytes(written)
    if raw.startswith(b'"'):
        return msgspec.json.decode(raw, type=str)
    return msgspec.json.format(raw, indent=-1).decode()

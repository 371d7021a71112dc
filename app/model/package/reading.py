"""Reading a canonical text back into a tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, NoReturn

import msgspec

from app.model.catalogue import Catalogue, RoutingType
from app.model.errors import Refused
from app.model.names import comment_refusal, name_refusal
from app.model.package.canonical import FORMAT
from app.model.text import Text, _
from app.model.tree import START, Action, ActionId, ActionTree, BranchEnd, Link, evolve


class _ActionBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
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
    actions: tuple[_ActionBlock, ...]


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
    _check_sound(block, starts)
    actions = {
        entry.number: Action(
            id=(made := new_id()),
            number=entry.number,
            type=entry.type,
            name=entry.name,
            config=catalogue.decode(entry.type, _config_text(entry.config)),
            comment=entry.comment,
            record=entry.record,
            origin=made,
        )
        for entry in block.actions
    }
    return evolve(
        ActionTree(),
        actions=tuple(actions.values()),
        links=tuple(
            Link(actions[entry.number].id, branch, actions[target].id)
            for entry in block.actions
            for branch, target in entry.links.items()
        ),
        ends=tuple(
            BranchEnd(actions[entry.number].id, branch)
            for entry in block.actions
            for branch in entry.ends
        ),
        next_number=max(actions, default=0) + 1,
    )


def _check_sound(block: _TreeBlock, starts: int) -> None:
    types = {entry.number: entry.type for entry in block.actions}
    if len(types) != len(block.actions):
        _refuse(_("two actions have the same number"))
    if min(types, default=1) < 1:
        _refuse(_("an action has a number below 1"))
    if list(types.values()).count(START) != starts:
        _refuse(_("it does not have exactly one Start") if starts else _("Start cannot be copied"))
    for entry in block.actions:
        if name_refusal(entry.name) is not None:
            _refuse(_("the name of action {number} cannot be used", number=entry.number))
        if comment_refusal(entry.comment) is not None:
            _refuse(_("the comment of action {number} cannot be used", number=entry.number))
        if not entry.links.keys().isdisjoint(entry.ends) or len(set(entry.ends)) < len(entry.ends):
            _refuse(_("a branch of action {number} stands there twice", number=entry.number))
        for target in entry.links.values():
            if types.get(target, START) == START:
                _refuse(_("action {number} leads to Start or to nothing", number=entry.number))


def _refuse(reason: Text) -> NoReturn:
    raise Refused(_("This action tree cannot be read: {reason}.", reason=reason))


def _config_text(written: msgspec.Raw) -> str:
    raw = bytes(written)
    if raw.startswith(b'"'):
        return msgspec.json.decode(raw, type=str)
    return msgspec.json.format(raw, indent=-1).decode()

"""The reference of all action types: Markdown pages made from the types themselves, in English."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

from app.engine.branches import MOST_LINKS
from app.model.catalogue import CATEGORY_LABELS, ActionCard, BranchRole, RoutingType
from app.model.config import Reference
from app.model.fields import FieldInfo, fields_of
from app.services.branch_conditions import BranchCondition, Setting, branch_conditions
from app.services.field_reference import default_of, label_of, plain, table, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.engine.action_type import ActionType
    from app.engine.registry import Registry

INDEX = "index.md"

_MADE = "<!-- Made by `make docs` from the action types; change them, not this page. -->"
_STARTS = {
    RoutingType.START: "when an email is received",
    RoutingType.END: "when an interaction ends",
}
_ROLES = {
    BranchRole.NORMAL: "",
    BranchRole.LINK: "link",
    BranchRole.DEFAULT: "default",
    BranchRole.FAILURE: "failure",
}
_REPLAY = "In a replay"
_SANDBOX = (
    "In a replay the same happens in a sandbox: nothing is sent, and no queue receives the email."
)


def reference_pages(catalogue: Registry) -> dict[str, str]:
    """The pages by file name: `<key>.md` for each type and `index.md`; the same on every run."""
    cards = catalogue.cards()
    pages = {INDEX: _index(cards)}
    for card in cards:
        type_ = catalogue.type(card.key)
        if type_ is not None:
            pages[f"{card.key}.md"] = _page(card, type_)
    return pages


def _index(cards: tuple[ActionCard, ...]) -> str:
    parts = [
        _MADE,
        "# Actions",
        "Every action type, under the headings of the palette. A branch leads from an action to the"
        " next one. A replay runs a routing on samples in a sandbox, and sends nothing.",
    ]
    for category, label in CATEGORY_LABELS.items():
        rows = [
            (f"[{plain(str(card.label))}]({card.key}.md)", str(card.help), _used_in(card))
            for card in cards
            if card.category is category
        ]
        if rows:
            parts += [f"## {label}", table(("Action", "Purpose", "Used in"), rows)]
    return _joined(parts)


def _page(card: ActionCard, type_: type[ActionType]) -> str:
    paragraphs = inspect.cleandoc(type_.__doc__ or "").split("\n\n")
    replay = [text for text in paragraphs if text.startswith(_REPLAY)]
    facts = [
        f"- Category: {CATEGORY_LABELS[card.category]}",
        f"- Key: `{card.key}`",
        f"- Used in {_used_in(card)}",
    ]
    if not card.addable:
        facts.append("- Cannot be added: it comes with the tree")
    return _joined(
        [
            _MADE,
            f"# {plain(str(card.label))}",
            *(text for text in paragraphs if text not in replay),
            "\n".join(facts),
            *_fields(type_),
            *_branches(type_),
            "## In a run",
            _sentences(type_.run.__doc__),
            *(replay or [_SANDBOX]),
            "[All actions](index.md)",
        ]
    )


def _fields(type_: type[ActionType]) -> Iterator[str]:
    fields = fields_of(type_)
    yield "## Fields"
    if not fields:
        yield "There is nothing to set."
        return
    yield _field_table(fields)
    for field in fields:
        if field.rows:
            yield f"### Each row of *{label_of(field)}*"
            yield _field_table(field.rows)


def _field_table(fields: tuple[FieldInfo, ...]) -> str:
    labels = {field.name: field for field in fields}
    rows = [
        (
            f"**{label_of(field)}**",
            f"`{field.name}`",
            value_of(field, labels),
            default_of(field),
            " ".join(_remarks(field, labels)),
        )
        for field in fields
    ]
    return table(("Field", "Key", "Value", "At first", "Remarks"), rows)


def _remarks(field: FieldInfo, fields: dict[str, FieldInfo]) -> Iterator[str]:
    if field.field.required:
        yield "Required."
    shown = field.field.shown_when
    if shown is not None:
        settings = [Setting(fields[shown.name], value) for value in shown.values]
        yield f"Shown while {_alternatives(settings)}."
    if field.field.help.msgid:
        yield plain(str(field.field.help))


def _branches(type_: type[ActionType]) -> Iterator[str]:
    yield "## Branches"
    # What the base class says of branches is meant for those who write types.
    if "branches" in vars(type_):
        yield _sentences(type_.branches.__doc__)
    found = branch_conditions(type_)
    if not found:
        yield "No branch leaves it."
        return
    rows = [
        (f"**{_branch_label(one)}**", _branch_key(one), _exists(one), _ROLES[one.branch.role])
        for one in found
    ]
    yield table(("Branch", "Key", "Exists", "Stands for"), rows)
    goes_on = {one.branch.key: one for one in found}.get(type_.continuing or "")
    if goes_on is not None:
        yield f"An action inserted behind it goes on from *{_branch_label(goes_on)}*."


def _branch_label(one: BranchCondition) -> str:
    if one.rows is not None:
        return f"Link 1 … Link {_most(one.rows)}"
    return plain(str(one.branch.label))


def _branch_key(one: BranchCondition) -> str:
    if one.rows is not None:
        return f"`link_1` … `link_{_most(one.rows)}`"
    return f"`{one.branch.key}`"


def _most(rows: FieldInfo) -> int:
    bounds = rows.field.bounds
    return int(bounds.high) if bounds and bounds.high is not None else MOST_LINKS


def _exists(one: BranchCondition) -> str:
    if one.rows is not None:
        return f"for each row of *{label_of(one.rows)}*, under the row's caption"
    if one.when:
        return f"when {_alternatives(one.when)}"
    if one.unless:
        return f"unless {_alternatives(one.unless)}"
    return "always"


def _alternatives(settings: Iterable[Setting]) -> str:
    """Such as “*Priority* is *A number*, or *Queue* is given by its reference”."""
    by_field: dict[str, tuple[FieldInfo, list[str]]] = {}
    for setting in settings:
        field, values = by_field.setdefault(setting.field.name, (setting.field, []))
        values.append(_setting(field, setting.value))
    return ", or ".join(
        f"*{label_of(field)}* is {' or '.join(values)}" for field, values in by_field.values()
    )


def _setting(field: FieldInfo, value: object) -> str:
    if isinstance(value, Reference):
        return "given by its reference"
    if isinstance(value, bool):
        return "on" if value else "off"
    labels = {choice.value: choice.label for choice in field.field.choices}
    return f"*{plain(str(labels.get(str(value), value)))}*"


def _used_in(card: ActionCard) -> str:
    if card.routing_types == frozenset(RoutingType):
        return "every routing"
    starts = (words for type_, words in _STARTS.items() if type_ in card.routing_types)
    return f"routings that start {' or '.join(starts)}"


def _sentences(docstring: str | None) -> str:
    return inspect.cleandoc(docstring or "")


def _joined(parts: Iterable[str]) -> str:
    text = "\n\n".join(part for part in parts if part)
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE) + "\n"

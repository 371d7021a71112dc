"""Test a value(s): the first link whose conditions hold wins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error, warning
from app.engine.branches import (
    BY_DEFAULT,
    MOST_LINKS,
    LinkRow,
    Row,
    link_branches,
    link_key,
    link_name,
)
from app.engine.conditions import LABELS, WITHOUT_RIGHT, Operator, compare, operators_for
from app.engine.evidence import ConditionVerdict, LinkVerdict, Verdicts
from app.engine.expressions.completion import name_infos
from app.engine.expressions.record_names import record_kind
from app.engine.expressions.values import UNDEFINED, TooLarge, text_of
from app.engine.names import reads_value, variable_read
from app.engine.text.patterns import compile_pattern
from app.model.catalogue import Branch, Category, Problem, RoutingType
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import ValueKind, Variable
from app.model.text import Text, _, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.engine.conversion import Kind, Value
    from app.model.resources import Resources

DEEPEST = 20
MOST_ITEMS = 100
SHOWN = 200
LONGEST_VALUE = 8 * 1024 * 1024


class Compare(StrEnum):
    """As what the two sides are compared."""

    AUTO = "auto"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


class Joined(StrEnum):
    """How many items of a group must hold."""

    ALL = "all"
    ANY = "any"


_KINDS: dict[Compare, Kind] = {
    Compare.TEXT: "text",
    Compare.NUMBER: "number",
    Compare.DATE: "date_time",
}
_VALUE_KINDS: dict[ValueKind, Kind] = {
    ValueKind.TEXT: "text",
    ValueKind.NUMBER: "number",
    ValueKind.YES_NO: "yes_no",
    ValueKind.DATE_TIME: "date_time",
    ValueKind.LIST: "list",
}
_WITH_RIGHT = tuple(operator for operator in Operator if operator not in WITHOUT_RIGHT)
_NAMED: dict[str, Kind] = {
    info.name: _VALUE_KINDS[info.kind] for info in name_infos(RoutingType.END)
}
_RECORDS = ("case.", "card.")


class Condition(Row, frozen=True, tag_field="kind", tag="condition"):
    """One comparison: `left` is a dotted name or a template, `right` a template."""

    left: Annotated[str, field(_("Value"), widget=Widget.NAME, required=True)] = ""
    operator: Annotated[
        Operator, field(_("Test"), widget=Widget.CHOICE, choices=tuple(LABELS.items()))
    ] = Operator.EQUALS
    right: Annotated[
        str,
        field(
            _("Compared with"),
            _("Between: low .. high. In list: items between commas."),
            widget=Widget.TEMPLATE,
            shown_when=("operator", _WITH_RIGHT),
        ),
    ] = ""
    compare: Annotated[
        Compare,
        field(
            _("Compare as"),
            widget=Widget.CHOICE,
            choices=(
                (Compare.AUTO, _("the type of the value")),
                (Compare.TEXT, _("text")),
                (Compare.NUMBER, _("numbers")),
                (Compare.DATE, _("dates")),
            ),
        ),
    ] = Compare.AUTO
    exact: Annotated[bool, field(_("Case and accents count"), widget=Widget.TOGGLE)] = False

    def kind(self, resources: Resources) -> Kind:
        """As what the sides are compared: as chosen, else by the value; a template is text."""
        if self.compare is not Compare.AUTO:
            return _KINDS[self.compare]
        name = self.left.strip()
        reference = variable_read(name)
        if reference is not None:
            variable = resources.get(Variable, reference)
            return _VALUE_KINDS[variable.type] if variable is not None else "text"
        if name in _NAMED:
            return _NAMED[name]
        field_kind = record_kind(name, resources) if name.startswith(_RECORDS) else None
        return _VALUE_KINDS[field_kind] if field_kind is not None else "text"


class Group(Row, frozen=True, tag_field="kind", tag="group"):
    """Conditions and groups, joined by *all* or *any*; at most twenty levels deep."""

    joined: Annotated[
        Joined,
        field(
            _("Holds when"),
            widget=Widget.CHOICE,
            choices=((Joined.ALL, _("all hold")), (Joined.ANY, _("any holds"))),
        ),
    ] = Joined.ALL
    items: Annotated[
        tuple[Condition | Group, ...],
        field(_("Conditions"), widget=Widget.ROWS, required=True, bounds=(1, MOST_ITEMS)),
    ] = (Condition(),)

    def __post_init__(self) -> None:
        """Refuse to exist too deep; decoding keeps such a config word for word."""
        if self.depth > DEEPEST:
            message = f"conditions nest deeper than {DEEPEST} levels"
            raise ValueError(message)

    @property
    def depth(self) -> int:
        """Levels of groups, this one included."""
        return 1 + max((item.depth for item in self.items if isinstance(item, Group)), default=0)


class ValueLink(LinkRow, frozen=True):
    """A link, and when it is taken."""

    when: Annotated[Group, field(_("When"), widget=Widget.CONDITIONS)] = Group()


@action(
    key="test_values",
    label=_("Test a value(s)"),
    category=Category.DATA,
    icon="mdi6.help-rhombus-outline",
)
class TestValues(ActionType, frozen=True):
    """Compare values; the first link whose conditions hold wins.

    Text compares without case and accents unless told otherwise. Values that are not of the type
    they are compared as do not match, and the step says so; *does not equal* and its like are
    always the opposite of *equals*. Without a link that holds the email leaves by *By default*.
    """

    __test__ = False
    continuing = BY_DEFAULT.key

    links: Annotated[
        tuple[ValueLink, ...],
        field(_("Links"), widget=Widget.LINKS, bounds=(1, MOST_LINKS)),
    ] = (ValueLink(),)

    def branches(self) -> tuple[Branch, ...]:
        """One branch a link, and none that holds."""
        return (*link_branches(self.links), BY_DEFAULT)

    def summary(self) -> Text:
        """What is tested."""
        found = (one.left.strip() for link in self.links for one in _conditions(link.when))
        names = list(dict.fromkeys(name for name in found if name))
        more = ", …" if len(names) > 3 else ""
        return verbatim(", ".join(names[:3]) + more)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Variables must exist, operators must suit what they compare."""
        yield from super().problems(resources)
        for number, link in enumerate(self.links):
            for condition, path in _placed(link.when, f"links.{number}.when"):
                for text, name, blocks in _faults(condition, resources):
                    said = _("{link}: {problem}", link=link_name(link), problem=text)
                    yield (error if blocks else warning)(said, f"{path}.{name}")

    def run(self, context: RunContext) -> Behaviour:
        """Test link by link, until one holds."""
        yield from ()  # asks nothing
        shown: list[LinkVerdict] = []
        for link in self.links:
            verdicts: list[ConditionVerdict] = []
            holds = _holds(link.when, context, verdicts)
            key = link_key(link.slot)
            shown.append(
                LinkVerdict(key, link_name(link), holds, link.when.joined.value, tuple(verdicts))
            )
            if holds:
                return Left(key, Verdicts(tuple(shown)))
        return Left(BY_DEFAULT.key, Verdicts(tuple(shown)))


def _holds(group: Group, context: RunContext, verdicts: list[ConditionVerdict]) -> bool:
    """Whether a group holds; every condition is compared, so that the step shows them all."""
    found = []
    for item in group.items:
        if isinstance(item, Group):
            found.append(_holds(item, context, verdicts))
        else:
            verdicts.append(_verdict(item, context))
            found.append(verdicts[-1].holds)
    return all(found) if group.joined is Joined.ALL else any(found)


def _verdict(condition: Condition, context: RunContext) -> ConditionVerdict:
    right = ""
    if condition.operator not in WITHOUT_RIGHT:
        right = context.render(condition.right)
    left = _left(condition, context)
    verdict = compare(
        condition.operator,
        left,
        right,
        condition.kind(context.resources),
        exact=condition.exact,
        zone=context.time_zone,
    )
    return ConditionVerdict(
        left=_short(condition.left),
        operator=condition.operator.value,
        actual=_short(_text(left)),
        required=_short(right),
        holds=verdict.holds,
        note=verdict.note,
    )


def _left(condition: Condition, context: RunContext) -> Value:
    if not reads_value(condition.left):
        return context.render(condition.left)
    found = context.value(condition.left)
    # Whoever asks whether something is empty expects that it may be.
    if found is UNDEFINED and condition.operator not in WITHOUT_RIGHT:
        context.warn(_("{name} has no value.", name=condition.left.strip()))
    return _comparable(found, context)


def _comparable(found: object, context: RunContext) -> Value:
    """A value of a run as one that can be compared: what has no type of its own is text."""
    match found:
        case str() | bool() | Decimal() | dt.datetime():
            return found
        case int():
            return Decimal(found)
        case dt.date():
            return dt.datetime.combine(found, dt.time(), context.time_zone)
        case tuple() | list():
            return tuple(_text(item) for item in found)
        case Mapping() | range():
            return _text(found)
        case _:
            return ""


def _text(value: object) -> str:
    try:
        return text_of(value, LONGEST_VALUE)
    except TooLarge:
        return "…"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _conditions(group: Group) -> Iterator[Condition]:
    return (condition for condition, _path in _placed(group, ""))


def _placed(group: Group, path: str) -> Iterator[tuple[Condition, str]]:
    """Every condition of a group with its place, such as `links.0.when.items.2`."""
    for number, item in enumerate(group.items):
        place = f"{path}.items.{number}"
        if isinstance(item, Group):
            yield from _placed(item, place)
        else:
            yield item, place


def _faults(condition: Condition, resources: Resources) -> Iterator[tuple[Text, str, bool]]:
    """What is wrong with a condition: a sentence, the field, whether it blocks production."""
    name = condition.left.strip()
    reference = variable_read(name)
    if reference is not None and resources.get(Variable, reference) is None:
        yield _("There is no variable {reference}.", reference=reference), "left", True
        return
    kind = condition.kind(resources)
    operator = condition.operator
    if operator not in operators_for(kind):
        label = LABELS[operator]
        if condition.compare is Compare.AUTO and name:
            text = _("“{operator}”: choose to compare as numbers or as dates.", operator=label)
        else:
            text = _("“{operator}” does not suit this type: choose another.", operator=label)
        yield text, "compare", True
    if operator is Operator.MATCHES and not _has_markup(condition.right):
        try:
            compile_pattern(condition.right, ignore_case=not condition.exact)
        except UserError as refused:
            yield refused.text, "right", True
    looked_for = operator not in {*WITHOUT_RIGHT, Operator.EQUALS, Operator.NOT_EQUALS}
    if looked_for and not condition.right.strip():
        yield _("Nothing to compare with is given: it never matches."), "right", False


def _has_markup(source: str) -> bool:
    return "{{" in source or "{%" in source

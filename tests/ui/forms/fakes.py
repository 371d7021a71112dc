"""A window around the forms that answers from memory, and a struct with every kind of field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import msgspec
from PySide6.QtWidgets import QWidget

from app.model.catalogue import RoutingType
from app.model.config import Config, Reference
from app.model.errors import UserError
from app.model.fields import FieldInfo, Widget, field, fields_of
from app.model.resources import (
    Calendar,
    Database,
    DataTable,
    DistributionGroup,
    Queue,
    Resource,
    ResourceKind,
    Resources,
    RoutingEntry,
    ValueTable,
    Variable,
)
from app.model.resources.parts import Part
from app.model.text import _
from app.services.table_csv import TableFile, table_file
from app.ui.forms import Form, NameRow


class Window:
    """Implements `FormContext`; remembers what was asked of it."""

    def __init__(self, *entries: Resource) -> None:
        self.entries: tuple[Resource, ...] = entries or (
            Queue(name="Support France", reference="support-fr"),
            Queue(name="Billing", reference="billing"),
            DistributionGroup(name="Everyone", reference="everyone"),
            ValueTable(name="Customers", reference="customers", columns=("email", "tier")),
            Variable(name="Order number", reference="order_number"),
            Calendar(name="Opening hours", reference="hours"),
            Database(
                name="Orders",
                reference="orders",
                tables=(DataTable(name="order"), DataTable(name="customer")),
            ),
        )
        self.opened: list[tuple[str, str]] = []
        self.created: list[str] = []
        self.csv = "key,owner\na,Ann\nb,Bob\n"

    def resources(self) -> Resources:
        return Resources.of(
            self.entries, (RoutingEntry("support", "Support", RoutingType.START, 1),)
        )

    def names(self) -> tuple[NameRow, ...]:
        return (
            NameRow("email.subject", _("Text"), "", "Where is my order 4711?"),
            NameRow("email.from.address", _("Text"), "", "ann@example.org"),
            NameRow("var.order_number", _("Text"), "Order number"),
        )

    def create_resource(self, kind: str, parent: QWidget) -> str | None:
        self.created.append(kind)
        self.entries = (*self.entries, Queue(name="Fresh", reference="fresh"))
        return "fresh"

    def open_resource(self, kind: str, reference: str) -> None:
        self.opened.append((kind, reference))

    def languages(self) -> tuple[tuple[str, str], ...]:
        return (("en", "English"), ("fr", "French"), ("de", "German"))

    def read_csv(
        self,
        path: str,
        delimiter: str,
        done: Callable[[TableFile], object],
        failed: Callable[[UserError], object],
        owner: QWidget,
    ) -> None:
        del owner
        if not path.endswith(".csv"):
            failed(UserError(_("This is no CSV file.")))
            return
        try:
            file = table_file(path, self.csv, delimiter)
        except UserError as refusal:
            failed(refusal)
            return
        done(file)


class Mode(StrEnum):
    """Two ways."""

    ONE = "one"
    MANY = "many"


class Pair(msgspec.Struct, frozen=True):
    """A row of two low fields, and something that no field shows."""

    variable: Annotated[str, field(_("Variable"), widget=Widget.LINE)] = ""
    value: Annotated[str, field(_("Value"), widget=Widget.TEMPLATE)] = ""
    hidden: int = 7


class LinkOfWords(msgspec.Struct, frozen=True):
    """A link with a high field."""

    slot: int = 1
    caption: Annotated[str, field(_("Caption"))] = ""
    words: Annotated[tuple[str, ...], field(_("Words"), widget=Widget.WORDS)] = ()


class Condition(msgspec.Struct, frozen=True, tag_field="kind", tag="condition"):
    """A condition as forms see it."""

    left: Annotated[str, field(_("Value"), widget=Widget.NAME)] = ""
    operator: Annotated[
        str,
        field(
            _("Test"),
            widget=Widget.CHOICE,
            choices=(("equals", _("equals")), ("is_empty", _("is empty"))),
        ),
    ] = "equals"
    right: Annotated[
        str,
        field(_("Compared with"), widget=Widget.TEMPLATE, shown_when=("operator", ("equals",))),
    ] = ""
    exact: Annotated[bool, field(_("Case counts"), widget=Widget.TOGGLE)] = False


class Joined(msgspec.Struct, frozen=True, tag_field="kind", tag="group"):
    """A group as forms see it."""

    joined: str = "all"
    items: tuple[Condition | Joined, ...] = (Condition(),)


class Everything(Config, frozen=True):
    """One field for each kind of editor."""

    line: Annotated[str, field(_("Line"))] = ""
    lines: Annotated[str, field(_("Lines"), widget=Widget.LINES)] = ""
    template: Annotated[str, field(_("Template"), widget=Widget.TEMPLATE)] = ""
    template_lines: Annotated[str, field(_("Body"), widget=Widget.TEMPLATE_LINES)] = ""
    html: Annotated[str, field(_("HTML"), widget=Widget.HTML)] = ""
    number: Annotated[int, field(_("Number"), widget=Widget.NUMBER, bounds=(0, 10))] = 3
    limit: Annotated[int | None, field(_("Limit"), widget=Widget.NUMBER)] = None
    share: Annotated[float, field(_("Confidence"), widget=Widget.NUMBER)] = 0.7
    percent: Annotated[int, field(_("Percent"), widget=Widget.PERCENT)] = 0
    toggle: Annotated[bool, field(_("Toggle"), widget=Widget.TOGGLE)] = False
    choice: Annotated[
        Mode,
        field(
            _("Choice"),
            widget=Widget.CHOICE,
            choices=((Mode.ONE, _("One")), (Mode.MANY, _("Many"))),
        ),
    ] = Mode.ONE
    shown: Annotated[str, field(_("Only for many"), shown_when=("choice", ("many",)))] = ""
    languages: Annotated[tuple[str, ...], field(_("Languages"), widget=Widget.LANGUAGES)] = ()
    language: Annotated[str, field(_("Language"), widget=Widget.LANGUAGE)] = ""
    time_zone: Annotated[str, field(_("Time zone"), widget=Widget.TIME_ZONE)] = ""
    reference: Annotated[
        Reference,
        field(
            _("Queue"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.QUEUE, ResourceKind.DISTRIBUTION_GROUP),
            required=True,
        ),
    ] = Reference()
    pick: Annotated[
        str, field(_("Table"), widget=Widget.PICK, kinds=(ResourceKind.VALUE_TABLE,))
    ] = ""
    column: Annotated[str, field(_("Column"), widget=Widget.COLUMN, beside="pick")] = ""
    database: Annotated[
        str, field(_("Database"), widget=Widget.PICK, kinds=(ResourceKind.DATABASE,))
    ] = ""
    table: Annotated[str, field(_("Table name"), widget=Widget.PART, part=Part.DATABASE_TABLE)] = ""
    name: Annotated[str, field(_("Name"), widget=Widget.NAME)] = ""
    words: Annotated[tuple[str, ...], field(_("Words"), widget=Widget.WORDS)] = ()
    date: Annotated[dt.date | None, field(_("Date"), widget=Widget.DATE)] = None
    time: Annotated[str, field(_("Time"), widget=Widget.TIME)] = ""
    date_time: Annotated[str, field(_("Moment"), widget=Widget.DATE_TIME)] = ""
    rows: Annotated[tuple[Pair, ...], field(_("Rows"), widget=Widget.ROWS)] = ()
    links: Annotated[tuple[LinkOfWords, ...], field(_("Links"), widget=Widget.LINKS)] = ()
    when: Annotated[Joined, field(_("When"), widget=Widget.CONDITIONS)] = Joined()
    unseen: int = 42


FILLED = Everything(
    line="words",
    lines="one\ntwo",
    template="Dear {{ email.from.name }}",
    template_lines="Dear\n{{ email.from.name }}",
    html="<p>\n</p>",
    number=99,
    limit=5,
    share=0.25,
    percent=150,
    toggle=True,
    choice=Mode.MANY,
    shown="shown",
    languages=("fr", "xx"),
    language="qq",
    time_zone="Mars/Olympus",
    reference=Reference("gone"),
    pick="nowhere",
    column="lost",
    name="email.subject",
    words=("refund*", "money back"),
    date=dt.date(2026, 2, 28),
    time="9 o'clock",
    date_time="2026-12-31T18:00:30+01:00",
    rows=(Pair("a", "b", hidden=1), Pair("c", "", hidden=2)),
    links=(LinkOfWords(slot=4, caption="four", words=("x",)), LinkOfWords(slot=2)),
    when=Joined(
        "any",
        (
            Condition("email.subject", "equals", "x", exact=True),
            Joined("all", (Condition("a", "is_empty", "kept"), Condition("b", "is_empty"))),
        ),
    ),
    unseen=1,
)
"""Half of it is wrong, as forms are while they are filled in."""


def info(name: str) -> FieldInfo:
    """The description of a field of `Everything`."""
    return next(one for one in fields_of(Everything) if one.name == name)


def form_of(*names: str, window: Window | None = None, value: Everything | None = None) -> Form:
    """A form with some of the fields, or with all."""
    chosen = [one for one in fields_of(Everything) if not names or one.name in names]
    form = Form(chosen, window or Window())
    form.set_value(value or Everything())
    return form

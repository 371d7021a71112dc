"""Random configs, trees, emails and worlds: sensible often enough to get far, hostile otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

import msgspec

from app.engine.actions.test_values import Condition, Group
from app.engine.branches import LinkRow
from app.engine.inputs import Inputs
from app.engine.mail import Message
from app.engine.program import Program
from app.engine.registry import CATALOGUE
from app.engine.text.language import UNDETERMINED, LanguageGuess
from app.model.catalogue import RoutingType, Severity
from app.model.config import AnyConfig, Reference, ReferenceMode, UnknownConfig
from app.model.fields import FieldInfo, Widget, fields_of
from app.model.resources import Mailbox, Queue, Resources, Variable
from app.model.resources.parts import Part
from tests.engine.dialogue import email, program_of, tree_of
from tests.engine.workspace import ENTRIES, ROUTINGS

STEPS = 60
KEYS = [card.key for card in CATALOGUE.cards()]
HOSTILE = (
    Mailbox(reference="odd", name="Odd\r\nBcc: x", address="not an address", time_zone=""),
    Queue(reference="lost", name="Lost", calendar="gone", capacity=0, waiting=-5),
    Variable(reference="a.b-c", name="Dotted", default="x"),
)
WORKSPACE = Resources((*ENTRIES, *HOSTILE), ROUTINGS, step_limit=STEPS)
REFERENCES = [entry.reference for entry in WORKSPACE.entries] + [one.reference for one in ROUTINGS]

NAMES = [
    *("var.words", "var.amount", "var.due", "var.tags", "var.urgent", "var['a.b-c']", "var"),
    *("email", "email.subject", "email.date", "email.to", "email.attachments", "email.size"),
    *('email.headers["X-Any"]', "email.from", "email.to[0].name", "interaction.version"),
    *("now", "today", "mailbox.address", "error.message", "case.number", "interaction.checkpoints"),
]
TEXTS = [
    *(
        "",
        " ",
        "x",
        "refund",
        "FR",
        "12.5",
        "-3",
        "1e9",
        "9" * 45,
        "yes",
        "2026-01-05",
        "0001-01-01",
    ),
    *(
        "9999-12-31T23:59:59Z",
        "a, b; c",
        "5 .. 7",
        "a(b",
        "(a+)+$",
        r"\d+",
        "é",
        "x\r\nBcc: y",
        "\0",
    ),
    *("ada@example.org", "Ada <ada@example.org>, b@example.org", "=?utf-8?B?DQo=?=", "%Y-%m-%d"),
    *("%d/%m/%Y %H:%M", "%Q", "%", "%Y%j", "\ud800"),
    *("C-1", "C-2", "Waiting", "question", "Email", "price", "40718"),
]
TEMPLATES = [
    *("{{ email.subject }}", "{{ email.text }}", "{{ email.from.address }}", "{{ email.date }}"),
    *("{{ var.amount | times: 3 }}", "{{ var.due }}", "{{ var.tags | join: ';' }}", "{{ now }}"),
    *("{{ 1 | divided_by: 0 }}", "{% for i in (1..1000) %}{{ email.text }}{% endfor %}"),
    *("{{ nothing }}", "{{ 'office' }}", "{{ 'support' }}", "{{ 'team' }}", "{{ 'second' }}"),
    *("{{ case.number }}", "{{ case.due }}", "{{ card.balance }}", "{{ task.due }}"),
    *("{{ error.message }}", "{{ email.subject | extract: '(\\d+)' }}", "{{ email", "{{ x | y }}"),
]
ZONES = ["", "Europe/Paris", "Asia/Tokyo", "Africa/Monrovia", "Moon/Base", "../x"]
COLUMNS = ["key", "queue", "rate", "word", "pattern", "gone", ""]
USUAL = ["{{ email.from.address }}", "twin@example.org", "ada@example.org", "C-1", "C-4"]
PARTS = {
    Part.DATABASE_TABLE: ["customers", "log"],
    Part.DATABASE_COLUMN: ["id", "email", "balance", "since", "active", "line", "at"],
    Part.CASE_FIELD: ["email", "email", "email", "order", "Amount", "due", "seen", "vip"],
    Part.CASE_TYPE: ["Question", "complaint", "{{ 'Complaint' }}", "", "gone"],
    Part.CASE_ORIGIN: ["Email", "", "{{ 'gone' }}"],
    Part.CASE_REASON: ["", "price"],
    Part.CASE_STATUS: ["New", "waiting", "{{ 'Solved' }}", "", "gone"],
    Part.CRM_FIELD: ["email", "email", "email", "Name", "balance"],
    Part.CRM_OBJECT: ["contact", "Account", "Lead"],
    Part.CRM_OBJECT_FIELD: ["email", "email", "email", "company", "domain", "sites"],
    Part.CAMPAIGN_FIELD: ["name", "name", "name", "amount"],
}
PHONES = ["+33 1 42 68 53 00", "+33142685301", "{{ '+33142685300' }}", "{{ email.subject }}"]
LIKELY: dict[tuple[str, str], list[str]] = {
    ("CallService", "success"): ["2xx", "2xx", "200, 404", "2xx, 5xx"],
    ("CallService", "url"): ["https://api.example.com/orders/1", "http://api.example.com"],
    ("CallService", "path"): ["", "/orders/{{ 'a' }}", "/slow", "/broken", "/text", "/a/../b"],
    ("CallService", "body"): ["", '{"a": "{{ email.subject }}"}'],
    ("Pair", "name"): ["X-Any", "Accept", "order", "a b"],
    ("PathResult", "name"): ["$.id", "$.total", "$.lines[*].sku", "$..sku", "$.who", "$[0]"],
    ("AskSalesforce", "query"): [
        "SELECT Id, Subject FROM Case WHERE CaseNumber = :a",
        "SELECT Id FROM Contact WHERE Email = :a ORDER BY Id DESC LIMIT 2",
        "SELECT Id FROM Case",
        "SELECT Id FROM Stubbed WHERE Id IN (:a)",
        "SELECT Id FROM Slow",
    ],
    ("QueryValue", "name"): ["a"],
    ("CaseField", "name"): ["Subject", "Status", "Nothing"],
    ("FieldResult", "name"): ["Id", "Subject", "Nothing"],
    ("SendAnSms", "sender"): ["Example", "+33142685300", "38000", "{{ email.from.name }}"],
    ("SendAnSms", "recipient"): PHONES,
    ("InviteToSurvey", "recipient"): ["", "", *PHONES],
    ("InviteToSurvey", "sms_sender"): ["Example"],
    ("SmsTarget", "phone"): PHONES,
    ("VoiceTarget", "phone"): PHONES,
    ("WhatsAppTarget", "phone"): PHONES,
    ("PayInvoice", "amount"): ["12.50", "{{ var.amount }}", "{{ email.subject }}"],
    ("PayInvoice", "payer"): ["ada@example.org", "+33142685300", "{{ email.from.address }}"],
    ("PayInvoice", "invoice"): ["R-1", "{{ 'R-2' }}"],
    ("ChangeCase", "number"): ["C-1", "C-2", "gone"],
    ("PayInvoice", "currency"): ["", "EUR", "{{ 'USD' }}"],
    ("TransferEmail", "to"): ["law@example.net", "{{ email.from.address }}", "a@b.example, c@d.eu"],
    **{
        (name, part): ["", "", "", "copy@example.net"]
        for name in ("TransferEmail", "SendAnEmail")
        for part in ("cc", "bcc")
    },
    ("SendAnEmail", "to"): ["", "", "{{ email.from.address }}", "ada@example.org"],
    ("SendAnEmail", "subject"): ["Hello", "{{ email.subject }}"],
    ("SendAnEmail", "text"): ["We have it.", "{{ email.text }}", "{{ case.number }}"],
    ("TargetValue", "value"): ["12.5", "12.5", "{{ var.amount }}", "Ada"],
    **{
        (name, "start"): ["", "", "2026-01-31", "{{ email.date }}"]
        for name in ("SmsTarget", "VoiceTarget", "WhatsAppTarget")
    },
    ("AssignmentRow", "variable"): ["words", "amount", "tags"],
}
"""What a field mostly holds, by type and name, where any text would hardly ever do."""
LANGUAGES = ["en", "fr", "de", ""]

T = TypeVar("T")


@dataclass(frozen=True)
class Chance:
    """Draws everything from one seed."""

    random: Random

    def one(self, among: Sequence[T]) -> T:
        return self.random.choice(among)

    def some(self, least: int, most: int) -> range:
        return range(self.random.randint(least, most))

    def rarely(self) -> bool:
        return self.random.random() < 0.08

    # -- configs ---------------------------------------------------------------------------------

    def config(self) -> AnyConfig:
        """The config of any type, or now and then one that is unknown."""
        if self.random.random() < 0.02:
            return UnknownConfig("fax", "{}", "unknown action type")
        type_ = CATALOGUE.type(self.one([key for key in KEYS if key != "start"]))
        assert type_ is not None
        config: AnyConfig = self.struct(type_)
        return config

    def sound_config(self) -> AnyConfig:
        """A config without errors, or after some attempts the last one with them.

        Types are drawn first, so that those with many ways to be wrong come up as often.
        """
        return self.sound(self.one([key for key in KEYS if key != "start"]))

    def sound(self, key: str) -> AnyConfig:
        """A config of a type, without errors or after some attempts with them."""
        type_ = CATALOGUE.type(key)
        assert type_ is not None
        config: AnyConfig = self.struct(type_)
        for _attempt in range(25):
            problems = CATALOGUE.problems(config, WORKSPACE)
            if not any(problem.severity is Severity.ERROR for problem in problems):
                break
            config = self.struct(type_)
        return config

    def struct(self, type_: type[msgspec.Struct], slot: int = 1) -> Any:
        """Any value of a config or row."""
        values = {info.name: self.likely(type_.__name__, info) for info in fields_of(type_)}
        if issubclass(type_, LinkRow):
            values["slot"] = self.random.randint(-1, 12) if self.rarely() else slot
        return type_(**values)

    def likely(self, type_: str, info: FieldInfo) -> Any:
        """A value that does for the field, or any."""
        usual = LIKELY.get((type_, info.name))
        return self.one(usual) if usual and not self.rarely() else self.value(info)

    def value(self, info: FieldInfo) -> Any:  # noqa: C901, PLR0911, PLR0912 -- one case a widget
        """Any value of a field."""
        described = info.field
        match described.widget:
            case Widget.TOGGLE:
                return self.random.random() < 0.5
            case Widget.CHOICE:
                return type(info.default)(self.one(described.choices).value)
            case Widget.NUMBER | Widget.PERCENT:
                return self.number(info)
            case Widget.PICK:
                return self.reference(described.kinds)
            case Widget.REFERENCE:
                if self.random.random() < 0.15:
                    return Reference(self.one(TEMPLATES), ReferenceMode.EXPRESSION)
                if self.random.random() < 0.2:
                    name = self.reference(described.kinds)
                    return Reference(f"{{{{ '{name}' }}}}", ReferenceMode.EXPRESSION)
                return Reference(self.reference(described.kinds))
            case Widget.PART:
                return self.one(COLUMNS if self.rarely() else PARTS[Part(described.part)])
            case Widget.COLUMN:
                return self.one(COLUMNS)
            case Widget.TIME_ZONE:
                return self.one(ZONES)
            case Widget.LANGUAGES:
                return tuple(self.one(LANGUAGES) for _each in self.some(1, 3))
            case Widget.WORDS:
                return tuple(self.one(TEXTS) for _each in self.some(1, 5))
            case Widget.CONDITIONS:
                return self.group(0)
            case Widget.ROWS | Widget.LINKS:
                rows = self.some(0 if self.rarely() else 1, 4)
                return tuple(self.struct(info.row_type, slot) for slot in (row + 1 for row in rows))
            case Widget.NAME:
                return self.one(NAMES) if self.random.random() < 0.6 else self.template()
            case _:
                return self.template(described.part)

    def number(self, info: FieldInfo) -> int | float:
        bounds = info.field.bounds
        low, high = (bounds.low or 0, bounds.high or 100) if bounds else (0, 100)
        if self.rarely():
            return self.one([-1, 0, 2**60, 10**6])
        found = self.random.uniform(low, min(high, low + 20))
        return found if isinstance(info.default, float) else int(found)

    def reference(self, kinds: Sequence[str]) -> str:
        if self.rarely():
            return self.one(["", "gone", " "])
        fitting = [name for name in REFERENCES if any(WORKSPACE.exists(k, name) for k in kinds)]
        return self.one(fitting)

    def template(self, part: str = "") -> str:
        if part:
            return self.one(PARTS[Part(part)])
        if self.random.random() < 0.2:
            return self.one(USUAL)
        return self.one(TEXTS) if self.random.random() < 0.5 else self.one(TEMPLATES)

    def group(self, depth: int) -> Group:
        items: list[Condition | Group] = []
        for _item in self.some(1, 3):
            deeper = depth < 4 and self.random.random() < 0.25
            items.append(self.group(depth + 1) if deeper else self.struct(Condition))
        return Group(self.one(list(type(Group().joined))), tuple(items))

    # -- trees and runs --------------------------------------------------------------------------

    def program(self, routing: str, *, sound: bool = False) -> Program:
        """A tree of up to ten actions, most branches linked to any of them."""
        draw = self.sound_config if sound else self.config
        configs = [CATALOGUE.new_config("start"), *(draw() for _each in self.some(1, 9))]
        links, ends = [], []
        for number, config in enumerate(configs, 1):
            for branch in CATALOGUE.branches(config):
                if self.random.random() < 0.85:
                    links.append((number, branch.key, self.random.randint(2, len(configs))))
                elif self.random.random() < 0.5:
                    ends.append((number, branch.key))
        kind = self.one([RoutingType.START, RoutingType.START, RoutingType.END])
        return program_of(tree_of(configs, links, ends), WORKSPACE, routing=routing, type=kind)

    def message(self) -> Message:
        """An email, polite or not."""
        match self.random.randrange(4):
            case 0:
                return Message(self.random.randbytes(self.random.randrange(400)))
            case 1:
                lines = [f"{name}: {self.one(TEXTS)}" for name in HEADER_NAMES]
                raw = "\n".join((*lines, "", self.one(TEXTS) * 50))
                return Message(raw.encode("utf-8", "surrogatepass"))
            case _:
                return email(Date=self.one([None, "soon", "Fri, 31 Dec 9999 23:59:59 +0000"]))

    def inputs(self, shelf: Programs | SoundPrograms) -> Inputs:
        """What a run starts from."""
        return Inputs(
            message=self.message(),
            clock=self.one(CLOCKS),
            seed=str(self.random.random()),
            mailbox=self.one(["", "support", "moon", "odd", "gone"]),
            reply=self.one([None, email("The reply.")]),
            detector=self.one([None, Guesses()]),
            shelf=shelf,
        )


HEADER_NAMES = (
    *("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "References"),
    *("Importance", "Auto-Submitted", "Content-Type", "Return-Path"),
)
CLOCKS = (
    dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC),
    dt.datetime(2026, 3, 29, 0, 59, tzinfo=dt.UTC),
    dt.datetime.min.replace(tzinfo=dt.UTC),
    dt.datetime.max.replace(tzinfo=dt.UTC),
)


class Guesses:
    """A detector that says anything, but always the same of one text."""

    def detect(self, text: str) -> LanguageGuess:
        guesses = [UNDETERMINED, LanguageGuess("fr", 0.9), LanguageGuess("en", 0.2)]
        return guesses[len(text) % len(guesses)]


@dataclass(frozen=True)
class Programs:
    """The routings of the workspace, each with a program of its own."""

    programs: dict[str, Program]

    @classmethod
    def any(cls, chance: Chance) -> Programs:
        return cls({entry.reference: chance.program(entry.reference) for entry in ROUTINGS})

    def program(self, reference: str) -> Program | None:
        return self.programs.get(reference)


@dataclass
class SoundPrograms:
    """Programs of configs without errors, each drawn when a run gets there."""

    chance: Chance
    programs: dict[str, Program] = field(default_factory=dict)

    def program(self, reference: str) -> Program:
        if reference not in self.programs:
            self.programs[reference] = self.chance.program(reference, sound=True)
        return self.programs[reference]

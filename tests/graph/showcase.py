"""A catalogue and a tree that look like a designer's day: for pictures and for gestures."""

from __future__ import annotations

from app.graph.document import Document
from app.graph.faces import faces_of
from app.graph.layout import tidy
from app.model import edits
from app.model.catalogue import (
    ActionCard,
    Branch,
    BranchRole,
    Catalogue,
    Category,
    Problem,
    ResourceUse,
)
from app.model.config import AnyConfig, Config, UnknownConfig
from app.model.errors import Refused
from app.model.fields import FieldInfo
from app.model.references import Renamed
from app.model.resources import Resources
from app.model.text import EMPTY, Text, _, verbatim
from app.model.tree import (
    Action,
    ActionTree,
    BranchEnd,
    Link,
    Position,
    blank_tree,
    evolve,
)


class Step(Config, frozen=True):
    """Any action of the showcase: what it does, and its own captions."""

    kind: str = ""
    summary: str = ""
    captions: tuple[str, ...] = ()
    fails: bool = False


KINDS: dict[str, tuple[str, Category, str, tuple[str, ...]]] = {
    "start": ("Start", Category.ACTIONS, "mdi6.play", ("OK",)),
    "keywords": ("Detect keywords", Category.ACTIONS, "mdi6.text-search", ()),
    "language": ("Detect the language", Category.ACTIONS, "mdi6.translate", ()),
    "test": ("Test", Category.DATA, "mdi6.help-rhombus-outline", ("Yes", "No")),
    "schedule": (
        "Test a schedule",
        Category.TIME_DATES,
        "mdi6.calendar-clock",
        ("Open", "Closed", "Public holiday"),
    ),
    "assign": ("Assign variables", Category.DATA, "mdi6.variable", ("OK",)),
    "table": ("Search a value table", Category.DATA, "mdi6.table-search", ("Found", "Not found")),
    "case": ("Find a case", Category.CASES_CRM, "mdi6.briefcase-search", ("Found", "Not found")),
    "web": ("Call a web service", Category.INTERCONNECTION, "mdi6.web", ("OK",)),
    "reply": ("Send an email", Category.SENDING, "mdi6.email-fast-outline", ("OK",)),
    "queue": ("Distribute to a queue", Category.DISTRIBUTION, "mdi6.tray-arrow-down", ()),
    "user": ("Distribute to a user", Category.DISTRIBUTION, "mdi6.account-arrow-right", ()),
    "survey": ("Send a survey", Category.SURVEY, "mdi6.star-outline", ("OK",)),
    "campaign": ("Add to a campaign", Category.CAMPAIGNS, "mdi6.bullhorn-outline", ("OK",)),
    "end": ("End", Category.OTHER, "mdi6.stop-circle-outline", ()),
}


class Showcase:
    """Implements `Catalogue`."""

    def cards(self) -> tuple[ActionCard, ...]:
        return tuple(self.card(key) for key in KINDS)

    def card(self, key: str) -> ActionCard:
        label, category, icon, _branches = KINDS.get(key, (key, Category.OTHER, "", ()))
        known = key in KINDS
        return ActionCard(
            key, verbatim(label), category, icon, EMPTY, known=known, addable=key != "start"
        )

    def new_config(self, key: str) -> Config:
        if key not in KINDS:
            raise Refused(_("There is no action type {key}.", key=key))
        return Step(kind=key)

    def decode(self, key: str, raw: str) -> AnyConfig:
        return UnknownConfig(key, raw)

    def encode(self, config: AnyConfig) -> str:
        return repr(config)

    def branches(self, config: AnyConfig) -> tuple[Branch, ...]:
        if not isinstance(config, Step):
            return ()
        links = (
            Branch(f"link_{slot}", _("Link {slot}", slot=slot), BranchRole.LINK, caption)
            for slot, caption in enumerate(config.captions, 1)
        )
        default = (Branch("default", _("By default"), BranchRole.DEFAULT),)
        plain = (
            Branch(words.lower().replace(" ", "_"), verbatim(words))
            for words in KINDS[config.kind][3]
        )
        error = (Branch("error", _("Error"), BranchRole.FAILURE),)
        return (
            *links,
            *(default if config.captions else ()),
            *plain,
            *(error if config.fails else ()),
        )

    def continuing_branch(self, config: AnyConfig) -> str | None:
        branches = self.branches(config)
        return branches[-1].key if branches else None

    def summary(self, config: AnyConfig) -> Text:
        return verbatim(config.summary if isinstance(config, Step) else "Kept as it is")

    def fields(self, key: str) -> tuple[FieldInfo, ...]:
        return ()

    def problems(self, config: AnyConfig, resources: Resources) -> tuple[Problem, ...]:
        return ()

    def uses(self, config: AnyConfig) -> tuple[ResourceUse, ...]:
        return ()

    def with_references(self, config: AnyConfig, renamed: Renamed) -> AnyConfig:
        return config


CATALOGUE: Catalogue = Showcase()
_ANYWHERE = Position(0.0, 0.0)


def grow(
    tree: ActionTree, key: str, kind: str, name: str, after: tuple[str, str] | None, config: Step
) -> ActionTree:
    action = Action(key, 0, kind, name, config)
    if after is None:
        return edits.add_free(action, _ANYWHERE)(tree)
    return edits.add_after(action, *after, _ANYWHERE, catalogue=CATALOGUE)(tree)


def tidied(tree: ActionTree, catalogue: Catalogue = CATALOGUE) -> ActionTree:
    """The tree as *Tidy up* draws it."""
    faces = faces_of(tree, catalogue, str)
    extents = {key: face.extent for key, face in faces.items()}
    order = {key: [branch.key for branch in face.branches] for key, face in faces.items()}
    return edits.move(tidy(tree, extents, order))(tree)


ROWS: tuple[tuple[str, str, str, str | None, Step], ...] = (
    (
        "lang",
        "language",
        "Which language?",
        "s.ok",
        Step("language", "2 languages · body", ("French", "English")),
    ),
    (
        "case",
        "case",
        "Is there an open case?",
        "lang.link_1",
        Step("case", "Salesforce · contact email", fails=True),
    ),
    (
        "kw",
        "keywords",
        "What is it about?",
        "case.not_found",
        Step(
            "keywords", "3 keyword groups · subject, body", ("Invoice", "Cancellation", "Delivery")
        ),
    ),
    ("owner", "user", "To the owner of the case", "case.found", Step("user", "{{ case.owner }}")),
    (
        "crm",
        "assign",
        "Remember that the CRM failed",
        "case.error",
        Step("assign", "crm.failed = true"),
    ),
    (
        "amount",
        "test",
        "More than 10,000 euros?",
        "kw.link_1",
        Step("test", "invoice.amount > 10000 and client.risk ≥ 3"),
    ),
    ("big", "queue", "Large invoices", "amount.yes", Step("queue", "Large invoices · priority 1")),
    ("small", "queue", "Invoices", "amount.no", Step("queue", "Invoices")),
    (
        "stay",
        "table",
        "Is a retention offer due?",
        "kw.link_2",
        Step("table", "Offers · customer.segment"),
    ),
    (
        "offer",
        "reply",
        "Send the retention offer",
        "stay.found",
        Step("reply", "Template “We would be sorry”", fails=True),
    ),
    ("bye", "queue", "Cancellations", "stay.not_found", Step("queue", "Cancellations")),
    (
        "hours",
        "schedule",
        "Are we open?",
        "kw.link_3",
        Step("schedule", "Calendar “Head office” · Europe/Paris"),
    ),
    (
        "track",
        "web",
        "Where is the parcel?",
        "hours.open",
        Step("web", "GET https://parcels.example/track/{{ order.id }}", fails=True),
    ),
    (
        "night",
        "reply",
        "We answer tomorrow",
        "hours.closed",
        Step("reply", "Template “Out of hours”"),
    ),
    ("wait", "queue", "Delivery, next morning", "night.ok", Step("queue", "Delivery")),
    ("deliv", "queue", "Delivery", "track.ok", Step("queue", "Delivery · priority 2")),
    ("gen", "queue", "General", "kw.default", Step("queue", "General")),
    (
        "en",
        "keywords",
        "English: what is it about?",
        "lang.link_2",
        Step("keywords", "2 keyword groups · subject", ("Invoice", "Press")),
    ),
    ("press", "user", "Press office", "en.link_2", Step("user", "press.office")),
    ("enq", "queue", "English desk", "en.default", Step("queue", "English desk")),
    ("surv", "survey", "Satisfaction", "offer.ok", Step("survey", "After 2 days")),
    ("camp", "campaign", "Spring campaign", "surv.ok", Step("campaign", "Spring 2027")),
    ("odd", "score_sentiment", "How angry are they?", "lang.default", Step()),
)


def showcase_tree() -> ActionTree:
    """Twenty-five actions with joins, a jump back, an end, a broken link and an unknown type."""
    tree = blank_tree("s", "Start", Step("start"))
    for key, kind, name, after, config in ROWS:
        place = None if after is None else (after.split(".")[0], after.split(".")[1])
        tree = grow(tree, key, kind, name, place, config)
    tree = edits.together(
        edits.configure("odd", UnknownConfig("score_sentiment", "{}")),
        edits.link("crm", "ok", "kw", catalogue=CATALOGUE),
        edits.link("en", "link_1", "amount", catalogue=CATALOGUE),
        edits.link("track", "error", "hours", catalogue=CATALOGUE),
        edits.link("offer", "error", "bye", catalogue=CATALOGUE),
        edits.end_here("camp", "ok", catalogue=CATALOGUE),
        edits.record("kw", True),
        edits.record("stay", True),
    )(tree)
    return tidied(grow(tree, "lone", "reply", "Not used yet", None, Step("reply", "Draft")))


def large_tree(count: int) -> ActionTree:
    """A tree of `count` tests, each with two branches, and a few links back."""
    actions = [Action("s", 1, "start", "Start", Step("start"))]
    actions += [
        Action(str(number), number, "test", f"Test {number}", Step("test", "a = b"))
        for number in range(2, count + 1)
    ]
    links = [Link("s", "ok", "2")]
    for number in range(3, count + 1):
        parent = number // 2 + 1
        links.append(Link(str(parent), "yes" if number % 2 else "no", str(number)))
    ends = (BranchEnd(str(count), "yes"),)
    return tidied(
        evolve(
            ActionTree(next_number=count + 1), actions=tuple(actions), links=tuple(links), ends=ends
        )
    )


class MemoryDraft:
    """A `Draft` that keeps the tree in memory."""

    def __init__(self, tree: ActionTree) -> None:
        self.tree = tree
        self.revision = 1
        self.saves = 0
        self.failure: Exception | None = None

    def load(self) -> tuple[ActionTree, int]:
        return self.tree, self.revision

    def save(self, before: ActionTree, after: ActionTree, revision: int) -> int:
        if self.failure is not None:
            raise self.failure
        assert before == self.tree
        assert revision == self.revision
        self.tree = after
        self.revision += 1
        self.saves += 1
        return self.revision


class Ids:
    """New ids in order."""

    def __init__(self) -> None:
        self._next = 0

    def __call__(self) -> str:
        self._next += 1
        return f"new{self._next}"


def open_document(tree: ActionTree, *, read_only: bool = False) -> tuple[Document, MemoryDraft]:
    """A document over a tree in memory."""
    draft = MemoryDraft(tree)
    return Document(draft, new_id=Ids(), read_only=read_only), draft

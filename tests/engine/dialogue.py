"""A dialogue with one action: a config, an email and a world's answers in, a step out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.engine.action_type import ActionType
from app.engine.evidence import AnyEvidence
from app.engine.given import GivenOutcome
from app.engine.handling import CLOSED, Handling
from app.engine.holidays import HolidayBook, NoHolidays
from app.engine.inputs import EmptyShelf, Inputs, Shelf
from app.engine.mail import Message
from app.engine.program import Entry, Program, compile_tree
from app.engine.registry import CATALOGUE
from app.engine.requests import AnyAnswer, AnyRequest
from app.engine.run import Run, World
from app.engine.state import State, Value
from app.engine.text.language import LanguageDetector
from app.engine.trace import Outcome, Step, Trace, decode_trace, encode_trace
from app.model.catalogue import RoutingType
from app.model.config import AnyConfig, UnknownConfig
from app.model.resources import Resources
from app.model.tree import Action, ActionTree, BranchEnd, Link
from app.world.sandbox import Sandbox
from tests.engine.workspace import WORKSPACE

NOW = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
"""A Monday; half past ten in Paris."""

HEADERS = {
    "From": "Ada Martin <ada@example.org>",
    "To": "Support <support@example.com>",
    "Subject": "Refund for order 40718",
    "Date": "Mon, 05 Jan 2026 09:00:00 +0000",
    "Message-ID": "<1@example.org>",
}


def email(text: str = "Good morning,\nmy order is late.", /, **headers: str | None) -> Message:
    """A plain email; `Reply_To="…"` sets a header, None leaves one out."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in {**HEADERS, **named}.items() if value]
    return Message("\r\n".join((*lines, "", text)).encode())


@dataclass
class Script:
    """A world that gives answers from a list, and then those of a sandbox."""

    answers: list[AnyAnswer]
    sandbox: Sandbox
    asked: list[AnyRequest] = field(default_factory=list)

    def answer(self, request: AnyRequest, now: dt.datetime) -> AnyAnswer:
        self.asked.append(request)
        return self.answers.pop(0) if self.answers else self.sandbox.answer(request, now)


@dataclass(frozen=True)
class Told:
    """What came of a dialogue: how the action was left, and everything it said and did."""

    step: Step
    trace: Trace
    state: State
    requests: tuple[AnyRequest, ...]

    @property
    def branch(self) -> str:
        """The branch, or the outcome where the action ended the run, or `jumped`."""
        if self.step.branch:
            return self.step.branch
        last = self.step.number == len(self.trace.steps)
        return self.trace.outcome.value if last else "jumped"

    @property
    def evidence(self) -> AnyEvidence | None:
        return self.step.evidence

    @property
    def variables(self) -> Mapping[str, Value]:
        return self.state.variables

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(map(str, self.step.warnings))

    @property
    def error(self) -> str:
        """What `error.message` says afterwards."""
        return str(self.state.failure.message) if self.state.failure else ""


def tree_of(
    configs: Sequence[AnyConfig],
    links: Iterable[tuple[int, str, int]] = (),
    ends: Iterable[tuple[int, str]] = (),
) -> ActionTree:
    """A tree of actions numbered from 1; links and ends name actions by number."""
    keys = {type(CATALOGUE.new_config(card.key)): card.key for card in CATALOGUE.cards()}
    actions = []
    for number, config in enumerate(configs, 1):
        key = config.type if isinstance(config, UnknownConfig) else keys[type(config)]
        name = str(CATALOGUE.card(key).label)
        actions.append(Action(f"id-{number}", number, key, name, config, origin=f"id-{number}"))
    return ActionTree(
        tuple(actions),
        tuple(sorted(Link(f"id-{a}", branch, f"id-{b}") for a, branch, b in links)),
        tuple(sorted(BranchEnd(f"id-{a}", branch) for a, branch in ends)),
        len(actions) + 1,
    )


def program_of(
    tree: ActionTree,
    resources: Resources = WORKSPACE,
    *,
    routing: str = "main",
    type: RoutingType = RoutingType.START,  # noqa: A002 -- the word of the domain
) -> Program:
    """A tree, compiled."""
    return compile_tree(Entry(routing, type, 1, "0" * 64), tree, resources)


def dialogue(
    *configs: ActionType,
    message: Message | None = None,
    answers: Sequence[AnyAnswer] = (),
    resources: Resources = WORKSPACE,
    mailbox: str = "support",
    now: dt.datetime = NOW,
    seed: str = "",
    detector: LanguageDetector | None = None,
    holidays: HolidayBook | None = None,
    shelf: Shelf | None = None,
    reply: Message | None = None,
    handling: Handling = CLOSED,
    outcomes: Mapping[str, GivenOutcome] | None = None,
    type: RoutingType = RoutingType.START,  # noqa: A002 -- the word of the domain
) -> Told:
    """Cross Start and the configs in a row (each left by OK); what came of the last one.

    The last config must be free of errors; the run must not fail, and its trace must be stored and
    read again without a difference.
    """
    program, world = in_a_row(configs, resources, type), Script(list(answers), Sandbox(resources))
    problem = program.actions[f"id-{len(configs) + 1}"].obstacle
    assert problem is None, str(problem)
    inputs = Inputs(
        message=message or email(),
        clock=now,
        seed=seed,
        mailbox=mailbox,
        reply=reply,
        handling=handling,
        detector=detector,
        holidays=holidays or NoHolidays(),
        shelf=shelf or EmptyShelf(),
        outcomes=outcomes or {},
    )
    run, trace = finished(program, inputs, world)
    place = len(configs)
    assert len(trace.steps) > place, f"the run ended before: {trace.reason}"
    step = trace.steps[place]
    requests = tuple(effect.request for effect in step.effects)
    return Told(step, trace, run.states[place], requests)


def in_a_row(
    configs: Sequence[ActionType],
    resources: Resources = WORKSPACE,
    type: RoutingType = RoutingType.START,  # noqa: A002
) -> Program:
    """Start and the configs, each linked to the next by OK."""
    links = [(number, "ok", number + 1) for number in range(1, len(configs) + 1)]
    start = CATALOGUE.new_config("start")
    return program_of(tree_of((start, *configs), links), resources, type=type)


def finished(program: Program, inputs: Inputs, world: World) -> tuple[Run, Trace]:
    """A run to its end; never failed, and its trace survives being stored."""
    run = Run(program, inputs, world)
    trace = run.finish()
    assert trace.outcome is not Outcome.FAILED, str(trace.reason)
    stored = encode_trace(trace)
    assert encode_trace(decode_trace(stored)) == stored
    assert decode_trace(stored) == trace
    return run, trace

"""The interpreter: a pure walk over compiled trees, one step at a time."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from msgspec.structs import replace

from app.engine.action_type import ActionType, Done, Ended, Jumped, Left
from app.engine.context import RunContext
from app.engine.expressions.context import email_namespace
from app.engine.given import take
from app.engine.moments import later
from app.engine.requests import Effect, JournalMismatch
from app.engine.state import State
from app.engine.trace import (
    UNDELIVERED,
    Came,
    Destination,
    Outcome,
    Step,
    Trace,
)
from app.model.catalogue import RoutingType
from app.model.resources import Mailbox
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.given import GivenOutcome
    from app.engine.inputs import Inputs
    from app.engine.program import Prepared, Program
    from app.engine.requests import AnyAnswer, AnyRequest

_log = logging.getLogger(__name__)

LONGEST_WAIT_MS = 86_400_000
"""What an answer moves the clock on by at most: a day. No answer moves it back."""


class World(Protocol):
    """Answers requests: the sandbox of a replay, a journal, or real connectors."""

    def answer(self, request: AnyRequest, now: dt.datetime) -> AnyAnswer:
        """The answer to a request made at `now` on the run's clock."""
        ...


@dataclass(frozen=True)
class _Verdict:
    outcome: Outcome
    reason: Text
    destination: Destination | None = None


class Run:
    """A run under way. `advance` crosses one action; the steps stay readable afterwards.

    A run never goes back: stepping back reads recorded steps, and a fork is a new run from the same
    inputs and journal.
    """

    def __init__(self, program: Program, inputs: Inputs, world: World) -> None:
        self.entry = program
        self.inputs = inputs
        self.steps: list[Step] = []
        self.states: list[State] = []
        self._world = world
        self._program = program
        self._next: str | None = program.tree.start.id
        self._came: Came | None = None
        self._email = email_namespace(inputs.message)
        self._verdict: _Verdict | None = None
        self.state = State(inputs.clock, program.starting_values)
        self.first_state = self.state
        self._at = inputs.clock, inputs.clock.isoformat()

    @property
    def finished(self) -> bool:
        """Whether the run has an outcome."""
        return self._verdict is not None

    def __iter__(self) -> Iterator[Step]:
        while (step := self.advance()) is not None:
            yield step

    def advance(self) -> Step | None:
        """Cross the next action; None when the run has ended."""
        if self._verdict is not None or self._next is None:
            return None
        if len(self.steps) >= self.entry.resources.step_limit:
            self._verdict = _Verdict(
                Outcome.LOOP_LIMIT,
                _("The run was stopped after {count} steps.", count=len(self.steps)),
            )
            return None
        prepared = self._program.actions[self._next]
        self.state = self.state.with_passage(prepared.action.lineage)
        step = self._cross(prepared)
        self.steps.append(step)
        self.states.append(self.state)
        return step

    def finish(self) -> Trace:
        """Run to the end and return the trace."""
        for _step in self:
            pass
        return self.trace()

    def trace(self) -> Trace:
        """The record of what has happened; of a run under way, what has happened so far."""
        verdict = self._verdict or _Verdict(Outcome.STOPPED, _("The run has not ended yet."))
        undelivered = verdict.outcome in UNDELIVERED and self.entry.entry.type is RoutingType.START
        destination, reason = verdict.destination, verdict.reason
        if undelivered and self.finished:
            destination, reason = self._fallback(reason)
        entry, message = self.entry.entry, self.inputs.message
        return Trace(
            routing=entry.routing,
            version=entry.version,
            hash=entry.hash,
            resources=self.entry.resources.fingerprint,
            email=message.digest,
            message_id=message.message_id,
            subject=message.subject,
            clock=self.inputs.clock.isoformat(),
            seed=self.inputs.seed,
            mailbox=self.inputs.mailbox,
            outcome=verdict.outcome,
            reason=reason,
            destination=destination,
            undelivered=undelivered,
            variables=self.entry.starting_texts,
            steps=tuple(self.steps),
            handling=self.inputs.handling if entry.type is RoutingType.END else None,
            reply="" if self.inputs.reply is None else self.inputs.reply.digest,
        )

    def _fallback(self, reason: Text) -> tuple[Destination | None, Text]:
        mailbox = self.entry.resources.get(Mailbox, self.inputs.mailbox)
        if mailbox is None or not mailbox.fallback_queue:
            return None, reason
        queue = mailbox.fallback_queue
        said = _("{reason} The fallback queue {queue} takes the email.", reason=reason, queue=queue)
        return Destination("queue", queue), said

    # -- one action ------------------------------------------------------------------------------

    def _cross(self, prepared: Prepared) -> Step:
        action = prepared.action
        context = RunContext(
            inputs=self.inputs,
            program=self._program,
            action=action,
            prepared=prepared.prepared,
            state=self.state,
            step=len(self.steps) + 1,
            email=self._email,
        )
        entry, at, came = self._program.entry, self._written_now(), self._came
        effects: list[Effect] = []
        if prepared.obstacle is not None or not isinstance(action.config, ActionType):
            done: Done | None = None
            reason = _(
                "{action} is not ready: {obstacle}",
                action=action.name,
                obstacle=prepared.obstacle or _("its settings cannot be read."),
            )
            self._verdict = _Verdict(Outcome.NOT_READY, reason)
        else:
            if action.record:
                context.record_passage()
            done = self._behave(prepared, action.config, context, effects)
        self.state = context.state
        branch, caption = self._leave(prepared, done) if done is not None else ("", None)
        return Step(
            number=context.step,
            routing=entry.routing,
            version=entry.version,
            hash=entry.hash,
            action=prepared.name,
            at=at,
            branch=branch,
            caption=caption,
            came=came,
            evidence=done.evidence if done is not None else None,
            effects=tuple(effects),
            changes=tuple(context.changes),
            events=tuple(context.events),
            warnings=tuple(context.warnings),
            passage=context.passage,
        )

    def _written_now(self) -> str:
        """The run's clock as steps hold it: written anew only when it has moved on."""
        now = self.state.now
        if now is not self._at[0]:
            self._at = now, now.isoformat()
        return self._at[1]

    def _behave(
        self,
        prepared: Prepared,
        config: ActionType,
        context: RunContext,
        effects: list[Effect],
    ) -> Done | None:
        try:
            given = self._given(prepared, config, context)
            done = take(given, context) if given else self._drive(config, context, effects)
            if isinstance(done, Left):
                prepared.branches[done.branch]  # a branch the config does not have is a defect
            return done
        except JournalMismatch:
            raise
        except Exception as error:  # noqa: BLE001 -- see below
            # A defect of an action must not lose the email: the run ends as failed and says so.
            _log.exception("action type %s failed", context.action.type)
            reason = _(
                "{action} failed because of a defect of the application ({error}).",
                action=context.action.name,
                error=type(error).__name__,
            )
            self._verdict = _Verdict(Outcome.FAILED, reason)
            return None

    def _given(
        self, prepared: Prepared, config: ActionType, context: RunContext
    ) -> GivenOutcome | None:
        """The outcome that the tester chose for this action, where it still has that branch."""
        given = self.inputs.outcomes.get(prepared.action.lineage)
        if given is None or not config.effectful:
            return None
        if given.branch in prepared.branches:
            return given
        context.warn(
            _(
                "The outcome given for this run, {branch}, is no branch of the action: it ran "
                "as usual.",
                branch=given.branch,
            )
        )
        return None

    def _drive(self, config: ActionType, context: RunContext, effects: list[Effect]) -> Done:
        behaviour = config.run(context)
        answer: Any = None
        while True:
            try:
                request = behaviour.send(answer)
            except StopIteration as stop:
                done: Done = stop.value
                return done
            answer = self._world.answer(request, context.state.now)
            effects.append(Effect(request, answer))
            if answer.elapsed_ms:
                waited = min(max(answer.elapsed_ms, 0), LONGEST_WAIT_MS)
                passed = dt.timedelta(milliseconds=waited)
                now = later(context.state.now, passed)
                context.state = replace(context.state, now=now)

    def _leave(self, prepared: Prepared, done: Done) -> tuple[str, Text | None]:
        """Move on; the branch taken and its caption, where the action was left by one."""
        match done:
            case Left(branch):
                return branch, self._take(prepared, branch)
            case Ended(outcome, destination, reason):
                self._verdict = _Verdict(outcome, reason, destination)
            case Jumped(program):
                self._program = program
                self._next = program.tree.start.id
                self._came = Came(prepared.action.number, "")
                self.state = replace(self.state, jumps=self.state.jumps + 1)
        return "", None

    def _take(self, prepared: Prepared, key: str) -> Text:
        """Follow a branch; its caption."""
        branch, action = prepared.branches[key], prepared.action
        caption = Text("{words}", (("words", branch.caption),)) if branch.caption else branch.label
        tree, way = self._program.tree, (action.id, key)
        self._next = tree.targets.get(way)
        self._came = Came(action.number, key)
        if self._next is None:
            self._verdict = self._dead_end(action.name, caption, way in tree.ended)
        return caption

    def _dead_end(self, action: str, caption: Text, on_purpose: bool) -> _Verdict:
        if on_purpose:
            reason = _("The branch {branch} of {action} ends here.", branch=caption, action=action)
            return _Verdict(Outcome.ENDED, reason)
        reason = _("The branch {branch} of {action} leads nowhere.", branch=caption, action=action)
        return _Verdict(Outcome.STOPPED, reason)

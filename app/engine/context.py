"""What an action sees and may change while it is crossed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from app.engine.expressions.context import Context
from app.engine.expressions.names import evaluate_name, name_of
from app.engine.expressions.templates import Rendered, render
from app.engine.moments import local, zone_of
from app.engine.names import namespaces
from app.engine.once import once
from app.engine.state import Failure, Passed, State, Value
from app.engine.trace import Event, VariableChange
from app.engine.variables import written, written_left
from app.model.errors import UserError
from app.model.resources import Mailbox, Variable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from app.engine.inputs import Inputs
    from app.engine.mail import Message
    from app.engine.program import Program
    from app.model.config import Reference
    from app.model.resources import Resources
    from app.model.text import Text
    from app.model.tree import Action


@dataclass
class RunContext:
    """One crossing of one action: the interaction's state, the email, the tools.

    Actions change the state only through the methods here, so that a step records what changed.
    """

    inputs: Inputs
    program: Program
    action: Action
    prepared: Any
    state: State
    step: int
    email: Mapping[str, object]
    warnings: list[Text] = field(default_factory=list)
    changes: list[VariableChange] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    _seen: tuple[State, Context] | None = field(default=None, init=False, repr=False)

    @property
    def message(self) -> Message:
        """The parsed email."""
        return self.inputs.message

    @property
    def resources(self) -> Resources:
        """The workspace's resources, frozen."""
        return self.program.resources

    @property
    def now(self) -> dt.datetime:
        """The run's clock, in UTC."""
        return self.state.now

    @property
    def passage(self) -> int:
        """How often this interaction has crossed this action, this time included."""
        return self.state.passages.get(self.action.lineage, 0)

    @once
    def mailbox(self) -> Mailbox | None:
        """The entry mailbox, if the run has one."""
        return self.resources.get(Mailbox, self.inputs.mailbox)

    @once
    def time_zone(self) -> ZoneInfo:
        """The mailbox's time zone, else the workspace's."""
        usual = self.resources.time_zone
        return zone_of(self.mailbox.time_zone if self.mailbox else usual, usual)

    @property
    def local_now(self) -> dt.datetime:
        """The run's clock on the wall of the time zone."""
        return local(self.state.now, self.time_zone)

    # -- reading ---------------------------------------------------------------------------------

    def _names(self) -> Context:
        """What templates see at this moment, built anew only after the state has changed."""
        if self._seen is None or self._seen[0] is not self.state:
            names = Context(self.local_now, namespaces(self), language=self.state.language or "en")
            self._seen = self.state, names
        return self._seen[1]

    def render(self, source: str) -> str:
        """A template filled in; what went wrong is a warning of the step, and the text empty."""
        rendered = self.rendered(source)
        if rendered.error is not None:
            self.warn(rendered.error)
        return rendered.text

    def rendered(self, source: str) -> Rendered:
        """A template filled in, or why it cannot be; what was missing is a warning of the step."""
        template = self.program.template(source)
        if template.is_literal:
            return Rendered(template.source)  # names are gathered for those that read some
        rendered = render(template, self._names())
        for text in rendered.warnings:
            self.warn(text)
        return rendered

    def filled(self, source: str) -> str:
        """A template filled in; `UserError` says why it cannot be."""
        rendered = self.rendered(source)
        if rendered.error is not None:
            raise UserError(rendered.error)
        return rendered.text

    def value(self, name: str) -> object:
        """The value of a dotted name such as `email.subject`; `UNDEFINED` where there is none."""
        return evaluate_name(name, self._names())

    def resolve(self, reference: Reference) -> str:
        """The reference that a field names: as picked, or rendered from its expression."""
        return self.render(reference.value).strip() if reference.is_expression else reference.value

    def draw(self, of: int) -> int:
        """A number from 0 to `of` - 1, fixed by seed, email, action and passage."""
        return self.inputs.drawn(self.action.lineage, self.passage, of)

    # -- changing --------------------------------------------------------------------------------

    def assign(self, variable: Variable, value: Value) -> VariableChange:
        """Set a variable; the value has the variable's type."""
        before = self.state.variables.get(variable.reference)
        change = VariableChange(f"var.{variable.reference}", written(before), written(value))
        self.state = self.state.with_variable(variable.reference, value)
        self.changes.append(change)
        return change

    def leave(self, namespace: str, values: Mapping[str, object] | None) -> None:
        """Fill a namespace such as `case` or `http` with what the next actions can read there.

        None empties it. Values are texts, numbers, moments, or lists and mappings of them.
        """
        before = self.state.left.get(namespace, {})
        after = values or {}
        for name in dict.fromkeys((*before, *after)):
            old, new = written_left(before.get(name)), written_left(after.get(name))
            if old != new:
                self.changes.append(VariableChange(name_of((namespace, name)), old, new))
        self.state = self.state.with_left(namespace, values)

    def held(self, namespace: str, name: str) -> str:
        """The text of one value that a namespace holds; empty where there is none."""
        return written_left(self.state.left.get(namespace, {}).get(name))

    def set_language(self, code: str, score: float) -> None:
        """Set the interaction's language."""
        before = self.state.language
        self.state = replace(self.state, language=code, language_score=score)
        if code != before:
            self.changes.append(VariableChange("interaction.language", before, code))

    def put_in(self, queue: str) -> None:
        """Fill `interaction.queue`: the queue that has the interaction now."""
        before = self.state.queue
        self.state = replace(self.state, queue=queue)
        if queue != before:
            self.changes.append(VariableChange("interaction.queue", before, queue))

    def give_to(self, user: str) -> None:
        """Note whose the interaction is now, by the reference of the user."""
        before = self.state.user
        self.state = replace(self.state, user=user)
        if user != before:
            self.changes.append(VariableChange("interaction.user", before, user))

    def pass_checkpoint(self, reference: str, name: str) -> None:
        """Append a checkpoint to the interaction and to its events."""
        passed = Passed(reference, name, self.state.now)
        self.state = replace(self.state, checkpoints=(*self.state.checkpoints, passed))
        self._event("checkpoint", name, reference)

    def record_passage(self) -> None:
        """Note the crossing in the interaction events list."""
        self._event("passage", self.action.name)

    def mark(self) -> tuple[State, int]:
        """A point to go back to, so that an action that fails leaves values as they were."""
        return self.state, len(self.changes)

    def go_back(self, mark: tuple[State, int]) -> None:
        """Take back what was assigned and left since a mark."""
        self.state = mark[0]
        del self.changes[mark[1] :]

    def fail(self, kind: str, message: Text) -> None:
        """Fill `error`: what the next actions can read about this failure."""
        failure = Failure(self.action.name, kind, message)
        self.state = replace(self.state, failure=failure)

    def warn(self, text: Text) -> None:
        """Keep a warning in the step."""
        if text not in self.warnings:
            self.warnings.append(text)

    def _event(self, kind: str, name: str, reference: str = "") -> None:
        at = self.state.now.isoformat()
        self.events.append(Event(kind, name, at, self.action.number, self.step, reference))

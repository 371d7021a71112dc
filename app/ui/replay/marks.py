"""A run as the canvas marks it: the steps that were done, the links they took, where it stands."""

from __future__ import annotations

from app.engine.trace import Step, Trace
from app.graph.exchange import RunMarks


def is_here(step: Step, trace: Trace) -> bool:
    """Whether a step belongs to the version that the run began in, and not to one it jumped to."""
    return step.routing == trace.routing and step.version == trace.version


def run_marks(trace: Trace | None, position: int, selected: int) -> RunMarks:
    """The marks of the first `position` steps, the selected one standing out."""
    if trace is None or not trace.steps:
        return RunMarks()
    done = [step for step in trace.steps[:position] if is_here(step, trace)]
    current = trace.steps[selected - 1] if 0 < selected <= len(trace.steps) else None
    if position == 0:
        # Standing before the first step: the way in is known, nothing is done.
        first = trace.steps[0]
        return RunMarks(current=first.action.id if is_here(first, trace) else None)
    return RunMarks(
        steps=tuple((step.action.id, step.number) for step in done),
        links=tuple((step.action.id, step.branch) for step in done if step.branch),
        current=current.action.id if current is not None and is_here(current, trace) else None,
    )

"""Templates: text with values in it, compiled once and rendered in a strict sandbox."""

from __future__ import annotations

from dataclasses import dataclass, field

from liquid import BoundTemplate
from liquid.exceptions import LiquidError, LoopIterationLimitError

from app.engine.expressions.analysis import Piece, examine, plain_pieces
from app.engine.expressions.context import Context
from app.engine.expressions.environment import ENVIRONMENT
from app.engine.expressions.rendering import BoundedOutput, SandboxContext, render_pieces
from app.engine.expressions.sandbox import MAXIMUM_PASSES, MAXIMUM_SOURCE, Sandbox, Stopped
from app.engine.expressions.scan import Unreadable, line_at
from app.model.text import Text, _


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template.

    `problem` says why the source is no template, with its line; such a template renders as an
    error. `names` are the dotted names it reads (`email.from.name`), its own ones left out.
    `is_literal` tells that there is no markup, so the text never changes. `pieces` are all there
    is to it where it holds text and plain names alone.
    """

    source: str
    problem: Text | None = None
    names: tuple[str, ...] = ()
    is_literal: bool = False
    bound: BoundTemplate | None = field(default=None, repr=False, compare=False)
    pieces: tuple[Piece, ...] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a template: `text` of at most 256 kB, empty when there is an `error`."""

    text: str
    warnings: tuple[Text, ...] = ()
    error: Text | None = None


def compile_template(source: str) -> Template:
    """Compile a template; never raises, a source that cannot be read has a `problem`."""
    if len(source) > MAXIMUM_SOURCE:
        problem = _("The template has more than {count} characters.", count=MAXIMUM_SOURCE)
        return Template(source, problem=problem)
    # Half a character cannot be written anywhere; it becomes the sign for an unknown one.
    readable = source.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "{{" not in readable and "{%" not in readable:
        return Template(readable, is_literal=True)
    try:
        bound = ENVIRONMENT.from_string(readable)
        names = examine(bound)
        return Template(readable, names=names, bound=bound, pieces=plain_pieces(bound))
    except Unreadable as refused:
        return Template(source, problem=refused.text)
    except LiquidError as refused:
        cause = refused.__cause__
        if isinstance(cause, Unreadable):
            return Template(source, problem=cause.text)
        return Template(source, problem=_problem(readable, refused))


def render(template: Template, context: Context) -> Rendered:
    """Render a template; never raises.

    A name without a value is empty and warned about once. Going over a limit, dividing by zero and
    the like give an `error`.
    """
    if template.problem is not None:
        return Rendered("", error=template.problem)
    if template.bound is None:
        return Rendered(template.source)
    sandbox = Sandbox(context)
    try:
        if template.pieces is not None:
            text = render_pieces(template.pieces, context, sandbox)
        else:
            text = _render(template.bound, context, sandbox)
    except Stopped as stopped:
        return Rendered("", sandbox.warnings, stopped.text)
    except LoopIterationLimitError:
        error = _("The loops of the template make more than {count} passes.", count=MAXIMUM_PASSES)
        return Rendered("", sandbox.warnings, error)
    except (LiquidError, ValueError, ArithmeticError) as refused:
        return Rendered("", sandbox.warnings, _failure(template.source, refused))
    except Exception as failure:  # noqa: BLE001  # a run goes on, whatever a value does when read
        error = _("The template cannot be rendered: {cause}.", cause=type(failure).__name__)
        return Rendered("", sandbox.warnings, error)
    return Rendered(text, sandbox.warnings)


def _render(bound: BoundTemplate, context: Context, sandbox: Sandbox) -> str:
    names = SandboxContext(bound, context, sandbox)
    output = BoundedOutput()
    for node in bound.nodes:
        node.render(names, output)
    return output.getvalue()


def _problem(source: str, refused: LiquidError) -> Text:
    """Say in words where the library's parser gave up."""
    place = refused.token.start_index if refused.token is not None else -1
    said = str(refused.message)
    if "parentheses" in said:
        why = _("Conditions have no parentheses; write an if inside an if.")
    elif "not operator" in said:
        why = _("There is no not; write unless in place of if.")
    elif "ternary" in said:
        why = _("Write if as a tag of its own.")
    else:
        why = _(
            "{markup} cannot be read; check its names, quotes and commas.",
            markup=_markup(source, place),
        )
    if place < 0:
        return why
    return _("Line {line}: {why}", line=line_at(source, place), why=why)


def _failure(source: str, refused: Exception) -> Text:
    """Say which markup did not take the values it was given."""
    token = refused.token if isinstance(refused, LiquidError) else None
    if token is None:
        return _("The template cannot be rendered with the values of this run.")
    line, markup = line_at(source, token.start_index), _markup(source, token.start_index)
    return _(
        "Line {line}: {markup} cannot be rendered with the values of this run.",
        line=line,
        markup=markup,
    )


def _markup(source: str, place: int) -> str:
    """The markup around a place in the source, shortened."""
    start = max(source.rfind("{{", 0, place + 2), source.rfind("{%", 0, place + 2), 0)
    ends = [end + 2 for close in ("}}", "%}") if (end := source.find(close, start)) >= 0]
    markup = source[start : min(ends, default=len(source))]
    return markup if len(markup) <= 80 else f"{markup[:79]}…"

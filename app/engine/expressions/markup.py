"""Templates with markup: read and rendered by the template library, in the sandbox."""

from __future__ import annotations

from liquid import BoundTemplate
from liquid.exceptions import LiquidError, LoopIterationLimitError

from app.engine.expressions.analysis import examine, plain_pieces
from app.engine.expressions.context import Context
from app.engine.expressions.environment import ENVIRONMENT
from app.engine.expressions.rendering import BoundedOutput, SandboxContext, render_pieces
from app.engine.expressions.sandbox import MAXIMUM_PASSES, Sandbox, Stopped
from app.engine.expressions.scan import Unreadable, line_at
from app.engine.expressions.templates import Rendered, Template
from app.model.text import Text, _


def compile_markup(source: str, readable: str) -> Template:
    """Compile a source with markup; `readable` is the source without half characters."""
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


def render_markup(bound: BoundTemplate, template: Template, context: Context) -> Rendered:
    """Render a compiled template; never raises."""
    sandbox = Sandbox(context)
    try:
        if template.pieces is not None:
            text = render_pieces(template.pieces, context, sandbox)
        else:
            text = _render(bound, context, sandbox)
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

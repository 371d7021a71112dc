"""Templates: text with values in it, compiled once and rendered in a strict sandbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.engine.expressions.context import Context
from app.engine.expressions.sandbox import MAXIMUM_SOURCE
from app.model.text import Text, _

if TYPE_CHECKING:
    from liquid import BoundTemplate

    from app.engine.expressions.analysis import Piece

# The template library takes a quarter of a second to load, which a window has no time for: it comes
# with the first template that has markup.


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
    from app.engine.expressions.markup import compile_markup

    return compile_markup(source, readable)


def render(template: Template, context: Context) -> Rendered:
    """Render a template; never raises.

    A name without a value is empty and warned about once. Going over a limit, dividing by zero and
    the like give an `error`.
    """
    if template.problem is not None:
        return Rendered("", error=template.problem)
    if template.bound is None:
        return Rendered(template.source)
    from app.engine.expressions.markup import render_markup

    return render_markup(template.bound, template, context)

"""What a parsed template uses, and what is wrong with its filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NoReturn, TypeAlias, cast

from liquid import BoundTemplate, Node, RenderContext
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions import Filter as UsedFilter
from liquid.builtin.expressions import FilteredExpression, KeywordArgument, Path, StringLiteral
from liquid.builtin.output import OutputNode
from liquid.expression import Expression

from app.engine.expressions.filters import FILTERS
from app.engine.expressions.names import name_of
from app.engine.expressions.operators import harden
from app.engine.expressions.scan import Unreadable, line_at
from app.engine.expressions.values import Segment
from app.engine.text.patterns import compile_pattern
from app.model.errors import UserError
from app.model.text import Text, _

_PATTERNS: Final = frozenset({"extract", "matches"})

Piece: TypeAlias = str | tuple[Segment, ...]
"""A part of a template: text as it stands, or the path of a name whose value stands there."""


def examine(template: BoundTemplate) -> tuple[str, ...]:
    """Harden every expression of a parsed template, check its filters, and return its names.

    The names are dotted, each once, in the order they are read; those that the template itself
    makes (`assign`, `capture`, `for`, counters) are left out, and a name ends where brackets hold
    another name. Raises `Unreadable` for filters that do not exist or are used wrongly.
    """
    own: set[str] = {"forloop"}
    names: dict[str, str] = {}
    for node in _nodes(template.nodes):
        own.update(str(name) for name in (*node.template_scope(), *node.block_scope()))
        for expression in _expressions(node.expressions()):
            harden(expression)
            if isinstance(expression, FilteredExpression):
                for used in expression.filters or ():
                    _check(used)
            elif isinstance(expression, Path):
                root, name = _name(expression)
                names.setdefault(name, root)
    return tuple(name for name, root in names.items() if root not in own)


def plain_pieces(template: BoundTemplate) -> tuple[Piece, ...] | None:
    """The parts of a template that holds text and plain names alone; None for any other.

    Most templates of a routing are such (`{{ email.from.domain }}`), and need no interpreter.
    """
    pieces = tuple(map(_piece, template.nodes))
    return None if None in pieces else cast(tuple[Piece, ...], pieces)


def _piece(node: Node) -> Piece | None:
    if isinstance(node, ContentNode):
        return node.text
    if not isinstance(node, OutputNode):
        return None
    expression = node.expression
    if not isinstance(expression, FilteredExpression) or expression.filters:
        return None
    path = expression.left
    if not isinstance(path, Path):
        return None
    segments = [segment for segment in path.path if not isinstance(segment, Path)]
    return tuple(segments) if len(segments) == len(path.path) else None


def _nodes(roots: Sequence[Node]) -> Iterator[Node]:
    waiting = list(roots)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        # None of our tags looks at the context, which only those that load templates need.
        children = node.children(cast(RenderContext, None), include_partials=False)
        waiting.extend(list(children)[::-1])


def _expressions(roots: Iterable[Expression]) -> Iterator[Expression]:
    waiting = list(roots)[::-1]
    while waiting:
        expression = waiting.pop()
        yield expression
        waiting.extend(list(expression.children())[::-1])


def _name(path: Path) -> tuple[str, str]:
    known: list[str | int] = []
    for segment in path.path:
        if isinstance(segment, Path):
            break
        known.append(segment)
    return (str(known[0]), name_of(known)) if known else ("", "")


def _check(used: UsedFilter) -> None:
    known = FILTERS.get(used.name)
    if known is None:
        _refuse(used, _("The filter {name} does not exist.", name=used.name))
    positional = 0
    for argument in used.args:
        if not isinstance(argument, KeywordArgument):
            positional += 1
        elif argument.name not in known.keywords:
            _refuse(
                used,
                _(
                    "The filter {name} does not know {argument}.",
                    name=used.name,
                    argument=argument.name,
                ),
            )
    if positional < known.least:
        _refuse(used, _("The filter {name} needs a value after a colon.", name=used.name))
    if positional > known.most:
        _refuse(used, _("The filter {name} takes fewer values.", name=used.name))
    if used.name in _PATTERNS:
        _check_pattern(used)


def _check_pattern(used: UsedFilter) -> None:
    pattern = used.args[0].value
    if isinstance(pattern, StringLiteral):
        try:
            compile_pattern(pattern.value, ignore_case=True)
        except UserError as refused:
            _refuse(used, refused.text)


def _refuse(used: UsedFilter, why: Text) -> NoReturn:
    line = line_at(used.token.source, used.token.start_index)
    raise Unreadable(_("Line {line}: {why}", line=line, why=why))

"""Comparisons, ranges and literals of templates, by rules that neither fail nor run away.

The library's own ones refuse to compare dates, find binary fractions unequal to decimals and walk
through ranges of any length. `harden` exchanges them after parsing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from liquid import RenderContext
from liquid.builtin.expressions.logical import (
    ContainsExpression,
    EqExpression,
    GeExpression,
    GtExpression,
    LeExpression,
    LtExpression,
    NeExpression,
)
from liquid.builtin.expressions.primitive import FloatLiteral, RangeLiteral
from liquid.builtin.tags.case_tag import _AnyExpression
from liquid.expression import Expression

from app.engine.expressions.comparison import contains, order, plain, same
from app.engine.expressions.rendering import sandbox_of
from app.engine.expressions.sandbox import MAXIMUM_RANGE, Stopped
from app.model.text import _


class _Equal(EqExpression):
    __slots__ = ()

    def evaluate(self, context: RenderContext) -> object:
        return same(self.left.evaluate(context), self.right.evaluate(context))


class _NotEqual(NeExpression):
    __slots__ = ()

    def evaluate(self, context: RenderContext) -> object:
        return not same(self.left.evaluate(context), self.right.evaluate(context))


class _Less(LtExpression):
    __slots__ = ()

    def evaluate(self, context: RenderContext) -> object:
        return _order_of(self, context) == -1


class _Greater(GtExpression):
    __slots__ = ()

    def evaluate(self, context: RenderContext) -> object:
        return _order_of(self, context) == 1


class _AtMost(LeExpression):
    __slots__ = ()

    def evaluate(self, context: RenderContext) -> object:
        return _order_of(self, context) in (-1, 0)


class _AtLeast(GeExpression):
    __slots__ = ()

    def evaluate(self, context: RenderContext) -> object:
        return _order_of(self, context) in (0, 1)


class _Contains(ContainsExpression):
    __slots__ = ()

    def evaluate(self, context: RenderContext) -> object:
        return contains(self.left.evaluate(context), self.right.evaluate(context))


class _AnyOf(_AnyExpression):
    __slots__ = ()

    def evaluate(self, context: RenderContext) -> list[bool]:
        left = self.left.evaluate(context)
        # One entry at most: the tag writes its block once for each.
        return (
            [True] if any(same(left, each.evaluate(context)) for each in self.expressions) else []
        )


class _Range(RangeLiteral):
    __slots__ = ()

    def evaluate(self, context: RenderContext) -> range:
        sandbox = sandbox_of(context)
        start = int(sandbox.number(plain(self.start.evaluate(context))))
        stop = int(sandbox.number(plain(self.stop.evaluate(context))))
        if stop - start >= MAXIMUM_RANGE:
            raise Stopped(
                _("A range of the template has more than {count} numbers.", count=MAXIMUM_RANGE)
            )
        return range(start, max(start, stop + 1))


_HARDENED: Final[dict[type[Expression], type[Expression]]] = {
    EqExpression: _Equal,
    NeExpression: _NotEqual,
    LtExpression: _Less,
    GtExpression: _Greater,
    LeExpression: _AtMost,
    GeExpression: _AtLeast,
    ContainsExpression: _Contains,
    RangeLiteral: _Range,
    _AnyExpression: _AnyOf,
}


def harden(expression: Expression) -> None:
    """Exchange a parsed expression for ours, in place, its parts not included.

    The library offers no other seam: its parser names its expression classes itself. Ours have the
    same layout, which Python checks at the assignment.
    """
    if isinstance(expression, FloatLiteral):
        expression.value = Decimal(expression.token.value)  # type: ignore[assignment]
    hardened = _HARDENED.get(type(expression))
    if hardened is not None:
        expression.__class__ = hardened


def _order_of(
    expression: LtExpression | GtExpression | LeExpression | GeExpression, context: RenderContext
) -> Literal[-1, 0, 1] | None:
    return order(
        plain(expression.left.evaluate(context)), plain(expression.right.evaluate(context))
    )

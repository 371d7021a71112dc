"""The Liquid that templates are written in: chosen tags, chosen filters, and limits."""

from __future__ import annotations

from typing import Final

from liquid import Environment, Node, TokenStream
from liquid.builtin.content import Literal
from liquid.builtin.illegal import Illegal
from liquid.builtin.tags.assign_tag import AssignTag
from liquid.builtin.tags.capture_tag import CaptureTag
from liquid.builtin.tags.case_tag import CaseTag
from liquid.builtin.tags.decrement_tag import DecrementTag
from liquid.builtin.tags.for_tag import BreakTag, ContinueTag
from liquid.builtin.tags.if_tag import IfTag
from liquid.builtin.tags.increment_tag import IncrementTag
from liquid.builtin.tags.unless_tag import UnlessTag
from liquid.exceptions import LiquidError
from liquid.parser import get_parser
from liquid.token import TOKEN_EXPRESSION

from app.engine.expressions.filters import FILTERS
from app.engine.expressions.sandbox import MAXIMUM_PASSES
from app.engine.expressions.scan import MAXIMUM_NESTING, scan
from app.engine.expressions.tags import SandboxEcho, SandboxFor, SandboxOutput

_TAGS: Final = (
    Literal,
    SandboxOutput,
    Illegal,
    AssignTag,
    CaptureTag,
    CaseTag,
    DecrementTag,
    SandboxEcho,
    SandboxFor,
    BreakTag,
    ContinueTag,
    IfTag,
    IncrementTag,
    UnlessTag,
)
"""Comments and `raw` are the scanner's; no tag reads another template."""


class SandboxEnvironment(Environment):
    """Strict Liquid without files, clocks or objects."""

    block_nesting_limit = MAXIMUM_NESTING + 1
    context_depth_limit = MAXIMUM_NESTING + 10
    loop_iteration_limit = MAXIMUM_PASSES

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:  # noqa: ARG002
        """Offer what is allowed, and only that."""
        for tag in _TAGS:
            self.add_tag(tag)
        for name, used in FILTERS.items():
            self.add_filter(name, used.run)

    def _parse(self, source: str) -> list[Node]:
        """Parse with our scanner; errors always know their place."""
        stream = TokenStream(scan(source))
        try:
            return get_parser(self).parse(stream)
        except LiquidError as refused:
            if refused.token is None or refused.token.start_index < 0:
                # A tag has already left its expression behind.
                place = stream.pos - (stream.current.kind != TOKEN_EXPRESSION)
                refused.token = stream.tokens[max(place, 0)]
            raise


ENVIRONMENT: Final = SandboxEnvironment()
"""One for all: it keeps nothing between templates."""

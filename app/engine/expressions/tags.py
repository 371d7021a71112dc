"""Output and loops of templates, tied to the account of one rendering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TextIO, cast

from liquid import Node, RenderContext, TokenStream
from liquid import Undefined as Missing
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.echo_tag import EchoTag
from liquid.builtin.tags.for_tag import ForLoop, ForNode, ForTag
from liquid.exceptions import BreakLoop, ContinueLoop

from app.engine.expressions.rendering import SandboxContext

WORK_OF_SOURCE: Final = 24
"""Work of going once through a loop, for each character of its body."""


class SandboxOutputNode(OutputNode):
    """Writes a value canonically; the library would write Python's own forms of lists and maps."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the value of the expression."""
        return buffer.write(
            cast(SandboxContext, context).written(self.expression.evaluate(context))
        )


class SandboxOutput(Output):
    """`{{ … }}`."""

    node_class = SandboxOutputNode


class SandboxEcho(EchoTag):
    """`{% echo … %}`."""

    node_class = SandboxOutputNode  # type: ignore[assignment]  # wants its own subclass, for str()


class Loop(Mapping[str, object]):
    """What `forloop` holds. The library's own one is used up when it is looked through."""

    _NAMES: Final = (
        "length",
        "index",
        "index0",
        "rindex",
        "rindex0",
        "first",
        "last",
        "parentloop",
    )

    def __init__(self, length: int, parentloop: object) -> None:
        self.length = length
        self.parentloop = parentloop
        self.place = 0

    def __getitem__(self, name: str) -> object:
        match name:
            case "length":
                return self.length
            case "index":
                return self.place + 1
            case "index0":
                return self.place
            case "rindex":
                return self.length - self.place
            case "rindex0":
                return self.length - self.place - 1
            case "first":
                return self.place == 0
            case "last":
                return self.place == self.length - 1
            case "parentloop" if isinstance(self.parentloop, Loop):
                return self.parentloop
            case _:
                raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._NAMES if name in self)

    def __len__(self) -> int:
        return sum(1 for _name in self)

    def __contains__(self, name: object) -> bool:
        return name in self._NAMES and (name != "parentloop" or isinstance(self.parentloop, Loop))


class SandboxForNode(ForNode):
    """A loop that pays for each pass, by the length of its source."""

    __slots__ = ("length",)

    length: int

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Go through the list."""
        sandboxed = cast(SandboxContext, context)
        iterable = self.expression.iterable.evaluate(context)
        if isinstance(iterable, Missing):
            sandboxed.sandbox.miss(iterable.name)
            sandboxed.sandbox.settle()
        items, length = self.expression.evaluate(context)
        if not length:
            return self.default.render(context, buffer) if self.default else 0
        name = self.expression.identifier
        loop = Loop(length, context.parentloop())
        namespace: dict[str, object] = {"forloop": loop, name: None}
        written = 0
        with context.loop(namespace, cast(ForLoop, loop)):
            for place, item in enumerate(items):
                sandboxed.sandbox.spend(WORK_OF_SOURCE * self.length)
                loop.place = place
                namespace[name] = item
                try:
                    written += self.block.render(context, buffer)
                except ContinueLoop:
                    continue
                except BreakLoop:
                    break
        return written


class SandboxFor(ForTag):
    """`{% for … %}`."""

    node_class = SandboxForNode

    def parse(self, stream: TokenStream) -> Node:
        """Parse the block and measure its source."""
        start = stream.current.start_index
        node = super().parse(stream)
        cast(SandboxForNode, node).length = stream.current.start_index - start
        return node

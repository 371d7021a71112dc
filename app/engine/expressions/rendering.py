"""The library's render context and output, tied to the account of one rendering."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from io import StringIO
from typing import Any, TextIO, cast

from liquid import BoundTemplate, RenderContext, Token
from liquid import Undefined as Missing
from liquid.undefined import UNDEFINED as NO_DEFAULT
from liquid.utils import ReadOnlyChainMap

from app.engine.expressions.context import Context
from app.engine.expressions.filters import FILTERS, apply
from app.engine.expressions.names import name_of
from app.engine.expressions.sandbox import MAXIMUM_NAMES, MAXIMUM_RESULT, Sandbox, Stopped
from app.engine.expressions.values import UNDEFINED, Segment, admit, extent, follow, size_of
from app.model.text import _


class BoundedOutput(StringIO):
    """Text being written, stopped before it grows over `limit` bytes."""

    def __init__(self, limit: int = MAXIMUM_RESULT) -> None:
        super().__init__(newline="")  # line ends of an email stay as they are
        self.left = limit

    def write(self, text: str, /) -> int:
        """Write `text`, or raise `Stopped`."""
        self.left -= size_of(text)
        if self.left < 0:
            raise Stopped(_("The template makes more than 256 kB of text; shorten it."))
        return super().write(text)


class SandboxContext(RenderContext):
    """Names as the template sees them: its own, then those of the run. No wall clock."""

    __slots__ = ("_kept", "_total", "sandbox")

    def __init__(self, template: BoundTemplate, context: Context, sandbox: Sandbox) -> None:
        super().__init__(template, globals=context)
        self.scope = ReadOnlyChainMap(self.locals, self.globals, self.counters)
        self.sandbox = sandbox
        self._kept: dict[str, int] = {}
        self._total = 0

    def get(
        self, path: list[object], *, token: Token | None, default: object = NO_DEFAULT
    ) -> object:
        """Return what a name leads to, or `Missing`."""
        keys = [_key(segment) for segment in path]
        value = _look_up(keys, self.scope, self.sandbox)
        if value is not UNDEFINED:
            return value
        return Missing(name_of(keys), token=token) if default is NO_DEFAULT else default

    def assign(self, key: str, val: Any) -> None:
        """Keep a value under a name of the template's own."""
        self.sandbox.settle()
        value = val if isinstance(val, Missing) else admit(val)
        size = extent(value)
        self.sandbox.spend(size)
        self._total += size - self._kept.get(key, 0)
        self._kept[key] = size
        if self._total > MAXIMUM_NAMES:
            self.sandbox.too_large()
        self.locals[key] = None if value is UNDEFINED else value

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:  # noqa: ARG002
        """Return the filter, bound to the account."""
        return partial(apply, self.sandbox, FILTERS[name])

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:
        """Return a new output for `capture`, which may hold what the one around it still may."""
        return BoundedOutput(buf.left if isinstance(buf, BoundedOutput) else MAXIMUM_RESULT)

    def written(self, value: object) -> str:
        """Write an evaluated expression, and end it."""
        if isinstance(value, Missing):
            self.sandbox.miss(value.name)
            value = None
        return _written(value, self.sandbox)


def render_pieces(
    pieces: Iterable[str | Sequence[Segment]], context: Context, sandbox: Sandbox
) -> str:
    """Write text and plain names as the library would, at the same price, but without it."""
    output = BoundedOutput()
    for piece in pieces:
        if isinstance(piece, str):
            output.write(piece)
            continue
        value = _look_up(piece, context, sandbox)
        if value is UNDEFINED:
            sandbox.miss(name_of(piece))
            value = None
        output.write(_written(value, sandbox))
    return output.getvalue()


def _look_up(path: Sequence[object], scope: Mapping[str, object], sandbox: Sandbox) -> object:
    """What a name leads to, or `UNDEFINED`; paid for."""
    root = path[0]
    try:
        found = admit(scope[root]) if isinstance(root, str) else UNDEFINED
    except KeyError:
        found = UNDEFINED
    value = found if isinstance(found, Missing) else follow(found, path[1:])
    # Reading is cheap, but comparing what was read is not.
    sandbox.spend(16 + (len(value) // 4 if isinstance(value, str) else extent(value)))
    return value


def _written(value: object, sandbox: Sandbox) -> str:
    """The text of an evaluated expression, which ends here; paid for."""
    text = sandbox.text(value)
    sandbox.spend(len(text) // 4)
    sandbox.settle()
    return text


def sandbox_of(context: RenderContext) -> Sandbox:
    """The account that a rendering's context belongs to."""
    return cast(SandboxContext, context).sandbox


def _key(segment: object) -> object:
    """A segment as a key; a name within brackets that has no value is none (it is a mapping)."""
    if isinstance(segment, Mapping | list | tuple):
        return None
    return segment

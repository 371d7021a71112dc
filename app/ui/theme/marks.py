"""The small marks of the style sheet (arrows, ticks), drawn in the theme's colours in memory.

A style sheet takes pictures by address only. They are registered as Qt resources, in the binary
format that `rcc` writes (qtbase, `src/tools/rcc/rcc.cpp`, format version 1), so that no file is
left on anybody's disk.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from PySide6.QtCore import qRegisterResourceData

from app.graph.tokens import Tokens, mixed

_STROKE = (
    "<path d='M{points}' fill='none' stroke='{ink}' stroke-width='1.6' stroke-linecap='round' "
    "stroke-linejoin='round'/>"
)
_SHAPES = {
    "down": ("4 6.2 L8 10 L12 6.2", "muted"),
    "up": ("4 9.8 L8 6 L12 9.8", "muted"),
    "left": ("9.8 4 L6 8 L9.8 12", "muted"),
    "right": ("6.2 4 L10 8 L6.2 12", "muted"),
    "down_off": ("4 6.2 L8 10 L12 6.2", "faded"),
    "check": ("4 8.4 L7 11.2 L12 5.2", "on_accent"),
    "check_off": ("4 8.4 L7 11.2 L12 5.2", "faded"),
    "dash": ("4.5 8 L11.5 8", "on_accent"),
    "cross": ("4.8 4.8 L11.2 11.2 M11.2 4.8 L4.8 11.2", "muted"),
    "cross_strong": ("4.8 4.8 L11.2 11.2 M11.2 4.8 L4.8 11.2", "text"),
}
_KEPT: dict[str, tuple[bytes, bytes, bytes]] = {}
"""Qt reads the registered bytes where they are: they must live as long as the process."""


def register_marks(tokens: Tokens) -> str:
    """Make the marks of a theme available, and return the address that their names follow."""
    folder = f"marks-{tokens.name}"
    if folder not in _KEPT:
        _KEPT[folder] = _compiled(folder, _drawn(tokens))
        tree, names, data = _KEPT[folder]
        qRegisterResourceData(1, tree, names, data)
    return f":/{folder}/"


def _drawn(tokens: Tokens) -> dict[str, bytes]:
    inks = {
        "muted": tokens.muted,
        "text": tokens.text,
        "on_accent": tokens.on_accent,
        "faded": mixed(tokens.muted, tokens.surface, 0.55),
    }
    drawn = {
        f"{name}.svg": _STROKE.format(points=p, ink=inks[i]) for name, (p, i) in _SHAPES.items()
    }
    drawn["dot.svg"] = f"<circle cx='8' cy='8' r='3' fill='{tokens.on_accent}'/>"
    head = "<svg xmlns='http://www.w3.org/2000/svg' width='16' height='16' viewBox='0 0 16 16'>"
    return {name: f"{head}{shape}</svg>".encode() for name, shape in drawn.items()}


def _compiled(folder: str, files: dict[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """The tree, names and data of a resource folder with these files."""
    ordered = sorted(files, key=_hash)
    offsets, names = _packed(
        (struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be"))
        for name in (folder, *ordered)
    )
    starts, data = _packed(struct.pack(">I", len(files[name])) + files[name] for name in ordered)
    directory = 0x02
    tree = struct.pack(">IHII", 0, directory, 1, 1)
    tree += struct.pack(">IHII", offsets[0], directory, len(ordered), 2)
    for name_at, data_at in zip(offsets[1:], starts, strict=True):
        tree += struct.pack(">IHHHI", name_at, 0, 0, 1, data_at)
    return tree, names, data


def _packed(parts: Iterable[bytes]) -> tuple[list[int], bytes]:
    offsets, packed = [], b""
    for part in parts:
        offsets.append(len(packed))
        packed += part
    return offsets, packed


def _hash(name: str) -> int:
    value = 0
    for character in name:
        value = (value << 4) + ord(character)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value

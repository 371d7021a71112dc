"""The one palette: theme tokens as plain data, for widgets, canvas and exports alike.

Every colour is `#rrggbb`. Text is legible (WCAG 2.2 contrast of at least 4.5:1) on every ground;
strokes and marks that carry meaning stand out from it (at least 3:1). `line` alone is decoration.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.model.catalogue import Category

Colour = str
"""A colour as `#rrggbb`."""


@dataclass(frozen=True)
class Tokens:
    """A theme. Grounds carry text; inks are drawn on grounds; `on_…` is text on a filled colour."""

    name: str
    dark: bool
    high_contrast: bool

    # Grounds
    background: Colour
    """Behind everything: the window, the canvas."""
    surface: Colour
    """Cards, panels, fields."""
    raised: Colour
    """Menus, pop-ups, hovered rows."""
    sunken: Colour
    """Quiet strips inside a surface: table heads, the foot of a card."""
    selection: Colour
    """Selected rows and text; ordinary text is legible on it."""

    # Inks
    text: Colour
    muted: Colour
    line: Colour
    """Hairlines and borders that only decorate."""
    outline: Colour
    """Strokes that carry meaning: links, the borders of fields."""
    accent: Colour
    on_accent: Colour
    focus: Colour

    # States of a version
    development: Colour
    testing: Colour
    scheduled: Colour
    production: Colour
    backup: Colour

    # Verdicts
    error: Colour
    warning: Colour
    success: Colour
    on_state: Colour
    """Text on a ground filled with a state or a verdict."""

    # A run on the canvas
    run: Colour
    current: Colour

    # Differences of two versions
    added: Colour
    removed: Colour
    altered: Colour
    moved: Colour

    # Categories of action types
    actions: Colour
    cases_crm: Colour
    data: Colour
    distribution: Colour
    interconnection: Colour
    sending: Colour
    campaigns: Colour
    time_dates: Colour
    survey: Colour
    other: Colour

    shadow_strength: float
    """Opacity of the black shadow under raised things, 0 to 1."""

    def category(self, category: Category) -> Colour:
        """The colour of a category: stripe and icon of its cards."""
        colour: Colour = getattr(self, category.value)
        return colour

    @property
    def grounds(self) -> tuple[Colour, ...]:
        """Every colour that text may stand on."""
        return (self.background, self.surface, self.raised, self.sunken, self.selection)

    @property
    def states(self) -> tuple[Colour, ...]:
        """Colours of the lifecycle and of verdicts; `on_state` is legible on each when filled."""
        return (
            self.development,
            self.testing,
            self.scheduled,
            self.production,
            self.backup,
            self.error,
            self.warning,
            self.success,
        )


def channels(colour: Colour) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(ink: Colour, ground: Colour, share: float) -> Colour:
    """`ink` laid over `ground` with an opacity of `share` (0 to 1), as one opaque colour."""
    pairs = zip(channels(ink), channels(ground), strict=True)
    return "#" + "".join(f"{round(top * share + under * (1 - share)):02x}" for top, under in pairs)


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition *relative luminance*)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, definition *contrast ratio*)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


LIGHT = Tokens(
    name="light",
    dark=False,
    high_contrast=False,
    background="#f3f5f9",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#eef1f6",
    selection="#dce8fd",
    text="#1a2330",
    muted="#525e6f",
    line="#d6dde7",
    outline="#748196",
    accent="#1a5bd0",
    on_accent="#ffffff",
    focus="#1a5bd0",
    development="#1a5bd0",
    testing="#7438cf",
    scheduled="#8a5200",
    production="#0f6f43",
    backup="#566273",
    error="#bf2a31",
    warning="#8a5200",
    success="#0f6f43",
    on_state="#ffffff",
    run="#12804d",
    current="#b45309",
    added="#0f6f43",
    removed="#bf2a31",
    altered="#8a5200",
    moved="#566273",
    actions="#3b55c9",
    cases_crm="#0b6e80",
    data="#6a3fd4",
    distribution="#237a35",
    interconnection="#9a35b0",
    sending="#1769b5",
    campaigns="#be2459",
    time_dates="#a85400",
    survey="#56720a",
    other="#566273",
    shadow_strength=0.10,
)

DARK = Tokens(
    name="dark",
    dark=True,
    high_contrast=False,
    background="#13171d",
    surface="#1e242d",
    raised="#29313d",
    sunken="#191e26",
    selection="#24395c",
    text="#e8edf4",
    muted="#a9b4c3",
    line="#343e4b",
    outline="#8290a5",
    accent="#82b0ff",
    on_accent="#0b1524",
    focus="#82b0ff",
    development="#82b0ff",
    testing="#c2a3ff",
    scheduled="#f2b950",
    production="#58d193",
    backup="#a9b4c3",
    error="#ff8f93",
    warning="#f2b950",
    success="#58d193",
    on_state="#0b1118",
    run="#45c985",
    current="#ffb547",
    added="#58d193",
    removed="#ff8f93",
    altered="#f2b950",
    moved="#a9b4c3",
    actions="#95a9ff",
    cases_crm="#4fc6d9",
    data="#b69cff",
    distribution="#6fd882",
    interconnection="#e39af5",
    sending="#6fbcff",
    campaigns="#ff9cc0",
    time_dates="#ffb26b",
    survey="#bfe56f",
    other="#adb7c4",
    shadow_strength=0.45,
)

HIGH_CONTRAST = Tokens(
    name="high_contrast",
    dark=True,
    high_contrast=True,
    background="#000000",
    surface="#000000",
    raised="#141414",
    sunken="#0a0a0a",
    selection="#00386b",
    text="#ffffff",
    muted="#e6e6e6",
    line="#ffffff",
    outline="#ffffff",
    accent="#ffe14d",
    on_accent="#000000",
    focus="#ffe14d",
    development="#8fc7ff",
    testing="#d9bfff",
    scheduled="#ffd24d",
    production="#5cff9d",
    backup="#d9d9d9",
    error="#ff9ea1",
    warning="#ffd24d",
    success="#5cff9d",
    on_state="#000000",
    run="#5cff9d",
    current="#ffd24d",
    added="#5cff9d",
    removed="#ff9ea1",
    altered="#ffd24d",
    moved="#d9d9d9",
    actions="#aebeff",
    cases_crm="#5fe6fa",
    data="#cbb6ff",
    distribution="#7dff94",
    interconnection="#f3b3ff",
    sending="#8accff",
    campaigns="#ffb3d0",
    time_dates="#ffc58c",
    survey="#d4ff73",
    other="#d9d9d9",
    shadow_strength=0.0,
)

THEMES: tuple[Tokens, ...] = (LIGHT, DARK, HIGH_CONTRAST)

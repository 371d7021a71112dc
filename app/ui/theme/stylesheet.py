"""The one style sheet: calm, flat, on a 4-pixel grid, in the colours of a theme.

Widgets choose a variant by dynamic property: `variant` of buttons (primary, danger, quiet, link),
`textSize` of labels (title, heading, small), `tone` of labels (muted, error, warning, success),
`frame` of frames (card, panel, bar, well).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.graph.tokens import Tokens, mixed
from app.ui.theme.stylesheet_fields import fields
from app.ui.theme.stylesheet_views import views


@dataclass(frozen=True)
class Sizes:
    """The three text sizes, in points."""

    small: float
    body: float
    title: float

    @classmethod
    def around(cls, body: float) -> Sizes:
        """The sizes that go with the system's text size."""
        return cls(small=max(7.5, body - 1), body=body, title=body + 4)


@dataclass(frozen=True)
class Shades:
    """Colours derived from the tokens of a theme, for the states of controls."""

    hover: str
    pressed: str
    accent_hover: str
    accent_pressed: str
    danger_hover: str
    faded: str
    soft_accent: str

    @classmethod
    def of(cls, tokens: Tokens) -> Shades:
        """The shades of a theme."""
        return cls(
            hover=mixed(tokens.text, tokens.surface, 0.06),
            pressed=mixed(tokens.text, tokens.surface, 0.12),
            accent_hover=mixed(tokens.text, tokens.accent, 0.12),
            accent_pressed=mixed(tokens.text, tokens.accent, 0.24),
            danger_hover=mixed(tokens.error, tokens.surface, 0.12),
            faded=mixed(tokens.muted, tokens.surface, 0.6),
            soft_accent=mixed(tokens.accent, tokens.surface, 0.12),
        )


def stylesheet(tokens: Tokens, sizes: Sizes, marks: str) -> str:
    """The sheet of a theme; `marks` is the address of its arrows and ticks."""
    shades = Shades.of(tokens)
    return "\n".join(
        (
            _ground(tokens, sizes),
            _buttons(tokens, shades),
            views(tokens, shades.hover, sizes.small, marks),
            # After the views: a text box is a scroll area, and must not lose its border.
            fields(tokens, shades.faded, marks),
        )
    )


def _ground(t: Tokens, sizes: Sizes) -> str:
    return f"""
QWidget {{ color: {t.text}; }}
QMainWindow, QDialog {{ background: {t.background}; }}
QToolTip {{
    background: {t.raised}; color: {t.text}; border: 1px solid {t.outline}; padding: 4px 8px;
}}
QLabel {{ background: transparent; }}
QLabel[textSize="title"] {{ font-size: {sizes.title}pt; font-weight: 600; }}
QLabel[textSize="heading"] {{ font-weight: 600; }}
QLabel[textSize="small"] {{ font-size: {sizes.small}pt; }}
QLabel[tone="muted"] {{ color: {t.muted}; }}
QLabel[tone="error"] {{ color: {t.error}; }}
QLabel[tone="warning"] {{ color: {t.warning}; }}
QLabel[tone="success"] {{ color: {t.success}; }}
QLabel:disabled {{ color: {mixed(t.muted, t.surface, 0.75)}; }}
QFrame[frame="card"] {{
    background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px;
}}
QFrame[frame="panel"] {{ background: {t.surface}; border: none; }}
QFrame[frame="well"] {{
    background: {t.sunken}; border: 1px solid {t.line}; border-radius: 6px;
}}
QFrame[frame="popup"] {{
    background: {t.raised}; border: 1px solid {t.outline}; border-radius: 0;
}}
QFrame[frame="rule"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QStatusBar {{ background: {t.background}; border-top: 1px solid {t.line}; }}
QStatusBar::item {{ border: none; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:hover {{ background: {t.accent}; }}
QDockWidget {{ titlebar-close-icon: none; titlebar-normal-icon: none; font-weight: 600; }}
QDockWidget::title {{
    background: {t.surface}; padding: 8px 12px; border-bottom: 1px solid {t.line}; text-align: left;
}}
QMainWindow::separator {{ background: {t.line}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {t.accent}; }}
QGroupBox {{
    border: 1px solid {t.line}; border-radius: 6px; margin-top: 12px; padding: 12px 8px 8px 8px;
}}
QGroupBox::title {{ subcontrol-origin: margin; left: 8px; padding: 0 4px; color: {t.muted}; }}
QProgressBar {{
    background: {t.sunken}; border: 1px solid {t.line}; border-radius: 4px; text-align: center;
    min-height: 6px;
}}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""


def _buttons(t: Tokens, s: Shades) -> str:
    return f"""
QPushButton {{
    background: {t.surface}; border: 1px solid {t.outline}; border-radius: 6px;
    padding: 4px 12px; min-height: 20px;
}}
QPushButton:hover {{ background: {s.hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {s.pressed}; }}
QPushButton:focus {{ border: 2px solid {t.focus}; padding: 3px 11px; }}
QPushButton:disabled {{ color: {s.faded}; border-color: {t.line}; background: {t.surface}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}

QPushButton[variant="primary"] {{
    background: {t.accent}; border-color: {t.accent}; color: {t.on_accent}; font-weight: 600;
}}
QPushButton[variant="primary"]:hover {{ background: {s.accent_hover}; }}
QPushButton[variant="primary"]:pressed {{ background: {s.accent_pressed}; }}
QPushButton[variant="primary"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[variant="primary"]:disabled {{
    background: {t.sunken}; border-color: {t.line}; color: {s.faded};
}}

QPushButton[variant="danger"] {{ color: {t.error}; border-color: {t.error}; }}
QPushButton[variant="danger"]:hover {{ background: {s.danger_hover}; }}
QPushButton[variant="danger"]:focus {{ border: 2px solid {t.error}; }}
QPushButton[variant="danger"]:disabled {{ color: {s.faded}; border-color: {t.line}; }}

QPushButton[variant="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[variant="quiet"]:hover {{ background: {s.hover}; }}
QPushButton[variant="quiet"]:pressed {{ background: {s.pressed}; }}
QPushButton[variant="quiet"]:focus {{ border: 2px solid {t.focus}; }}
QPushButton[variant="quiet"]:disabled {{ color: {s.faded}; }}

QPushButton[leading] {{ text-align: left; }}

QPushButton[variant="link"] {{
    background: transparent; border: 1px solid transparent; color: {t.accent};
    padding: 2px 4px; text-align: left;
}}
QPushButton[variant="link"]:hover {{ text-decoration: underline; }}
QPushButton[variant="link"]:focus {{ border: 2px solid {t.focus}; padding: 1px 3px; }}
QPushButton[variant="link"]:disabled {{ color: {s.faded}; }}

QPushButton[segment] {{ border-radius: 0; margin: 0; padding: 4px 8px; color: {t.muted}; }}
QPushButton[segment="first"], QPushButton[segment="middle"] {{ border-right-width: 0; }}
QPushButton[segment="first"] {{ border-top-left-radius: 6px; border-bottom-left-radius: 6px; }}
QPushButton[segment="last"] {{ border-top-right-radius: 6px; border-bottom-right-radius: 6px; }}
QPushButton[segment="only"] {{ border-radius: 6px; }}
QPushButton[segment]:checked {{
    background: {s.soft_accent}; color: {t.accent}; font-weight: 600;
}}
QPushButton[segment]:focus {{ border: 2px solid {t.focus}; padding: 3px 7px; }}
QPushButton[segment]:disabled {{ color: {s.faded}; border-color: {t.line}; }}

QPushButton[chip] {{
    border-radius: 12px; padding: 1px 10px; border-color: {t.line}; background: {t.sunken};
}}
QPushButton[chip]:hover {{ border-color: {t.error}; background: {t.surface}; }}
QPushButton[chip]:focus {{ border: 2px solid {t.focus}; padding: 0 9px; }}

QToolButton {{
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px;
}}
QToolButton:hover {{ background: {s.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {s.pressed}; }}
QToolButton:checked {{ color: {t.accent}; }}
QToolButton:focus {{ border: 2px solid {t.focus}; padding: 2px; }}
QToolButton:disabled {{ color: {s.faded}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[popupMode="1"] {{ padding-right: 16px; }}
QToolButton::menu-button {{ border: none; width: 14px; }}
QToolBar {{
    background: {t.surface}; border: none; border-bottom: 1px solid {t.line};
    padding: 4px; spacing: 4px;
}}
QToolBar::separator {{ background: {t.line}; width: 1px; height: 1px; margin: 4px; }}
"""

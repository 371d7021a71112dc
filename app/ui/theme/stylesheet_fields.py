"""The part of the style sheet for what people type and choose in."""

from __future__ import annotations

from app.graph.tokens import Tokens


def fields(t: Tokens, faded: str, marks: str) -> str:
    """Lines, text boxes, combos, spin boxes, tick boxes, sliders."""
    boxes = (
        "QLineEdit",
        "QPlainTextEdit",
        "QTextEdit",
        "QComboBox",
        "QAbstractSpinBox",
        "QPushButton[picker]",
    )

    def each(state: str = "") -> str:
        return ", ".join(f"{box}{state}" for box in boxes)

    return f"""
{each()} {{
    background: {t.surface}; border: 1px solid {t.outline}; border-radius: 6px;
    padding: 4px 8px; selection-background-color: {t.selection}; selection-color: {t.text};
}}
QLineEdit, QComboBox, QAbstractSpinBox, QPushButton[picker] {{ min-height: 20px; }}
QPlainTextEdit, QTextEdit {{ padding: 4px 8px; }}
{each(":hover")} {{ border-color: {t.muted}; }}
{each(":focus")} {{ border: 2px solid {t.focus}; padding: 3px 7px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 3px 7px; }}
{each(":disabled")} {{ background: {t.sunken}; border-color: {t.line}; color: {t.muted}; }}
{each(":read-only:!focus")} {{ background: {t.sunken}; border-color: {t.line}; }}
QComboBox:read-only:!focus:enabled, QPushButton[picker]:read-only:!focus:enabled {{
    background: {t.surface}; border-color: {t.outline};
}}
{each('[invalid="true"]')} {{ border-color: {t.error}; }}
QPushButton[picker] {{ text-align: left; padding-right: 24px; }}
QPushButton[picker]:hover {{ background: {t.surface}; }}
QPushButton[picker]:focus {{ padding-right: 23px; }}
QLineEdit[bare], QLineEdit[bare]:focus, QPlainTextEdit[bare], QPlainTextEdit[bare]:focus {{
    border: none; background: transparent; padding: 0;
}}
QLineEdit[title] {{
    border-color: transparent; font-weight: 600; padding-left: 4px; background: transparent;
}}
QLineEdit[title]:hover {{ border-color: {t.line}; }}
QLineEdit[title]:focus {{
    border: 2px solid {t.focus}; padding-left: 3px; background: {t.surface};
}}
QLineEdit[title]:read-only {{ border-color: transparent; background: transparent; }}

QComboBox {{ padding-right: 0; }}
QComboBox:focus {{ padding-right: 0; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url({marks}down.svg); width: 16px; height: 16px; }}
QComboBox::down-arrow:disabled {{ image: url({marks}down_off.svg); }}
QComboBox QAbstractItemView {{
    background: {t.raised}; border: 1px solid {t.outline}; padding: 4px; outline: none;
}}
QComboBox QAbstractItemView::item {{ min-height: 24px; padding: 0 4px; }}
QAbstractSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    border: none; background: transparent; width: 20px;
}}
QAbstractSpinBox::up-arrow {{ image: url({marks}up.svg); width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow {{ image: url({marks}down.svg); width: 12px; height: 12px; }}
QDateTimeEdit QLineEdit {{ padding-left: 6px; }}
QDateEdit::drop-down {{ border: none; background: transparent; width: 24px; }}
QDateEdit::down-arrow {{ image: url({marks}down.svg); width: 12px; height: 12px; }}

QCheckBox, QRadioButton {{
    spacing: 8px; padding: 3px 2px; border: 1px solid transparent; border-radius: 4px;
    background: transparent;
}}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {t.focus}; padding: 2px 1px; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: 14px; height: 14px; border: 1px solid {t.outline}; background: {t.surface};
}}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 7px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.accent}; }}
QCheckBox::indicator:checked {{
    background: {t.accent}; border-color: {t.accent}; image: url({marks}check.svg);
}}
QCheckBox::indicator:indeterminate {{
    background: {t.accent}; border-color: {t.accent}; image: url({marks}dash.svg);
}}
QRadioButton::indicator:checked {{
    background: {t.accent}; border-color: {t.accent}; image: url({marks}dot.svg);
}}
QCheckBox:disabled, QRadioButton:disabled {{ color: {faded}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
    border-color: {t.line}; background: {t.sunken};
}}
QCheckBox::indicator:checked:disabled {{ image: url({marks}check_off.svg); }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.line}; }}
QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{
    width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: {t.accent};
}}
"""

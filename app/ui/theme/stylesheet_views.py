"""The part of the style sheet for lists, tables, tabs, menus and scroll bars."""

from __future__ import annotations

from app.graph.tokens import Tokens


def views(t: Tokens, hover: str, small: float, marks: str) -> str:
    """Everything that shows many things at once."""
    return f"""
QAbstractScrollArea {{ background: {t.surface}; border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
QAbstractItemView {{
    background: {t.surface}; alternate-background-color: {t.sunken}; outline: none;
    border: 1px solid {t.line}; border-radius: 6px;
    selection-background-color: {t.selection}; selection-color: {t.text};
}}
QAbstractItemView[bare] {{ border: none; border-radius: 0; background: transparent; }}
QAbstractItemView:focus {{ border-color: {t.focus}; }}
QAbstractItemView::item {{ padding: 4px 8px; }}
QAbstractItemView::item:hover {{ background: {hover}; }}
QAbstractItemView::item:selected {{ background: {t.selection}; color: {t.text}; }}
QTableView {{ gridline-color: {t.line}; }}
QTableView::item {{ padding: 2px 5px; }}
QTableView::item:focus {{ border: 2px solid {t.focus}; padding: 0 3px; }}
QTableView QLineEdit {{ border-radius: 0; padding: 0 6px; min-height: 0; }}
QHeaderView {{ background: {t.sunken}; border: none; }}
QHeaderView::section {{
    background: {t.sunken}; color: {t.muted}; border: none; border-bottom: 1px solid {t.line};
    border-right: 1px solid {t.line}; padding: 4px 8px; font-size: {small}pt; font-weight: 600;
}}
QHeaderView::section:last {{ border-right: none; }}
QHeaderView::section:vertical {{ padding: 0 8px; font-weight: 400; }}
QHeaderView::up-arrow {{ image: url({marks}up.svg); width: 12px; height: 12px; }}
QHeaderView::down-arrow {{ image: url({marks}down.svg); width: 12px; height: 12px; }}
QTableCornerButton::section {{
    background: {t.sunken}; border: none; border-bottom: 1px solid {t.line};
    border-right: 1px solid {t.line};
}}
QTreeView::branch {{ background: transparent; }}
QTreeView::branch:has-children:closed {{ image: url({marks}right.svg); }}
QTreeView::branch:has-children:open {{ image: url({marks}down.svg); }}

QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{
    background: transparent; color: {t.muted}; border: none; border-bottom: 2px solid transparent;
    padding: 6px 12px;
}}
QTabBar::tab:hover {{ color: {t.text}; background: {hover}; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
QTabBar::tab:focus {{ color: {t.accent}; }}
QTabBar::close-button {{ image: url({marks}cross.svg); width: 14px; height: 14px; }}
QTabBar::close-button:hover {{ image: url({marks}cross_strong.svg); background: {hover}; }}

QMenuBar {{ background: {t.background}; border-bottom: 1px solid {t.line}; }}
QMenuBar::item {{ padding: 4px 8px; background: transparent; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {t.raised}; border: 1px solid {t.outline}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 8px; border-radius: 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {t.selection}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.muted}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
QMenu::right-arrow {{ image: url({marks}right.svg); width: 14px; height: 14px; }}

QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {t.outline}; margin: 3px; border-radius: 3px; }}
QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""

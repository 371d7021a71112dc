"""Widgets that several pages and forms share."""

from app.ui.widgets.buttons import Variant, button, tool_button
from app.ui.widgets.card import Card, rule
from app.ui.widgets.confirm import Answer, ConfirmDialog
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.icon_tile import IconTile
from app.ui.widgets.labels import heading, label, muted, title
from app.ui.widgets.message_bar import MessageBar, Tone
from app.ui.widgets.name_dialog import NameDialog
from app.ui.widgets.option_list import Option
from app.ui.widgets.picker import Picker
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.search_popup import PopupAction, SearchPopup
from app.ui.widgets.searched_options import SearchedOptions
from app.ui.widgets.segments import Segments
from app.ui.widgets.state_chip import Chip, StateChip

__all__ = [
    "Answer",
    "Card",
    "Chip",
    "ConfirmDialog",
    "ElidedLabel",
    "EmptyState",
    "FlowLayout",
    "IconTile",
    "MessageBar",
    "NameDialog",
    "Option",
    "Picker",
    "PopupAction",
    "SearchField",
    "SearchPopup",
    "SearchedOptions",
    "Segments",
    "StateChip",
    "Tone",
    "Variant",
    "button",
    "heading",
    "label",
    "muted",
    "rule",
    "title",
    "tool_button",
]

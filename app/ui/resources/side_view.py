"""The base of what a kind of resource shows beside its form: a month, a preview, a test."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.model.resources import Resource
from app.model.text import Text, _
from app.ui.forms import Form
from app.ui.session import Session


class SideView(QWidget):
    """Shows what a draft comes to while its form is filled in.

    `edited` carries the whole resource as the person changed it here; the form takes it over.
    """

    edited = Signal(object)

    stored = ""
    """The reference that the draft is stored under so far, or empty; the pane sets it."""

    title: Text = _("Preview")
    """What it is called where it takes turns with the form."""

    below = False
    """Whether it stands below the form rather than beside it."""

    def follow(self, form: Form) -> None:
        """Told once which form it stands beside, for what is in front there."""

    def show_resource(self, resource: Resource) -> None:
        """Show the draft, at each edit of the form; no signal comes of it."""
        raise NotImplementedError

    def place_of(self, resource: Resource, field: str) -> Text | None:
        """Where a problem of a draft is that the form has no field for; most have none."""
        del resource, field
        return None

    def set_read_only(self, read_only: bool) -> None:
        """Whether the resource can be looked at only."""


SideViewMaker = Callable[[Session], SideView]
"""Makes the side view of one kind; the page keeps one a kind."""

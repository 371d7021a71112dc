"""What the canvas and the window tell each other: places to add at, targets of menus, run marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from app.model.tree import ActionId, BranchKey, Link, Position

ACTION_TYPE_MIME = "application/x-smart-routing-action-type"
"""Mime type of a palette entry being dragged; its data is the type key in UTF-8."""


@dataclass(frozen=True)
class AddRequest:
    """Where an action is to be added: after a branch, between two actions, or on its own.

    With `source` and `branch` it follows that branch; with `link` it splits that link; with neither
    it stands free. `position` is where its top left corner was asked for (None: the canvas finds
    room), `screen` where a menu may open, in global coordinates.
    """

    source: ActionId = ""
    branch: BranchKey = ""
    link: Link | None = None
    position: Position | None = None
    screen: QPoint | None = None


@dataclass(frozen=True)
class Following:
    """What comes after an action that is added in a branch: its `branch` leads to `target`.

    Where the branch that it is added in led to another action, that link goes; without a target
    nothing follows.
    """

    target: ActionId = ""
    branch: BranchKey = ""


@dataclass(frozen=True)
class Target:
    """What a menu was asked for: a link, branch, action, note or group, or (all empty) the canvas.

    `mark` is the id of a note or group.
    """

    action: ActionId = ""
    branch: BranchKey = ""
    link: Link | None = None
    position: Position | None = None
    mark: str = ""


@dataclass(frozen=True)
class RunMarks:
    """A run as the canvas shows it: steps in order, the links that it took, where it stands."""

    steps: tuple[tuple[ActionId, int], ...] = ()
    links: tuple[tuple[ActionId, BranchKey], ...] = ()
    current: ActionId | None = None

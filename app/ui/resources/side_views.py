"""Which kinds show something beside their form, and what."""

from __future__ import annotations

from app.model.resources import ResourceKind
from app.ui.resources.side_view import SideViewMaker

SIDE_VIEWS: dict[ResourceKind, SideViewMaker] = {}

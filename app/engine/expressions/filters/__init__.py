"""The filters that templates may use: Liquid's pure ones and our own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.engine.expressions.filters import dates, lists, numbers, patterns, texts
from app.engine.expressions.filters.base import Filter, apply

FILTERS: Final[Mapping[str, Filter]] = MappingProxyType(
    {used.name: used for room in (texts, lists, numbers, dates, patterns) for used in room.FILTERS}
)
"""Every filter by its name; a template that uses another one does not compile."""

__all__ = ["FILTERS", "Filter", "apply"]

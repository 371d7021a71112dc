"""The one door to NodeGraphQt: what it needs to import quietly on every supported Python."""

from __future__ import annotations

import importlib.util
import sys
import types
import warnings


class LooseVersion:
    """As much of `distutils.version.LooseVersion` (gone since Python 3.12) as NodeGraphQt uses."""

    def __init__(self, text: str) -> None:
        self._parts = tuple(int(part) for part in text.split(".") if part.isdigit())

    def __ge__(self, other: LooseVersion) -> bool:
        return self._parts >= other._parts

    def __lt__(self, other: LooseVersion) -> bool:
        return self._parts < other._parts


def _stand_in_for_distutils() -> None:
    if "distutils.version" in sys.modules or importlib.util.find_spec("distutils") is not None:
        return
    package = types.ModuleType("distutils")
    module = types.ModuleType("distutils.version")
    module.LooseVersion = LooseVersion  # type: ignore[attr-defined]
    package.version = module  # type: ignore[attr-defined]
    sys.modules["distutils"] = package
    sys.modules["distutils.version"] = module


_stand_in_for_distutils()
with warnings.catch_warnings():
    # NodeGraphQt compiles regular expressions and docstrings with unknown escapes, and imports
    # distutils: all of that is its own affair, and said once while it loads.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    import NodeGraphQt
    from NodeGraphQt.base.commands import PortConnectedCmd
    from NodeGraphQt.constants import (
        LayoutDirectionEnum,
        PortTypeEnum,
    )
    from NodeGraphQt.qgraphics.node_abstract import AbstractNodeItem
    from NodeGraphQt.qgraphics.pipe import PipeItem
    from NodeGraphQt.qgraphics.port import PortItem
    from NodeGraphQt.widgets.viewer import NodeViewer

BaseNode = NodeGraphQt.BaseNode
NodeGraph = NodeGraphQt.NodeGraph
VERTICAL = LayoutDirectionEnum.VERTICAL.value
IN = PortTypeEnum.IN.value
OUT = PortTypeEnum.OUT.value

__all__ = [
    "IN",
    "OUT",
    "VERTICAL",
    "AbstractNodeItem",
    "BaseNode",
    "NodeGraph",
    "NodeViewer",
    "PipeItem",
    "PortConnectedCmd",
    "PortItem",
]

"""How versions, packages and workspaces differ: frozen values, and sentences made of them."""

from app.services.comparing.packages import compare_packages, compare_versions
from app.services.comparing.trees import compare_trees
from app.services.comparing.values import (
    ActionChange,
    Comparison,
    FieldChange,
    ResourceChange,
    RoutingChange,
    Sign,
    TreeChange,
    VersionChange,
    WayChange,
)
from app.services.comparing.wording import Line, lines, tree_lines

__all__ = [
    "ActionChange",
    "Comparison",
    "FieldChange",
    "Line",
    "ResourceChange",
    "RoutingChange",
    "Sign",
    "TreeChange",
    "VersionChange",
    "WayChange",
    "compare_packages",
    "compare_trees",
    "compare_versions",
    "lines",
    "tree_lines",
]

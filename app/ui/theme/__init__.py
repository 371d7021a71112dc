"""How the window looks and speaks: colours, sizes, icons, state marks, translated sentences."""

from app.ui.theme.current import Theme, apply_theme, tokens, tokens_for
from app.ui.theme.icons import icon, paint_icon
from app.ui.theme.rendering import tr, use_language
from app.ui.theme.states import StateVisual, VersionState, state_visual, states_of

__all__ = [
    "StateVisual",
    "Theme",
    "VersionState",
    "apply_theme",
    "icon",
    "paint_icon",
    "state_visual",
    "states_of",
    "tokens",
    "tokens_for",
    "tr",
    "use_language",
]

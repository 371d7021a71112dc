"""What comes into a workspace: a package is looked at, decided on, and written whole or not at all.

`plan` gives a frozen preview; a person makes `Choices`; `apply` writes in one transaction.
"""

from app.services.importing.applying import (
    Imported,
    ImportedRouting,
    ImportedVersion,
    apply,
    plan,
)
from app.services.importing.checking import Undecided
from app.services.importing.choices import Choice, Choices, Decision, Key, key_of
from app.services.importing.preview import (
    ImportPlan,
    MissingItem,
    Preview,
    ResourceItem,
    RoutingItem,
    SettingsItem,
    State,
    VersionItem,
)

__all__ = [
    "Choice",
    "Choices",
    "Decision",
    "ImportPlan",
    "Imported",
    "ImportedRouting",
    "ImportedVersion",
    "Key",
    "MissingItem",
    "Preview",
    "ResourceItem",
    "RoutingItem",
    "SettingsItem",
    "State",
    "Undecided",
    "VersionItem",
    "apply",
    "key_of",
    "plan",
]

"""What forms ask of the window around them: resources, names, languages, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from app.model.errors import UserError
from app.model.resources import Resources
from app.model.text import Text
from app.ui.theme.rendering import tr

if TYPE_CHECKING:
    from app.model.fields import FieldInfo
    from app.services.table_csv import TableFile
    from app.ui.forms.editor import FieldEditor


@dataclass(frozen=True)
class NameRow:
    """A name that templates may use; `value` is what it holds for the selected email, if any is."""

    name: str
    kind: Text | str = ""
    description: Text | str = ""
    value: str = ""


class FormContext(Protocol):
    """Implemented by the window; forms never reach further than this."""

    def resources(self) -> Resources:
        """The resources of the workspace as they are now."""
        ...

    def names(self) -> tuple[NameRow, ...]:
        """The names that templates may use, in the order of the *Insert value* list."""
        ...

    def create_resource(self, kind: str, parent: QWidget) -> str | None:
        """Let the person create a resource; its reference, or None when they gave up."""
        ...

    def open_resource(self, kind: str, reference: str) -> None:
        """Show a resource where it is edited."""
        ...

    def languages(self) -> tuple[tuple[str, str], ...]:
        """ISO 639-1 codes with the names of the languages in the person's language."""
        ...

    def read_csv(
        self,
        path: str,
        delimiter: str,
        done: Callable[[TableFile], object],
        failed: Callable[[UserError], object],
        owner: QWidget,
    ) -> None:
        """Read a CSV file beside the window; then one of the two is called, while `owner` lives.

        Without a delimiter, it is found out.
        """
        ...


@dataclass(frozen=True)
class Surroundings:
    """What an editor sees around itself: the window, the other fields, how to build more editors.

    `lookup` gives the value of a field of the same struct, or of those that hold it, else None.
    `put` changes fields of the same struct as if the person had.
    """

    context: FormContext
    lookup: Callable[[str], Any]
    put: Callable[[Mapping[str, Any]], None]
    build: Callable[[FieldInfo, Surroundings], FieldEditor]
    roomy: bool = False
    """Whether there is the width of a dialog rather than that of the inspector."""

    def inside(
        self, lookup: Callable[[str], tuple[bool, Any]], put: Callable[[Mapping[str, Any]], None]
    ) -> Surroundings:
        """The surroundings of the fields of a struct inside this one.

        `lookup` says whether the inner struct has a field of a name, and its value.
        """
        outer = self.lookup

        def nearest(name: str) -> Any:
            found, value = lookup(name)
            return value if found else outer(name)

        return replace(self, lookup=nearest, put=put)


def words(value: Text | str) -> str:
    """A sentence or plain words, rendered."""
    return tr(value) if isinstance(value, Text) else value

"""What is typed in the inspector as edits of the tree: one step a field, stored while typing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.graph.document import Document
from app.model import edits
from app.model.catalogue import Catalogue
from app.model.config import Config
from app.model.edits import Edit
from app.model.text import Text, _
from app.ui.forms import Inspector
from app.ui.theme import tr

PAUSE_MS = 300
"""How long after the last key what was typed is stored."""


@dataclass(frozen=True)
class _Typed:
    """An edit that waits for the next key: what it belongs to, its name, and it."""

    key: str
    action: str
    name: Text
    edit: Edit
    config: Config | None = None


class InspectorEdits(QObject):
    """Holds at most one field's typing back; everything else is stored at once.

    `waiting_changed` when something typed begins or ends to wait for being stored.
    """

    waiting_changed = Signal()

    def __init__(
        self, inspector: Inspector, document: Document, catalogue: Catalogue, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._inspector = inspector
        self._document = document
        self._catalogue = catalogue
        self._typed: _Typed | None = None
        self._field: _Typed | None = None
        self._pause = QTimer(self)
        self._pause.setObjectName("stores what is typed")
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        inspector.renamed.connect(self._rename)
        inspector.commented.connect(self._comment)
        inspector.recorded.connect(self._record)
        inspector.configured.connect(self._configure)
        inspector.end_here.connect(self._end_here)
        inspector.editing_finished.connect(self.leave_field)
        document.flush_requested.connect(self.flush)

    @property
    def is_waiting(self) -> bool:
        """Whether something typed is not stored yet."""
        return self._typed is not None

    def flush(self) -> bool:
        """Store what was typed; False when it was refused, and the form shows the model again."""
        self._pause.stop()
        typed, self._typed = self._typed, None
        if typed is not None:
            self.waiting_changed.emit()
        if typed is None or typed.action not in self._document.tree.by_id:
            return True
        return self._apply(typed)

    def leave_field(self) -> None:
        """Store what was typed; the next key begins a step of its own."""
        self.flush()
        self._field = None
        self._document.end_typing()

    def drop(self) -> None:
        """Forget what was typed: the tree it was meant for is gone."""
        self._pause.stop()
        self._typed = None

    # --- fields ---

    def _rename(self, action: str, name: str) -> None:
        words = _("rename “{name}”", name=self._name(action))
        self._wait(_Typed(f"{action}:name", action, words, edits.rename(action, name)))

    def _comment(self, action: str, text: str) -> None:
        words = _("change the comment of “{name}”", name=self._name(action))
        self._wait(_Typed(f"{action}:comment", action, words, edits.comment(action, text)))

    def _record(self, action: str, on: bool) -> None:
        name = self._name(action)
        words = (
            _("record the passage in “{name}”", name=name)
            if on
            else _("no longer record the passage in “{name}”", name=name)
        )
        self.leave_field()
        self._apply(_Typed("", action, words, edits.record(action, on)))

    def _end_here(self, action: str, branch: str, on: bool) -> None:
        name = self._name(action)
        self.leave_field()
        if on:
            edit = edits.end_here(action, branch, catalogue=self._catalogue)
            self._apply(_Typed("", action, _("end here after “{name}”", name=name), edit))
        else:
            edit = edits.not_end_here(action, branch)
            words = _("no longer end after “{name}”", name=name)
            self._apply(_Typed("", action, words, edit))

    def _configure(self, action: str, config: object) -> None:
        found = self._document.tree.by_id.get(action)
        if found is None or not isinstance(config, Config):
            return
        before: object = found.config
        if self._typed is not None and self._typed.action == action and self._typed.config:
            before = self._typed.config
        field, label = self._changed_field(found.type, before, config)
        words = _("change “{field}” of “{name}”", field=label, name=found.name)
        edit = edits.configure(action, config)
        self._wait(_Typed(f"{action}:{field}", action, words, edit, config))

    def _changed_field(self, type_: str, before: object, after: Config) -> tuple[str, str]:
        """Name and label of the first field that differs."""
        for info in self._catalogue.fields(type_):
            if _value(before, info.name) != _value(after, info.name):
                return info.name, tr(info.field.label)
        return "config", tr(_("Settings"))

    # --- private ---

    def _wait(self, typed: _Typed) -> None:
        if self._typed is not None and self._typed.key != typed.key:
            self.flush()
        if self._field is not None and self._field.key == typed.key:
            # The step keeps the name it began with: a name being typed is no name yet.
            typed = replace(typed, name=self._field.name)
        was_waiting = self._typed is not None
        self._field = self._typed = typed
        self._pause.start()
        if not was_waiting:
            self.waiting_changed.emit()

    def _apply(self, typed: _Typed) -> bool:
        done = self._document.apply(typed.name, typed.edit, typed.key or None)
        if not done:
            self._inspector.reset()
        return done

    def _name(self, action: str) -> str:
        found = self._document.tree.by_id.get(action)
        return "" if found is None else found.name


def _value(config: object, name: str) -> object:
    """A field as it is stored: to Python 1 and True are equal, in JSON not."""
    return msgspec.json.encode(getattr(config, name, None))

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
from app.model.tree import ActionId, ActionTree
from app.ui.forms import Inspector
from app.ui.theme import tr

PAUSE_MS = 300
"""How long after the last key what was typed is stored."""


@dataclass(frozen=True)
class _Typed:
    """An edit that waits for the next key: what it belongs to, its name, and it.

    `config` is the whole form as it stands, `fields` what of it was typed.
    """

    key: str
    action: str
    name: Text
    edit: Edit
    config: Config | None = None
    fields: frozenset[str] = frozenset()


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
        document.given_up.connect(self._give_up)

    @property
    def is_waiting(self) -> bool:
        """Whether something typed is not stored yet."""
        return self._typed is not None

    def fit(self, tree: ActionTree) -> bool:
        """Whether what was typed goes onto another tree without taking anything from it.

        So it is while the action and the field being typed in are there as they are here.
        """
        typed = self._typed
        if typed is None:
            return True
        here, there = self._document.tree.by_id.get(typed.action), tree.by_id.get(typed.action)
        if here is None or there is None:
            return here is there
        if typed.config is None:
            return (here.name, here.comment) == (there.name, there.comment)
        return type(here.config) is type(there.config) and all(
            _value(here.config, name) == _value(there.config, name) for name in typed.fields
        )

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
        waiting = self._typed
        if waiting is not None and waiting.action == action and waiting.config is not None:
            before = waiting.config
        changed = _changed_fields(before, config)
        field, label = self._first_of(found.type, changed)
        key = f"{action}:{field}"
        if waiting is not None and waiting.key == key:
            changed |= waiting.fields
        words = _("change “{field}” of “{name}”", field=label, name=found.name)
        edit = _configure(action, config, changed)
        self._wait(_Typed(key, action, words, edit, config, changed))

    def _first_of(self, type_: str, changed: frozenset[str]) -> tuple[str, str]:
        """Name and label of the first field that changed."""
        for info in self._catalogue.fields(type_):
            if info.name in changed:
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
        if not done and not self._document.is_held:
            self._inspector.reset()
        return done

    def _give_up(self) -> None:
        """What was typed will not be: the form shows the tree again."""
        self._pause.stop()
        self._typed = self._field = None
        self.waiting_changed.emit()
        self._inspector.reset()

    def _name(self, action: str) -> str:
        found = self._document.tree.by_id.get(action)
        return "" if found is None else found.name


def _configure(action: ActionId, config: Config, changed: frozenset[str]) -> Edit:
    """Set the fields that changed; the others stay as they are in the tree, whoever set them."""

    def edit(tree: ActionTree) -> ActionTree:
        found = tree.by_id.get(action)
        now = None if found is None else found.config
        if now is None or type(now) is not type(config):
            return edits.configure(action, config)(tree)
        fields = {name: getattr(config, name) for name in changed}
        return edits.configure(action, msgspec.structs.replace(now, **fields))(tree)

    return edit


def _changed_fields(before: object, after: Config) -> frozenset[str]:
    return frozenset(
        name for name in after.__struct_fields__ if _value(before, name) != _value(after, name)
    )


def _value(config: object, name: str) -> object:
    """A field as it is stored: to Python 1 and True are equal, in JSON not."""
    return msgspec.json.encode(getattr(config, name, None))

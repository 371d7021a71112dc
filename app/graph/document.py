"""An open version: its tree, the way back through its changes, and one signal when it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.model.diff import Change, diff
from app.model.errors import OutsideError, Refused, StaleRevision, UserError
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.model.tree import ActionId, ActionTree

    Edit = Callable[[ActionTree], ActionTree]

READ_ONLY = _("This version cannot be changed. Duplicate it to edit the copy.")

MERGING = 1
"""Id of commands that may melt into the one before (Qt asks `mergeWith` only for equal ids)."""


@dataclass(frozen=True)
class Unsaved:
    """A tree on screen beside the one that is stored, which has this revision."""

    stored: ActionTree
    tree: ActionTree
    revision: int


class Draft(Protocol):
    """Where the tree of one version is kept."""

    def load(self) -> tuple[ActionTree, int]:
        """The stored tree and its revision; `OutsideError` when it cannot be read."""
        ...

    def save(self, before: ActionTree, after: ActionTree, revision: int) -> int:
        """Write what differs in one transaction, and return the new revision.

        Raises `StaleRevision` when the stored revision is not `revision`, `Refused` when the
        version may no longer change, `OutsideError` when it could not be written.
        """
        ...


class Document(QObject):
    """The tree of one version, every change of which is an undoable, stored edit.

    `changed` carries a `Change`, `refused` and `save_failed` a `Text`.
    """

    changed = Signal(Change)
    refused = Signal(Text)
    stale = Signal()
    save_failed = Signal(Text)
    saved = Signal()
    read_only_changed = Signal(bool)
    history_changed = Signal()
    flush_requested = Signal()
    """Somebody is about to step through the history: fields still being typed in commit now."""
    held = Signal()
    """A change waits for a person, who lets it `go_on` or has it given up."""
    given_up = Signal()
    """The changes that waited will not happen: whoever shows them shows the tree again."""

    def __init__(
        self,
        draft: Draft,
        *,
        new_id: Callable[[], ActionId],
        read_only: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.new_id = new_id
        self._draft = draft
        self._tree, self._revision = draft.load()
        self._saved = self._tree
        self._is_unsaved = False
        self._read_only = read_only
        self._typing = 0
        self.must_ask: Callable[[], bool] = lambda: False
        """Whether a person must agree before the tree changes now."""
        self._held: list[_Held] = []
        self._stack = QUndoStack(self)
        self._stack.indexChanged.connect(self._on_index_changed)

    # --- what is open ---

    @property
    def tree(self) -> ActionTree:
        """The tree on screen."""
        return self._tree

    @property
    def revision(self) -> int:
        """The revision of the stored tree that the next write starts from."""
        return self._revision

    @property
    def undo_stack(self) -> QUndoStack:
        """The history, to be looked at; it is moved by `undo`, `redo` and `go_to` alone."""
        return self._stack

    @property
    def is_unsaved(self) -> bool:
        """Whether the tree on screen could not be stored yet."""
        return self._is_unsaved

    @property
    def read_only(self) -> bool:
        """Whether every edit is refused."""
        return self._read_only

    @read_only.setter
    def read_only(self, value: bool) -> None:
        if value != self._read_only:
            self._read_only = value
            if value:
                self._stack.clear()
            self.read_only_changed.emit(value)

    # --- changes ---

    def apply(
        self,
        name: Text,
        edit: Edit,
        merge_key: str | None = None,
        *,
        first: Callable[[], object] | None = None,
    ) -> bool:
        """Change the tree by a pure edit, as one undoable step called `name`.

        Successive changes with the same `merge_key` melt into one step. Returns whether the edit
        was accepted; a refusal emits `refused` (or `stale`) and nothing has happened. False too
        while it waits for a person (`is_held`). `first` is done just before the change is stored;
        a `UserError` of it refuses the change.
        """
        if self._read_only:
            self.refused.emit(READ_ONLY)
            return False
        before = self._tree
        try:
            after = edit(before)
        except Refused as refusal:
            self.refused.emit(refusal.text)
            return False
        if after == before:
            return True
        if self._must_wait(lambda: self.apply(name, edit, merge_key, first=first), edit, first):
            return False
        try:
            if first is not None:
                first()
        except UserError as error:
            self.refused.emit(error.text)
            return False
        if not self._commit(after):
            return False
        key = None if merge_key is None else f"{self._typing}:{merge_key}"
        self._stack.push(_Step(self, name, before, after, key))
        self._take(after)
        return True

    def end_typing(self) -> None:
        """The next change starts a step of its own, whatever its merge key."""
        self._typing += 1

    # --- changes that wait for a person ---

    @property
    def is_held(self) -> bool:
        """Whether a change waits for a person to agree."""
        return bool(self._held)

    def held_tree(self) -> ActionTree:
        """The tree with the changes that wait, to be stored elsewhere.

        What must come before them is done. `UserError` when that, or one of them, is refused.
        """
        tree = self._tree
        for change in self._held:
            tree = change.edit(tree)
            if change.first is not None:
                change.first()
        return tree

    def go_on(self) -> bool:
        """Make the changes that waited, in their order; whether all were accepted."""
        waited, self._held = self._held, []
        accepted = [change.make() for change in waited]
        return all(accepted)

    def give_up(self) -> None:
        """Forget the changes that waited: nothing has happened."""
        self._held = []
        self.end_typing()
        self.given_up.emit()

    # --- history ---

    @property
    def undo_name(self) -> Text | None:
        """“Undo …”, or None with nothing to undo."""
        step = self._step(self._stack.index() - 1)
        return None if step is None else _("Undo {step}", step=step.name)

    @property
    def redo_name(self) -> Text | None:
        """“Redo …”, or None with nothing to redo."""
        step = self._step(self._stack.index())
        return None if step is None else _("Redo {step}", step=step.name)

    @property
    def steps(self) -> tuple[Text, ...]:
        """The names of all steps, oldest first; `undo_stack.index()` of them are done."""
        found = (self._step(index) for index in range(self._stack.count()))
        return tuple(step.name for step in found if step is not None)

    def undo(self) -> bool:
        """Take the last step back; False when there is none, or it could not be stored."""
        self.flush_requested.emit()
        # What was typed waits for an answer: that is what would have been taken back.
        return not self._held and self._move_to(self._stack.index() - 1)

    def redo(self) -> bool:
        """Take the last undone step again; False when there is none, or it was not stored."""
        self.flush_requested.emit()
        return self._move_to(self._stack.index() + 1)

    def go_to(self, index: int) -> bool:
        """Have the first `index` steps done and the others undone, in one write."""
        self.flush_requested.emit()
        return self._move_to(index)

    # --- the store ---

    @property
    def unsaved(self) -> Unsaved | None:
        """What has not been stored yet, for whoever stores it elsewhere."""
        if not self._is_unsaved:
            return None
        return Unsaved(self._saved, self._tree, self._revision)

    def retry(self) -> bool:
        """Write again what could not be stored; returns whether nothing is unsaved now."""
        return self._commit(self._tree) and not self.is_unsaved

    def reload(self) -> None:
        """Show what is stored, whoever wrote it; this ends the history."""
        before = self._tree
        self._tree, self._revision = self._draft.load()
        self._saved = self._tree
        self._is_unsaved = False
        self._stack.clear()
        self.end_typing()
        self.saved.emit()
        self.changed.emit(diff(before, self._tree))

    def let_go(self) -> None:
        """Nothing is unsaved any more: what could not be stored here is kept elsewhere."""
        if self._is_unsaved:
            self._is_unsaved = False
            self.saved.emit()

    # --- private ---

    def _must_wait(
        self, make: Callable[[], bool], edit: Edit, first: Callable[[], object] | None = None
    ) -> bool:
        if not self.must_ask():
            return False
        self._held.append(_Held(make, edit, first))
        self.held.emit()
        return True

    def _commit(self, after: ActionTree) -> bool:
        """Store `after`; False when it must not become the tree on screen."""
        try:
            self._revision = self._draft.save(self._saved, after, self._revision)
        except Refused as refusal:
            self.refused.emit(refusal.text)
            return False
        except StaleRevision:
            self.stale.emit()
            return False
        except OutsideError as failure:
            self._is_unsaved = True
            self.save_failed.emit(failure.text)
            return True
        self._saved = after
        if self._is_unsaved:
            self._is_unsaved = False
            self.saved.emit()
        return True

    def _take(self, after: ActionTree) -> None:
        before, self._tree = self._tree, after
        self.changed.emit(diff(before, after))

    def _move_to(self, index: int) -> bool:
        if self._read_only or not 0 <= index <= self._stack.count():
            return False
        target = self._tree_at(index)
        if self._must_wait(lambda: self._move_to(index), lambda _tree: target):
            return False
        if not self._commit(target):
            return False
        self.end_typing()
        self._stack.setIndex(index)
        self._take(target)
        return True

    def _tree_at(self, index: int) -> ActionTree:
        done = self._step(index - 1)
        if done is not None:
            return done.after
        first = self._step(0)
        return self._tree if first is None else first.before

    def _step(self, index: int) -> _Step | None:
        if not 0 <= index < self._stack.count():
            return None
        command = self._stack.command(index)
        assert isinstance(command, _Step)
        return command

    def _on_index_changed(self) -> None:
        self.history_changed.emit()


@dataclass(frozen=True)
class _Held:
    """A change that waits: how it is made here, and what it does to a tree anywhere."""

    make: Callable[[], bool]
    edit: Edit
    first: Callable[[], object] | None = None


class _Step(QUndoCommand):
    """One change of a tree. The document does and undoes it; the stack keeps the order."""

    def __init__(
        self, document: Document, name: Text, before: ActionTree, after: ActionTree, key: str | None
    ) -> None:
        super().__init__(str(name))
        self.document = document
        self.name = name
        self.before = before
        self.after = after
        self.key = key

    def undo(self) -> None:
        """Nothing: the document has stored the tree before, and shows it after."""

    def redo(self) -> None:
        """Nothing: see `undo`."""

    def id(self) -> int:
        return -1 if self.key is None else MERGING

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other.key != self.key:
            return False
        self.after = other.after
        self.name = other.name
        self.setObsolete(self.after == self.before)
        return True

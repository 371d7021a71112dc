"""A document stores every change before it shows it, and finds the way back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.graph.document import READ_ONLY, Document
from app.model import edits
from app.model.diff import Change
from app.model.errors import OutsideError, Refused, StaleRevision
from app.model.text import Text, _
from app.model.tree import ActionTree
from tests.graph.conftest import small_tree
from tests.graph.showcase import Ids, MemoryDraft, open_document


class Notes:
    """What a document signalled."""

    def __init__(self, document: Document) -> None:
        self.changes: list[Change] = []
        self.refusals: list[Text] = []
        self.failures: list[Text] = []
        self.stale = 0
        self.saved = 0
        document.changed.connect(self.changes.append)
        document.refused.connect(self.refusals.append)
        document.save_failed.connect(self.failures.append)
        document.stale.connect(self._on_stale)
        document.saved.connect(self._on_saved)

    def _on_stale(self) -> None:
        self.stale += 1

    def _on_saved(self) -> None:
        self.saved += 1


@pytest.fixture
def opened(qapp: QApplication) -> tuple[Document, MemoryDraft, Notes]:
    document, draft = open_document(small_tree())
    return document, draft, Notes(document)


Opened = tuple[Document, MemoryDraft, Notes]
NAME = _("rename")


def rename(document: Document, name: str, merge_key: str | None = None) -> bool:
    return document.apply(NAME, edits.rename("q", name), merge_key)


def name_of(tree: ActionTree) -> str:
    return tree.by_id["q"].name


def test_a_change_is_stored_before_it_is_shown(opened: Opened) -> None:
    document, draft, notes = opened
    shown: list[str] = []
    document.changed.connect(lambda _change: shown.append(name_of(draft.tree)))
    assert rename(document, "New")
    assert shown == ["New"]
    assert notes.changes == [Change(altered=frozenset({"q"}))]
    assert document.revision == draft.revision == 2


def test_an_edit_that_changes_nothing_is_no_step(opened: Opened) -> None:
    document, draft, notes = opened
    assert rename(document, "Urgent mail")
    assert (draft.saves, notes.changes, document.undo_stack.count()) == (0, [], 0)


def test_a_refusal_is_a_sentence_and_nothing_happened(opened: Opened) -> None:
    document, draft, notes = opened
    before = document.tree
    assert not rename(document, "")
    assert len(notes.refusals) == 1
    assert (document.tree, draft.saves, notes.changes) == (before, 0, [])


def test_undo_and_redo_are_stored_and_named(opened: Opened) -> None:
    document, draft, notes = opened
    assert document.undo_name is None
    rename(document, "New")
    assert str(document.undo_name) == "Undo rename"
    assert document.undo()
    assert name_of(draft.tree) == name_of(document.tree) == "Urgent mail"
    assert (document.undo_name, str(document.redo_name)) == (None, "Redo rename")
    assert document.redo()
    assert name_of(draft.tree) == "New"
    assert not document.redo()
    assert len(notes.changes) == 3


def test_going_to_a_step_is_one_write(opened: Opened) -> None:
    document, draft, _notes = opened
    for name in ("One", "Two", "Three"):
        rename(document, name)
    assert len(document.steps) == 3
    assert document.go_to(0)
    assert name_of(draft.tree) == "Urgent mail"
    assert draft.saves == 4
    assert document.go_to(2)
    assert name_of(document.tree) == "Two"
    assert not document.go_to(9)


def test_typing_in_one_field_is_one_step(opened: Opened) -> None:
    document, _draft, _notes = opened
    for name in ("N", "Ne", "New"):
        rename(document, name, merge_key="name:q")
    assert document.undo_stack.count() == 1
    document.undo()
    assert name_of(document.tree) == "Urgent mail"
    document.redo()
    assert name_of(document.tree) == "New"


def test_leaving_the_field_ends_the_step(opened: Opened) -> None:
    document, _draft, _notes = opened
    rename(document, "N", merge_key="name:q")
    document.end_typing()
    rename(document, "Ne", merge_key="name:q")
    assert document.undo_stack.count() == 2


def test_typing_back_what_was_there_leaves_no_step(opened: Opened) -> None:
    document, draft, _notes = opened
    rename(document, "N", merge_key="name:q")
    rename(document, "Urgent mail", merge_key="name:q")
    assert document.undo_stack.count() == 0
    assert name_of(draft.tree) == "Urgent mail"


def test_fields_are_asked_to_commit_before_undo(opened: Opened) -> None:
    document, _draft, _notes = opened
    rename(document, "First")
    document.flush_requested.connect(lambda: rename(document, "Typed"))
    document.undo()
    assert name_of(document.tree) == "First"


def test_a_stale_revision_changes_nothing(opened: Opened) -> None:
    document, draft, notes = opened
    rename(document, "New")
    draft.failure = StaleRevision(_("Changed elsewhere."))
    assert not rename(document, "Newer")
    assert not document.undo()
    assert (notes.stale, name_of(document.tree), document.undo_stack.index()) == (2, "New", 1)


def test_what_the_store_refuses_changes_nothing(opened: Opened) -> None:
    document, draft, notes = opened
    draft.failure = Refused(_("In production."))
    assert not rename(document, "New")
    assert len(notes.refusals) == 1
    assert name_of(document.tree) == "Urgent mail"


def test_what_could_not_be_written_stays_in_memory_until_retry(opened: Opened) -> None:
    document, draft, notes = opened
    draft.failure = OutsideError(_("Disk full."))
    assert rename(document, "New")
    assert rename(document, "Newer")
    assert document.is_unsaved
    assert len(notes.failures) == 2
    assert not document.retry()
    draft.failure = None
    assert document.retry()
    assert not document.is_unsaved
    assert (name_of(draft.tree), notes.saved) == ("Newer", 1)
    document.undo()
    assert name_of(draft.tree) == "New"


def test_a_reload_shows_what_is_stored_and_ends_the_history(opened: Opened) -> None:
    document, draft, notes = opened
    rename(document, "New")
    draft.tree = small_tree()
    draft.revision = 9
    document.reload()
    assert name_of(document.tree) == "Urgent mail"
    assert (document.revision, document.undo_stack.count()) == (9, 0)
    assert notes.changes[-1].altered == {"q"}
    assert rename(document, "Again")


def test_a_read_only_version_refuses_every_edit(opened: Opened) -> None:
    document, draft, notes = opened
    rename(document, "New")
    document.read_only = True
    assert not rename(document, "Newer")
    assert not document.undo()
    assert notes.refusals == [READ_ONLY]
    assert draft.saves == 1


@pytest.mark.parametrize("module", ["document", "exchange", "tokens", "thumbnail"])
def test_what_windows_need_early_loads_no_node_library(module: str) -> None:
    code = f"import sys, app.graph.{module}; print('NodeGraphQt' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_ids_come_from_outside() -> None:
    document = Document(MemoryDraft(small_tree()), new_id=Ids())
    assert [document.new_id(), document.new_id()] == ["new1", "new2"]

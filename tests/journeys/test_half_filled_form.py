"""Forms that are left half filled, and actions that nobody knows: all of it comes back."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt

from app.engine.actions.detect_keywords import DetectKeywords
from app.engine.registry import CATALOGUE
from app.engine.trace import Outcome
from app.model.config import UnknownConfig
from app.model.routing import Status
from app.services.workspace import Workspace
from app.ui.forms.editors.choice import ChoiceEditor
from app.ui.forms.editors.line import LineEditor
from app.ui.forms.editors.links import LinksEditor
from app.ui.forms.editors.words import WordsEditor
from app.ui.forms.struct_row import Panel
from app.ui.routings.promotion import PromotionDialog
from app.ui.version.first_edit import EDIT, FirstEditDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL, SHIFT

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

STRANGE = '{"v":7,  "to":"the moon", "ways":[1, 2.50], "spare":null}'
"""As another application might have written it: blanks, trailing zeros and all."""


def test_a_half_filled_form_comes_back_as_it_was_left(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.make_version("Half", "Unfinished")
    desk.click(desk.ground, desk.on_branch("Start", "ok"))
    desk.choose_type("detect key")
    desk.click_card("Detect keywords")
    groups = desk.editor("groups")
    assert isinstance(groups, LinksEditor)
    desk.click(groups.add)
    desk.wait(lambda: len(groups.rows) == 2)
    # The keyboard stands in the caption of the new link.
    desk.write("Complaints ")
    required = desk.editor("required")
    assert isinstance(required, ChoiceEditor)
    desk.choose_in_combo(required.combo, 2)
    desk.click(keywords_of(desk, 0).box.viewport())
    desk.write("refund\n\n  half a wo")
    # Left in the middle of a word: the tab is closed before the pause that stores.
    before = desk.tab
    desk.press(Qt.Key.Key_W, CTRL)
    desk.wait(lambda: desk.window.workbench.current is None)
    desk.reopen()
    assert desk.tab is not before
    desk.agree()
    check_what_was_typed(desk)
    # And once more, the whole application this time.
    desk.press(Qt.Key.Key_Q, CTRL)
    desk.wait(lambda: desk.desktop.window is None)
    desk.start(sample)
    desk.wait(lambda: desk.window.workbench.current is not None)
    desk.agree()
    check_what_was_typed(desk)


def keywords_of(desk: Desk, row: int) -> WordsEditor:
    groups = desk.editor("groups")
    assert isinstance(groups, LinksEditor)
    panel = groups.rows[row]
    assert isinstance(panel, Panel)
    found = panel.form.editor("keywords")
    assert isinstance(found, WordsEditor)
    return found


def check_what_was_typed(desk: Desk) -> None:
    config = desk.action("Detect keywords").config
    assert isinstance(config, DetectKeywords)
    assert [one.keywords for one in config.groups] == [("refund", "half a wo"), ()]
    assert [one.slot for one in config.groups] == [1, 2]
    assert config.groups[1].caption.strip() == "Complaints"
    assert config.required == "at_least"
    desk.click_card("Detect keywords")
    groups = desk.editor("groups")
    assert isinstance(groups, LinksEditor)
    panel = groups.rows[1]
    assert isinstance(panel, Panel)
    assert isinstance(panel.caption, LineEditor)
    assert panel.caption.line.text().strip() == "Complaints"
    assert keywords_of(desk, 0).box.toPlainText().splitlines() == ["refund", "half a wo"]
    assert not desk.editor("at_least").isHidden()
    # What is missing is told, under its field and in the list of problems.
    desk.wait(lambda: desk.tab.problem_counts[0] >= 1)


def test_an_action_of_an_unknown_type_survives_word_for_word(desk: Desk, sample: Path) -> None:
    strange, version = make_strange(sample)
    desk.start(sample)
    desk.open_version("Support", version)
    action = next(one for one in desk.tree.actions if one.id == strange)
    assert action.config == UnknownConfig("teleport", STRANGE, "unknown action type")
    desk.agree()
    face = desk.card(action.name).face
    assert face is not None
    assert not face.known
    assert face.type_label == "teleport"
    desk.click_card(action.name)
    panel = desk.tab.inspector.panel
    assert panel is not None
    assert panel.unknown
    assert panel.raw.isVisible()
    assert "the moon" in panel.raw.toPlainText()
    replay_to_it(desk, action.name)
    try_to_promote(desk, action.name)
    # Everything else about it can be changed; its settings stay as they are.
    desk.click_card(action.name)
    desk.press(Qt.Key.Key_F2)
    desk.write("Beam up")
    desk.press(Qt.Key.Key_Return)
    # The version is in testing, so the first edit asks.
    desk.click(desk.dialog(FirstEditDialog).buttons[EDIT])
    desk.wait(lambda: any(one.name == "Beam up" for one in desk.tree.actions))
    place = desk.on_card("Beam up")
    desk.drag(desk.ground, place, place + QPoint(40, 30))
    desk.agree()
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.press(Qt.Key.Key_Z, CTRL | SHIFT)
    desk.agree()
    # A copy holds it too.
    desk.menu(desk.window, "Version", "Duplicate the version")
    desk.wait(lambda: "is in development" in desk.message)
    with contextlib.closing(sqlite3.connect(sample)) as file:
        found = file.execute("SELECT type, name, config FROM action WHERE id = ?", (strange,))
        assert set(found) == {
            ("teleport", "Beam up", STRANGE),
            # The other versions of the sample have the action under the same id.
            *file.execute(
                "SELECT type, name, config FROM action WHERE id = ? AND type <> 'teleport'",
                (strange,),
            ),
        }
        count = file.execute("SELECT count(*) FROM action WHERE config = ?", (STRANGE,))
        assert count.fetchone() == (2,)


def make_strange(path: Path) -> tuple[str, str]:
    """Give the action after Start in one version a type of another application."""
    workspace = Workspace.open(path, CATALOGUE)
    (support,) = (one for one in workspace.routings() if one.name == "Support")
    (version,) = (one for one in workspace.versions(support.id) if one.name == "New wording")
    draft = workspace.draft(version.id)
    tree, revision = draft.load()
    first = next(link.target for link in tree.links if link.source == tree.start.id)
    strange = msgspec.structs.replace(
        tree.by_id[first], type="teleport", config=UnknownConfig("teleport", STRANGE, "")
    )
    actions = tuple(strange if one.id == first else one for one in tree.actions)
    draft.save(tree, dataclasses.replace(tree, actions=actions), revision)
    workspace.close()
    return first, version.name


def replay_to_it(desk: Desk, name: str) -> None:
    tab = desk.tab
    desk.click(tab.replay_bar.email)
    desk.choose_option("refund")
    desk.click(tab.replay_bar.run)
    desk.wait(lambda: tab.replay.is_finished)
    trace = tab.replay.trace
    assert trace is not None
    assert trace.outcome is Outcome.NOT_READY
    assert [one.action.name for one in trace.steps] == ["Start", name]
    banner = tab.replay_panels.trace.banner
    assert f"{name} is not ready" in banner.said
    assert "Undelivered" in banner.said


def try_to_promote(desk: Desk, name: str) -> None:
    desk.click(desk.tab.toolbar.promote)
    dialog = desk.dialog(PromotionDialog)
    assert not dialog.go.isVisible()
    said = [dialog.problems.item(row).text() for row in range(dialog.problems.count())]
    assert any(name in one and "cannot be read by this version" in one for one in said)
    # Choosing the error goes to its action.
    row = next(row for row, one in enumerate(said) if name in one)
    item = dialog.problems.item(row)
    desk.click(dialog.problems.viewport(), dialog.problems.visualItemRect(item).center())
    desk.wait(lambda: desk.canvas.selected == (desk.action(name).id,))
    assert desk.tab.version.status is Status.DEVELOPMENT

"""Two windows on one workspace: each sees what the other does, and neither takes it away."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.engine.actions.detect_keywords import DetectKeywords
from app.model import edits
from app.model.edits import Edit
from app.model.tree import ActionTree
from app.services import lifecycle
from app.ui.forms.text_box import TextBox
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

VERSION = "Spring campaign"


def change(desk: Desk, edit: Edit) -> None:
    """Somebody in another window edits the version in front."""
    with desk.elsewhere() as other:
        draft = other.draft(desk.tab.version.id)
        tree, revision = draft.load()
        draft.save(tree, edit(tree), revision)


def first_of(desk: Desk) -> str:
    """The id of the action after Start."""
    return next(link.target for link in desk.tree.links if link.source == desk.tree.start.id)


def typed_keywords(desk: Desk) -> tuple[str, int]:
    """An action that detects keywords which are typed in its form, and the row of these."""
    return next(
        (one.id, at)
        for one in desk.tree.actions
        if isinstance(one.config, DetectKeywords)
        for at, group in enumerate(one.config.groups)
        if group.keywords
    )


def stop_looking(desk: Desk) -> None:
    """The other window writes between two looks of this one."""
    desk.window.session._poll.stop()


def test_what_the_other_window_does_appears(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    key = first_of(desk)
    change(desk, edits.rename(key, "Renamed elsewhere"))
    desk.wait(lambda: desk.tree.by_id[key].name == "Renamed elsewhere")
    desk.agree()
    other = next(one for one in desk.tree.actions if one.id not in (key, desk.tree.start.id))
    desk.click_card("Renamed elsewhere")
    change(desk, edits.comment(key, "Said elsewhere"))
    panel = desk.tab.inspector.panel
    assert panel is not None
    desk.wait(lambda: panel.comment.toPlainText() == "Said elsewhere")
    change(desk, edits.delete((other.id,), heal=False, catalogue=desk.window.session.catalogue))
    desk.wait(lambda: other.id not in desk.tree.by_id)
    desk.agree()
    # What was stored elsewhere is not undone here.
    desk.press(Qt.Key.Key_Z, CTRL)
    desk.agree()
    assert other.id not in desk.tree.by_id


def test_names_states_and_routings_of_the_other_window_appear(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    version = desk.tab.version
    with desk.elsewhere() as other:
        lifecycle.edit_version(other, version.id, name="Autumn campaign", description="")
    desk.wait(lambda: "Autumn campaign" in desk.window.workbench.bar.tabText(1))
    with desk.elsewhere() as other:
        lifecycle.delete_version(other, version.id)
    desk.wait(lambda: desk.window.workbench.current is None)
    assert "no longer exists" in desk.message
    assert version.id not in desk.window.workbench.version_ids


def test_a_version_promoted_elsewhere_becomes_read_only(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", "Summer hours")
    desk.click_card("Start")
    with desk.elsewhere() as other:
        lifecycle.promote(other, desk.tab.version.id)
    desk.wait(desk.tab.banner.isVisible)
    assert desk.tab.document.read_only
    desk.press(Qt.Key.Key_Insert)
    assert desk.tab.adding.menu is None
    desk.agree()


def choose(desk: Desk, words: str) -> None:
    """Press one of the buttons beside what the version says."""
    (found,) = (one for one in desk.tab.notice.findChildren(QPushButton) if one.text() == words)
    desk.click(found)


def rename_on_card(desk: Desk, key: str, name: str) -> None:
    """Give an action another name on its card."""
    desk.click_card(desk.tree.by_id[key].name)
    desk.press(Qt.Key.Key_F2)
    desk.write(name)
    desk.press(Qt.Key.Key_Return)


def stored(desk: Desk, version: str) -> ActionTree:
    """What the other window sees of a version."""
    with desk.elsewhere() as other:
        return other.tree(version)


def type_keyword(desk: Desk, key: str, at: int, words: str) -> TextBox:
    """Type one more keyword into a row of the form; the pause after it is not over."""
    desk.click_card(desk.tree.by_id[key].name)
    row = desk.editor("groups").rows[at]  # type: ignore[attr-defined]
    box = row.form.editor("keywords").box
    assert isinstance(box, TextBox)
    desk.click(box.viewport())
    desk.press(Qt.Key.Key_End, CTRL)
    desk.write(f"\n{words}")
    assert desk.tab.edits.is_waiting
    return box


def test_a_stale_edit_is_not_stored_and_offers_to_load_theirs(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    key, version = first_of(desk), desk.tab.version.id
    before = desk.tree.by_id[key].name
    stop_looking(desk)
    change(desk, edits.comment(key, "Said elsewhere"))
    theirs = stored(desk, version)
    rename_on_card(desk, key, "Said here")
    desk.wait(lambda: bool(desk.notice))
    assert "Somebody else changed this version" in desk.notice
    assert desk.tree.by_id[key].name == "Said here"
    assert desk.tab.is_unsaved
    assert stored(desk, version) == theirs
    # Neither is loaded over the other while nobody has chosen.
    change(desk, edits.comment(key, "Said again elsewhere"))
    desk.window.session.look_outside()
    assert desk.tree.by_id[key].name == "Said here"
    choose(desk, "Load it again")
    desk.wait(lambda: desk.tree.by_id[key].comment == "Said again elsewhere")
    assert desk.tree.by_id[key].name == before
    assert not desk.tab.notice.isVisible()
    assert not desk.tab.is_unsaved
    desk.agree()
    # And now it can be done.
    rename_on_card(desk, key, "Said here")
    desk.wait(lambda: desk.tree.by_id[key].name == "Said here")
    desk.agree()
    assert desk.tree.by_id[key].comment == "Said again elsewhere"


def test_a_stale_edit_and_those_after_it_are_kept_as_a_new_version(
    desk: Desk, sample: Path
) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    key, first = first_of(desk), desk.tab.version
    stop_looking(desk)
    change(desk, edits.comment(key, "Said elsewhere"))
    rename_on_card(desk, key, "Said here")
    desk.wait(lambda: bool(desk.notice))
    # The comment is still being typed when the button is pressed.
    panel = desk.tab.inspector.panel
    assert panel is not None
    desk.click(panel.comment.viewport())
    desk.press(Qt.Key.Key_A, CTRL)
    desk.write("Typed here")
    mine, theirs = desk.tree, stored(desk, first.id)
    choose(desk, "Keep mine as a new version")
    desk.wait(lambda: desk.tab.version.id != first.id)
    made = desk.tab.version
    assert made.editable
    assert (made.routing, made.name) == (first.routing, f"{VERSION} (2)")
    desk.agree()
    assert desk.tree.by_id[key].name == "Said here"
    assert desk.tree.by_id[key].comment == "Typed here"
    assert set(desk.tree.links) == set(mine.links)
    # The other window's version is as that window left it, there and here.
    assert stored(desk, first.id) == theirs
    desk.tab_of(VERSION)
    assert desk.tab.version.id == first.id
    assert not desk.tab.is_unsaved
    assert not desk.notice
    desk.agree()
    assert desk.tree.by_id[key].comment == "Said elsewhere"


def test_typing_here_takes_away_nothing_that_was_stored_elsewhere(desk: Desk, sample: Path) -> None:
    """Both change one action, in different fields, between two looks."""
    desk.start(sample)
    desk.open_version("Support", VERSION)
    key, at = typed_keywords(desk)
    stop_looking(desk)
    config = desk.tree.by_id[key].config
    assert isinstance(config, DetectKeywords)
    turned = msgspec.structs.replace(config, whole_words=not config.whole_words)
    box = type_keyword(desk, key, at, "between")
    change(desk, edits.configure(key, turned))
    desk.window.session.look_outside()
    # What is being typed is not touched by what was loaded.
    assert "between" in box.toPlainText()
    desk.wait(lambda: not desk.tab.edits.is_waiting)
    desk.agree()
    now = desk.tree.by_id[key].config
    assert isinstance(now, DetectKeywords)
    assert now.whole_words is turned.whole_words
    assert "between" in now.groups[at].keywords
    assert not desk.notice


def test_typing_in_a_field_that_changed_elsewhere_is_a_choice(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    key, at = typed_keywords(desk)
    version = desk.tab.version.id
    stop_looking(desk)
    config = desk.tree.by_id[key].config
    assert isinstance(config, DetectKeywords)
    rows = list(config.groups)
    rows[at] = msgspec.structs.replace(rows[at], keywords=("theirs",))
    box = type_keyword(desk, key, at, "mine")
    change(desk, edits.configure(key, msgspec.structs.replace(config, groups=tuple(rows))))
    theirs = stored(desk, version)
    desk.window.session.look_outside()
    assert "Somebody else changed this version" in desk.notice
    assert "mine" in box.toPlainText()
    desk.write(" too")
    desk.wait(lambda: not desk.tab.edits.is_waiting)
    assert "mine too" in box.toPlainText()
    assert stored(desk, version) == theirs
    choose(desk, "Keep mine as a new version")
    desk.wait(lambda: desk.tab.version.id != version)
    desk.agree()
    kept = desk.tree.by_id[key].config
    assert isinstance(kept, DetectKeywords)
    assert "mine too" in kept.groups[at].keywords
    assert stored(desk, version) == theirs


def test_typing_into_a_version_that_is_deleted_elsewhere_is_kept_as_a_new_one(
    desk: Desk, sample: Path
) -> None:
    desk.start(sample)
    desk.open_version("Support", VERSION)
    version = desk.tab.version
    key, at = typed_keywords(desk)
    stop_looking(desk)
    type_keyword(desk, key, at, "mine")
    with desk.elsewhere() as other:
        lifecycle.delete_version(other, version.id)
    desk.window.session.look_outside()
    assert "Somebody else deleted this version" in desk.notice
    assert desk.tab.version.id == version.id
    choose(desk, "Keep mine as a new version")
    desk.wait(lambda: desk.tab.version.id != version.id)
    made = desk.tab.version
    assert (made.routing, made.name) == (version.routing, VERSION)
    assert version.id not in desk.window.workbench.version_ids
    config = desk.tree.by_id[key].config
    assert isinstance(config, DetectKeywords)
    assert "mine" in config.groups[at].keywords
    desk.agree()


def test_what_was_typed_outlives_its_routing(desk: Desk, sample: Path) -> None:
    desk.start(sample)
    desk.make_version("Small", "Draft")
    version = desk.tab.version
    stop_looking(desk)
    rename_on_card(desk, desk.tree.start.id, "Said here")
    desk.wait(lambda: not desk.tab.edits.is_waiting)
    with desk.elsewhere() as other:
        lifecycle.delete_routing(other, version.routing)
    rename_on_card(desk, desk.tree.start.id, "Said too late")
    desk.wait(lambda: bool(desk.notice))
    choose(desk, "Keep mine as a new version")
    desk.wait(lambda: desk.tab.version.id != version.id)
    with desk.elsewhere() as other:
        routing = other.routing(desk.tab.version.routing)
        assert (routing.name, routing.reference) == ("Small", "small")
    assert desk.tree.start.name == "Said too late"
    desk.agree()

"""The inspector asks for edits, and brings the results back without disturbing who types."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.model.catalogue import (
    ActionCard,
    Branch,
    BranchRole,
    Catalogue,
    Category,
    Problem,
    RoutingType,
    Severity,
)
from app.model.config import AnyConfig, Config, UnknownConfig
from app.model.fields import FieldInfo, fields_of
from app.model.references import Renamed
from app.model.resources import Resources
from app.model.text import EMPTY, Text, _
from app.model.tree import Action, ActionTree, BranchEnd, Link, evolve
from app.ui.forms import Inspector
from tests.ui.forms.driving import shown, type_into
from tests.ui.forms.fakes import Everything, LinkOfWords, Window

_DEFAULT = Branch("by_default", _("By default"), BranchRole.DEFAULT)


class OneType(Catalogue):
    """Knows the type of every field; its links make branches."""

    def cards(self) -> tuple[ActionCard, ...]:
        return (self.card("everything"),)

    def card(self, key: str) -> ActionCard:
        return ActionCard(
            key=key,
            label=_("Everything"),
            category=Category.DATA,
            icon="mdi6.tune",
            help=_("Does everything."),
            routing_types=frozenset(RoutingType),
            known=key == "everything",
        )

    def new_config(self, key: str) -> Config:
        return Everything()

    def decode(self, key: str, raw: str) -> AnyConfig:
        return msgspec.json.decode(raw, type=Everything)

    def encode(self, config: AnyConfig) -> str:
        return msgspec.json.encode(config).decode()

    def branches(self, config: AnyConfig) -> tuple[Branch, ...]:
        links = config.links if isinstance(config, Everything) else ()
        made = (
            Branch(f"link_{one.slot}", _("Link"), BranchRole.LINK, one.caption) for one in links
        )
        return (*made, _DEFAULT) if isinstance(config, Everything) else ()

    def continuing_branch(self, config: AnyConfig) -> str | None:
        return _DEFAULT.key

    def summary(self, config: AnyConfig) -> Text:
        return EMPTY

    def fields(self, key: str) -> tuple[FieldInfo, ...]:
        names = ("line", "number", "links")
        return tuple(one for one in fields_of(Everything) if one.name in names)

    def problems(self, config: AnyConfig, resources: Resources) -> tuple[Problem, ...]:
        return ()

    def uses(self, config: AnyConfig) -> tuple[Any, ...]:
        return ()

    def with_references(self, config: AnyConfig, renamed: Renamed) -> AnyConfig:
        return config


CATALOGUE = OneType()
CONFIG = Everything(line="words", links=(LinkOfWords(slot=2, caption="VIP"),))
TREE = ActionTree(
    actions=(
        Action("a", 3, "everything", "Sort", CONFIG, comment="why"),
        Action("b", 4, "everything", "Next", Everything()),
        Action("x", 5, "future", "New thing", UnknownConfig("future", '{"a":1,"b":[2]}')),
    ),
    links=(Link("a", "link_2", "b"), Link("a", "link_9", "x")),
    ends=(BranchEnd("b", "by_default"),),
    next_number=6,
)


@pytest.fixture
def inspector(qtbot: QtBot) -> Inspector:
    made: Inspector = shown(qtbot, Inspector(Window()))
    made.show_action(TREE, "a", CATALOGUE)
    return made


def changed(**changes: Any) -> ActionTree:
    first = msgspec.structs.replace(TREE.by_id["a"], **changes)
    return evolve(TREE, actions=(first, *TREE.actions[1:]))


def test_without_a_selection_it_says_what_to_do(qtbot: QtBot) -> None:
    inspector = shown(qtbot, Inspector(Window()))
    assert inspector.panel is None
    assert inspector.action_id == ""
    assert inspector._none.isVisible()


def test_it_shows_the_action_with_its_branches(inspector: Inspector) -> None:
    panel = inspector.panel
    assert panel is not None
    assert (panel.name.text(), panel.number.text()) == ("Sort", "#3")
    assert panel.comment.toPlainText() == "why"
    assert list(panel.branches.lines) == ["link_2", "by_default", "link_9"]
    assert "4  Next" in panel.branches.lines["link_2"].target.text()
    assert panel.branches.lines["link_9"].words.text().endswith("(no longer there)")


def test_it_asks_for_each_edit(qtbot: QtBot, inspector: Inspector) -> None:
    panel = inspector.panel
    assert panel is not None
    told: list[tuple[Any, ...]] = []
    for name in ("renamed", "commented", "recorded", "configured", "end_here", "go_to"):
        getattr(inspector, name).connect(lambda *args, name=name: told.append((name, *args)))
    type_into(panel.name, "!")
    type_into(panel.comment, "?")
    panel.record.click()
    type_into(panel.form.editor("line"), "x")
    panel.branches.lines["by_default"].ends.click()
    panel.branches.lines["link_2"].target.click()
    assert told == [
        ("renamed", "a", panel.name.text()),
        ("commented", "a", panel.comment.toPlainText()),
        ("recorded", "a", True),
        ("configured", "a", msgspec.structs.replace(CONFIG, line=panel.form.value().line)),
        ("end_here", "a", "by_default", True),
        ("go_to", "b"),
    ]


def test_an_update_leaves_the_cursor_and_what_is_being_typed(inspector: Inspector) -> None:
    panel = inspector.panel
    assert panel is not None
    line = panel.form.editor("line").line  # type: ignore[attr-defined]
    type_into(line, "abc")
    line.setCursorPosition(2)
    typed = line.text()
    inspector.show_action(changed(name="Renamed elsewhere"), "a", CATALOGUE)
    assert inspector.panel is panel
    assert (line.text(), line.cursorPosition()) == (typed, 2)
    assert panel.name.text() == "Renamed elsewhere"


def test_an_undo_brings_the_stored_value_back(inspector: Inspector) -> None:
    panel = inspector.panel
    assert panel is not None
    type_into(panel.form.editor("line"), "x")
    stored = changed(config=panel.form.value())
    inspector.show_action(stored, "a", CATALOGUE)
    inspector.show_action(TREE, "a", CATALOGUE)
    assert panel.form.value() == CONFIG


def test_a_refused_edit_is_taken_back_from_the_screen(inspector: Inspector) -> None:
    panel = inspector.panel
    assert panel is not None
    type_into(panel.form.editor("line"), "x")
    type_into(panel.name, "x")
    inspector.reset()
    assert panel.form.value() == CONFIG
    assert panel.name.text() == "Sort"


def test_an_empty_name_is_not_asked_for(qtbot: QtBot, inspector: Inspector) -> None:
    panel = inspector.panel
    assert panel is not None
    panel.name.selectAll()
    with qtbot.assertNotEmitted(inspector.renamed):
        QTest.keyClick(panel.name, Qt.Key.Key_Delete)
    assert panel.name_problem.isVisible()
    QTest.keyClick(panel.name, Qt.Key.Key_Return)
    assert panel.name.text() == "Sort"


def test_problems_stand_at_fields_and_branches(inspector: Inspector) -> None:
    problems = (
        Problem(Severity.ERROR, _("Too short."), action="a", field="line"),
        Problem(Severity.WARNING, _("Leads nowhere."), action="a", branch="by_default"),
        Problem(Severity.ERROR, _("Elsewhere."), action="b", field="line"),
    )
    inspector.show_action(TREE, "a", CATALOGUE, problems)
    panel = inspector.panel
    assert panel is not None
    assert panel.form.row("line").message.text() == "Too short."
    assert panel.branches.lines["by_default"].message.text() == "Leads nowhere."
    assert inspector.focus_field("line")


def test_read_only_versions_are_looked_at(inspector: Inspector) -> None:
    inspector.show_action(TREE, "a", CATALOGUE, read_only=True)
    panel = inspector.panel
    assert panel is not None
    type_into(panel.name, "x")
    type_into(panel.form.editor("line"), "x")
    assert panel.name.text() == "Sort"
    assert panel.form.value() == CONFIG
    assert not panel.record.isEnabled()
    assert not panel.branches.lines["by_default"].ends.isEnabled()


def test_an_unknown_type_is_shown_word_for_word(inspector: Inspector) -> None:
    inspector.show_action(TREE, "x", CATALOGUE)
    panel = inspector.panel
    assert panel is not None
    assert panel.raw.isReadOnly()
    assert msgspec.json.decode(panel.raw.toPlainText()) == {"a": 1, "b": [2]}


def test_several_actions_offer_their_commands(qtbot: QtBot, inspector: Inspector) -> None:
    command = QAction("&Delete", inspector)
    inspector.show_several(3, (command,))
    assert inspector.panel is None
    assert inspector._several._count.text() == "3 actions are selected"
    made = next(one for one in inspector.findChildren(QPushButton) if one.text() == "Delete")
    with qtbot.waitSignal(command.triggered):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)


def test_f1_asks_for_the_help_of_the_type(qtbot: QtBot, inspector: Inspector) -> None:
    panel = inspector.panel
    assert panel is not None
    with qtbot.waitSignal(inspector.help_asked) as asked:
        QTest.keyClick(panel.record, Qt.Key.Key_F1)
    assert asked.args == ["everything"]

"""The shared widgets say what they should, and answer keys and clicks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.graph.tokens import DARK, LIGHT, THEMES, Tokens, contrast
from app.model.routing import Schedule, Status, Version
from app.model.text import EMPTY, _, verbatim
from app.ui.theme import (
    Theme,
    VersionState,
    apply_theme,
    icon,
    state_visual,
    states_of,
    tokens,
    tokens_for,
    tr,
    use_language,
)
from app.ui.theme.marks import register_marks
from app.ui.widgets import (
    Answer,
    ConfirmDialog,
    ElidedLabel,
    FlowLayout,
    MessageBar,
    NameDialog,
    Option,
    Picker,
    SearchField,
    Segments,
    StateChip,
    Tone,
)
from app.ui.widgets.option_list import OptionModel
from app.ui.widgets.state_chip import tint

pytestmark = pytest.mark.qt_log_ignore(r"^This plugin does not support", extend=True)


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    return qapp


def test_a_theme_dresses_the_application_and_tells_of_changes(
    qtbot: QtBot, app: QApplication
) -> None:
    theme = Theme(app, "light")
    assert tokens() == LIGHT
    with qtbot.waitSignal(theme.changed) as told:
        theme.set_preference("dark")
    assert told.args == [DARK]
    assert theme.tokens == DARK
    assert app.palette().window().color() == QColor(DARK.background)
    theme.set_preference("light")
    assert tokens_for("system") in (LIGHT, DARK)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_style_sheet_is_read_without_a_complaint(app: QApplication, theme: Tokens) -> None:
    apply_theme(app, theme)
    assert theme.accent in app.styleSheet()
    apply_theme(app, LIGHT)


def test_arrows_and_ticks_are_drawn(app: QApplication) -> None:
    from PySide6.QtGui import QPixmap

    for name in ("down", "check", "cross"):
        assert not QPixmap(f"{register_marks(LIGHT)}{name}.svg").isNull()


def test_an_icon_takes_the_colour_of_the_theme_when_it_is_painted(app: QApplication) -> None:
    made = icon("mdi6.circle", "accent")
    apply_theme(app, LIGHT)
    light = made.pixmap(QSize(16, 16)).toImage().pixelColor(8, 8)
    apply_theme(app, DARK)
    dark = made.pixmap(QSize(16, 16)).toImage().pixelColor(8, 8)
    apply_theme(app, LIGHT)
    assert (light, dark) == (QColor(LIGHT.accent), QColor(DARK.accent))


def test_icons_are_sharp_on_dense_screens(app: QApplication) -> None:
    picture = icon("mdi6.circle").pixmap(QSize(16, 16), 2.0)
    assert (picture.size(), picture.devicePixelRatio()) == (QSize(32, 32), 2.0)


def test_an_unknown_icon_is_a_question_mark_not_an_error(app: QApplication) -> None:
    assert not icon("mdi6.no-such-icon").pixmap(QSize(16, 16)).isNull()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("state", list(VersionState))
def test_words_of_a_chip_are_legible(theme: Tokens, state: VersionState) -> None:
    ink = state_visual(state).colour(theme)
    assert contrast(ink, tint(ink, theme)) >= 4.5


def test_a_version_shows_its_status_and_flags() -> None:
    at = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    version = Version("v", "r", 1, "One", in_testing=True, schedule=Schedule(at, "UTC"))
    assert states_of(version) == (
        VersionState.DEVELOPMENT,
        VersionState.TESTING,
        VersionState.SCHEDULED,
    )
    produced = Version("v", "r", 1, "One", status=Status.PRODUCTION)
    assert states_of(produced) == (VersionState.PRODUCTION,)


def test_sentences_inside_sentences_are_rendered() -> None:
    inner = _("{count} rows", count=2)
    assert tr(_("Deleted: {what}", what=inner)) == "Deleted: 2 rows"
    assert tr(EMPTY) == ""
    assert tr(verbatim("{braces}")) == "{braces}"


def test_a_language_without_translations_is_english(tmp_path: Path) -> None:
    use_language("fr_FR.UTF-8", tmp_path)
    assert tr(_("Cancel")) == "Cancel"


def test_a_chip_says_its_state(qtbot: QtBot) -> None:
    chip = StateChip(VersionState.PRODUCTION)
    qtbot.addWidget(chip)
    assert chip.words == "In production"
    assert chip.accessibleName() == "In production"


def test_a_message_has_a_button_that_acts_and_sends_it_away(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    bar = MessageBar(page)
    done: list[str] = []
    assert bar.message == ""
    bar.show_message(
        _("The disk is full."), Tone.ERROR, action=_("Retry"), on_action=lambda: done.append("r")
    )
    assert bar.message == "The disk is full."
    retry = next(one for one in bar.findChildren(QPushButton) if one.text() == "Retry")
    retry.click()
    assert done == ["r"]
    assert bar.message == ""


def test_escape_clears_a_search(qtbot: QtBot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_enter_never_confirms_by_itself(qtbot: QtBot) -> None:
    dialog = ConfirmDialog(
        _("Delete the routing?"),
        (_("Its versions are deleted as well."),),
        (Answer("delete", _("Delete"), "danger"),),
        type_to_confirm="support",
    )
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.buttons["delete"].isEnabled()
    QTest.keyClicks(dialog.typed, "support")
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert dialog.answer is None
    QTest.mouseClick(dialog.buttons["delete"], Qt.MouseButton.LeftButton)
    assert dialog.answer == "delete"


def test_a_name_is_checked_while_it_is_typed(qtbot: QtBot) -> None:
    dialog = NameDialog(_("Rename"), name="One")
    qtbot.addWidget(dialog)
    dialog.line.selectAll()
    QTest.keyClick(dialog.line, Qt.Key.Key_Delete)
    assert not dialog.ok.isEnabled()
    assert "empty" in dialog.reason.text()
    QTest.keyClicks(dialog.line, " Two ")
    assert dialog.ok.isEnabled()
    assert dialog.name == "Two"


def test_words_that_do_not_fit_are_in_the_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("a rather long sentence that cannot fit")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.shown.endswith("…")
    assert label.toolTip() == label.text()


def test_things_flow_into_the_next_line(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page)
    for _number in range(4):
        thing = QLabel("x")
        thing.setFixedSize(40, 20)
        flow.addWidget(thing)
    assert flow.heightForWidth(200) == 20
    assert flow.heightForWidth(90) == 44


def test_better_matches_come_first_and_every_word_counts(qtbot: QtBot) -> None:
    model = OptionModel()
    model.set_options(
        (Option("1", "All billing"), Option("2", "Billing"), Option("3", "Support", "billing"))
    )
    model.search("bill")
    assert [one.key for one in model.shown] == ["2", "1", "3"]
    model.search("bill supp")
    assert [one.key for one in model.shown] == ["3"]


def test_typing_on_a_picker_searches(qtbot: QtBot) -> None:
    picker = Picker(lambda: [Option("a", "Alpha"), Option("b", "Beta")])
    qtbot.addWidget(picker)
    picker.show()
    QTest.keyClick(picker, Qt.Key.Key_B)
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.keyClick(picker.popup.search, Qt.Key.Key_Return)
    assert chosen.args == ["b"]
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(picker.popup.search, Qt.Key.Key_Escape)
    assert not picker.popup.isVisible()


def test_arrows_move_between_segments(qtbot: QtBot) -> None:
    segments = Segments((("all", _("All")), ("any", _("Any"))))
    qtbot.addWidget(segments)
    segments.set_key("all")
    segments.show()
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.keyClick(segments.segment("all"), Qt.Key.Key_Right)
    assert chosen.args == ["any"]
    assert segments.key == "any"

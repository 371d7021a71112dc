"""F1 on an action opens its page of the reference."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.version.help_page import HelpPage
from app.ui.version.tab import VersionTab


def test_f1_shows_the_page_of_the_selected_action(tab: VersionTab) -> None:
    tab.show_action(tab.document.tree.start.id)
    tab.inspector.setFocus()
    QTest.keyClick(tab.inspector, Qt.Key.Key_F1)
    (page,) = tab.findChildren(HelpPage)
    assert page.isVisible()
    assert "entry point of the tree" in page.page.toPlainText()
    page.close()


def test_an_unknown_type_has_no_page_and_says_so(tab: VersionTab) -> None:
    page = HelpPage("from-the-future", tab)
    assert "no help page" in page.page.toPlainText()

"""The preview of an email: nothing is fetched or opened, and what deceives is made visible."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from app.ui.samples.contents import read_contents, seen
from app.ui.samples.found_text import Highlight
from app.ui.samples.preview import EmailPreview
from app.ui.samples.safe_browser import SafeBrowser
from app.ui.samples.safe_html import safe_html


def mail(html: str, subject: str = "Hello") -> bytes:
    return (
        f"From: Ada <ada@example.org>\r\nTo: help@example.com\r\nSubject: {subject}\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}"
    ).encode()


HOSTILE = (
    "<script>alert(1)</script><p>text</p>",
    "<img src='http://evil.example/a.png'><p>text</p>",
    "<img src='//evil.example/a.png'><p>text</p>",
    "<img src='file:///etc/passwd'><p>text</p>",
    "<img src=x onerror=alert(1)><p>text</p>",
    "<a href='javascript:alert(1)'>text</a>",
    "<a href='file:///etc/passwd'>text</a>",
    "<a href='//evil.example'>text</a>",
    "<style>@import url(http://evil.example/a.css)</style><p>text</p>",
    "<link rel=stylesheet href='http://evil.example/a.css'><p>text</p>",
    "<p style='background:url(http://evil.example/a.png)'>text</p>",
    "<table background='http://evil.example/a.png'><tr><td>text</td></tr></table>",
    "<iframe src='http://evil.example'></iframe><p>text</p>",
    "<object data='file:///etc/passwd'></object><p>text</p>",
    "<svg><image href='http://evil.example/a.png'/></svg><p>text</p>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'><p>text</p>",
    "<form action='http://evil.example'><input name=a><p>text</p></form>",
    "<base href='http://evil.example/'><img src='a.png'><p>text</p>",
    "<video poster='http://evil.example/a.png' src='http://evil.example/a.mp4'></video>text",
    "<img src='data:image/svg+xml;base64,PHN2Zy8+'><p>text</p>",
    "<a href='http://evil.example/&quot;><img src=http://evil.example/b>'>text</a>",
)


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_holds_no_address_and_keeps_its_text(html: str) -> None:
    cleaned = safe_html(html)
    assert "text" in cleaned.html
    for part in ("evil.example", "file:", "javascript:", "onerror", "url(", "data:"):
        assert part not in cleaned.html.casefold()


@pytest.mark.parametrize("html", HOSTILE)
def test_the_browser_asks_for_nothing(
    qtbot: QtBot, html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(Path, "open", lambda self, *_: opened.append(str(self)))
    preview = EmailPreview()
    qtbot.addWidget(preview)
    preview.show_email(mail(html))
    preview.grab()
    assert not opened
    assert "text" in preview.browser.toPlainText()


def test_whatever_is_asked_for_is_one_invisible_pixel(qtbot: QtBot) -> None:
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    for address in ("file:///etc/passwd", "http://evil.example/a.png", "cid:1", ":/qt/icon"):
        kind = int(QTextDocument.ResourceType.ImageResource.value)
        given = browser.loadResource(kind, QUrl(address))
        assert isinstance(given, QImage)
        assert (given.width(), given.height()) == (1, 1)


def test_a_link_tells_where_it_leads_and_leads_nowhere(qtbot: QtBot) -> None:
    preview = EmailPreview()
    qtbot.addWidget(preview)
    preview.show_email(mail("<a href='http://evil.example/login'>http://bank.example</a>"))
    before = preview.browser.source()
    preview.browser.anchorClicked.emit(QUrl("#target-0"))
    assert "evil.example/login" in preview._target.text()
    assert preview.browser.source() == before
    assert "bank.example" in preview.browser.toPlainText()


def test_pictures_that_are_not_fetched_are_counted() -> None:
    contents = read_contents(
        mail("<img src='http://a.example/1.png'><img src='https://b.example'>")
    )
    assert any("2 pictures" in str(note) for note in contents.notes)


def test_marks_that_turn_the_direction_of_writing_are_shown() -> None:
    assert seen("invoice\u202efdp.exe") == "invoice⌈RIGHT-TO-LEFT OVERRIDE⌉fdp.exe"


@pytest.mark.parametrize("tag", ["table><tr><td", "div", "blockquote", "ul><li", "b"])
def test_deep_nesting_is_flattened_and_keeps_the_text(qtbot: QtBot, tag: str) -> None:
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    browser.show_safe(safe_html(f"<{tag}>" * 5_000 + "kept"))
    assert "kept" in browser.toPlainText()


def test_one_endless_word_is_shown(qtbot: QtBot) -> None:
    preview = EmailPreview()
    qtbot.addWidget(preview)
    preview.resize(500, 500)
    preview.show()
    preview.show_email(mail("<p>" + "x" * 300_000 + "</p>"))
    preview.grab()
    assert preview.browser.toPlainText().startswith("xxx")


def test_what_was_found_is_marked_also_behind_an_endless_word(qtbot: QtBot) -> None:
    preview = EmailPreview()
    qtbot.addWidget(preview)
    contents = read_contents(b"From: a@b.example\r\n\r\n" + b"x" * 5_000 + b" refund")
    preview.show_contents(contents)
    preview.show_highlights((Highlight("body", 5_001, 5_007),))
    assert preview.found.marked == ("refund",)


def test_what_was_found_is_marked_also_behind_wide_characters(qtbot: QtBot) -> None:
    preview = EmailPreview()
    qtbot.addWidget(preview)
    raw = "From: a@b.example\r\nSubject: \r\n\r\n\U0001f600 a refund now".encode()
    contents = read_contents(raw)
    start = contents.searched["body"].index("refund")
    preview.show_contents(contents)
    preview.show_highlights((Highlight("body", start, start + 6),))
    assert preview.found.marked == ("refund",)
    assert preview.segments.key == "found"
    preview.show_highlights(())
    assert preview.segments.key == "message"


def test_attachments_are_listed_with_their_sizes(qtbot: QtBot) -> None:
    preview = EmailPreview()
    qtbot.addWidget(preview)
    raw = (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nHi\r\n"
        b"--x\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=a.csv\r\n"
        b"\r\n1,2,3\r\n--x--\r\n"
    )
    preview.show_email(raw)
    assert not preview.attachments.isHidden()
    (line,) = preview._contents.attachments
    assert (line.name, line.size) == ("a.csv", 5)


def test_real_mail_is_shown_without_an_address_to_fetch(qtbot: QtBot, corpus: Path) -> None:
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    files = [one for one in sorted((corpus / "torture").rglob("*")) if one.is_file()][:150]
    for file in files:
        contents = read_contents(file.read_bytes()[:2_000_000])
        if contents.html is not None:
            browser.show_safe(contents.html)
            assert not re.search(r"(?:src|href)=.(?:https?|file|ftp|//)", contents.html.html)

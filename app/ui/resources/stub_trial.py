"""Beside the form of a web service: which stub rule answers a request in a replay, and why."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.engine.stubs import Asked, RuleVerdict, judged
from app.model.errors import UserError
from app.model.resources import Resource, StubRule, WebService
from app.model.resources.web_service import METHODS
from app.model.text import Text, _
from app.services.stub_requests import MadeRequest, made_requests
from app.ui.resources.side_view import SideView
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import Card, IconTile, Option, Picker, heading, label, muted

_MOST_BODY = 2_000
_ANSWERS = ("mdi6.check-circle-outline", "success")
_LATER = ("mdi6.minus-circle-outline", "muted")
_NOT = ("mdi6.close-circle-outline", "muted")


class StubTrial(SideView):
    """Nothing is called: rules are held against a request that is typed, or that a run made."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._draft = WebService()
        self._own_url = False
        self._made: tuple[MadeRequest, ...] = ()
        self.verdicts: tuple[RuleVerdict, ...] = ()
        """Every rule, held against the request."""
        self.made = Picker(
            self._offered,
            placeholder=_("A request of a kept run…"),
            empty=_("No kept run has called this web service yet."),
        )
        self.made.setAccessibleName(tr(_("A request of a kept run")))
        self.made.chosen.connect(self._take_made)
        self.method = QComboBox()
        self.method.addItems(METHODS)
        self.url = QLineEdit()
        self.body = QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        self.body.setFixedHeight(64)
        self.method.currentTextChanged.connect(lambda _text: self._refresh())
        self.url.textEdited.connect(self._type_url)
        self.url.textChanged.connect(lambda _text: self._refresh())
        self.body.textChanged.connect(self._refresh)
        self._rules = QVBoxLayout()
        self._rules.setSpacing(6)
        self._answer = Card(margin=12)
        self.said = label()
        self.answered = QPlainTextEdit()
        self.answered.setReadOnly(True)
        self.answered.setFixedHeight(110)
        self.answered.setAccessibleName(tr(_("Answer")))
        self._answer.body.addWidget(self.said)
        self._answer.body.addWidget(self.answered)
        self._build()

    # --- SideView ---

    def show_resource(self, resource: Resource) -> None:
        assert isinstance(resource, WebService)
        before, self._draft = self._draft, resource
        if before.reference != resource.reference:
            self._own_url = False
            self._made = ()
        if not self._own_url:
            self.method.setCurrentText(resource.method)
            self.url.setText(resource.development_url or resource.production_url)
            self.url.setCursorPosition(0)
        self._refresh()

    def sizeHint(self) -> QSize:
        return QSize(380, 600)

    # --- the request ---

    @property
    def asked(self) -> Asked:
        """The request as it is typed."""
        return Asked(self.method.currentText(), self.url.text(), self.body.toPlainText())

    def _type_url(self, _words: str) -> None:
        self._own_url = True

    def _offered(self) -> list[Option]:
        try:
            self._made = made_requests(self._session.workspace, self.stored)
        except UserError as error:
            self._session.report(error.text, "error")
            self._made = ()
        return [
            Option(
                str(at),
                f"{one.asked.method} {one.asked.url}",
                "",
                one.subject or tr(_("(no subject)")),
                "mdi6.email-outline",
            )
            for at, one in enumerate(self._made)
        ]

    def _take_made(self, key: str) -> None:
        chosen = self._made[int(key)].asked
        self._own_url = True
        self.method.setCurrentText(chosen.method)
        self.url.setText(chosen.url)
        self.body.setPlainText(chosen.body)
        self.url.setCursorPosition(0)

    # --- what comes of it ---

    def _refresh(self) -> None:
        self.verdicts = judged(self._draft.stub_rules, self.asked)
        while (item := self._rules.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        first: RuleVerdict | None = None
        for verdict in self.verdicts:
            if not verdict.fits:
                said: Text = verdict.obstacle or Text("")
                look = _NOT
            elif first is None:
                first, said, look = verdict, _("Answers: the first rule that fits."), _ANSWERS
            else:
                said, look = (
                    _("Fits as well, but rule {first} is first.", first=first.number),
                    _LATER,
                )
            self._rules.addWidget(_rule_row(verdict, said, look))
        self._show_answer(None if first is None else first.rule)

    def _show_answer(self, rule: StubRule | None) -> None:
        self.answered.setVisible(rule is not None and not rule.times_out)
        if rule is None:
            none = _("There is no rule yet.") if not self.verdicts else _("No rule fits.")
            self.said.setText(
                tr(_("{none} A replay leaves by Error, with the reason “no stub”.", none=none))
            )
            return
        if rule.times_out:
            self.said.setText(tr(_("No answer in time: a replay leaves by Timeout.")))
            return
        self.said.setText(tr(_("Status {status}", status=rule.status)))
        headers = "".join(f"{one.name}: {one.value}\n" for one in rule.headers)
        parts = (headers, rule.body[:_MOST_BODY])
        self.answered.setPlainText("\n".join(part for part in parts if part))

    # --- building ---

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 20, 24)
        column.setSpacing(6)
        column.addWidget(heading(_("Try the answers of replays")))
        column.addWidget(muted(_("Nothing is called: the rules are held against this request.")))
        column.addSpacing(4)
        column.addWidget(self.made)
        column.addSpacing(4)
        for words, field in (
            (_("Method"), self.method),
            (_("Whole URL"), self.url),
            (_("Body"), self.body),
        ):
            caption = label(words)
            caption.setBuddy(field)
            field.setAccessibleName(tr(words))
            column.addWidget(caption)
            column.addWidget(field)
        column.addSpacing(12)
        column.addWidget(heading(_("Rules")))
        column.addLayout(self._rules)
        column.addSpacing(12)
        column.addWidget(heading(_("Answer")))
        column.addWidget(self._answer)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)


def _rule_row(verdict: RuleVerdict, said: Text, look: tuple[str, str]) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    line.addWidget(IconTile(*look, side=26), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    title = verdict.rule.row_title or Text("")
    words.addWidget(label(_("{number} · {rule}", number=verdict.number, rule=title)))
    words.addWidget(muted(said))
    line.addLayout(words, 1)
    return row

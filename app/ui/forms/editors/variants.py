"""The words of a template, one tab a language: add, remove, choose which one serves all others."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import QPoint, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from app.model.catalogue import Problem, Severity
from app.model.fields import FieldInfo
from app.model.resources import Resources, SmsVariant, TemplateVariant
from app.model.text import Text, _
from app.services.template_previews import template_problems
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, within
from app.ui.forms.form import Form
from app.ui.theme.icons import icon
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import muted
from app.ui.widgets.option_list import Option
from app.ui.widgets.search_popup import SearchPopup

_PAUSE_MS = 200
_OTHERS = "*"
"""The option of a variant that serves every other language; a stored one is empty."""


class VariantsEditor(FieldEditor):
    """`tuple` of `TemplateVariant` or `SmsVariant`. `turned` when another tab comes to the front.

    A template that cannot be read is told of, and kept as it is: drafts may be saved half done.
    """

    turned = Signal()

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self._at = 0
        self._told: tuple[Problem, ...] = ()
        self._popup: SearchPopup | None = None
        self._names = dict(around.context.languages())
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.accessibleName())
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setMovable(True)
        self.tabs.currentChanged.connect(self._turn)
        self.tabs.tabMoved.connect(self._move)
        self.serves = muted()
        self.form = Form(info.rows, around.context, around=around)
        self.form.edited.connect(self._take_variant)
        self.form.editing_finished.connect(self.finished)
        self.add = button(
            _("Add a language…"), variant="link", icon="mdi6.plus", clicked=self._ask_language
        )
        self.remove = button(
            _("Remove this language"),
            variant="link",
            icon="mdi6.close",
            clicked=self.remove_current,
        )
        self.prefer = button(
            _("Use it for every other language"),
            variant="link",
            icon="mdi6.star-outline",
            clicked=self._prefer,
        )
        self._tools = QWidget()
        tools = FlowLayout(self._tools, spacing=8)
        for made in (self.add, self.prefer, self.remove):
            tools.addWidget(made)
        head = QHBoxLayout()
        head.addWidget(self.tabs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._tools)
        column.addWidget(self.serves)
        column.addWidget(self.form)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._check_typed)
        self.setFocusProxy(self.tabs)

    # --- what is in front ---

    @property
    def current(self) -> Any:
        """The variant in front, if there is one."""
        return self._value[self._at] if self._at < len(self._value) else None

    @property
    def at(self) -> int:
        """The number of the tab in front."""
        return self._at

    def turn_to(self, at: int) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(at)

    # --- FieldEditor ---

    def show_value(self, value: Any) -> None:
        self._at = max(0, min(self._at, len(value) - 1))
        self._show_tabs()
        self._show_current()
        self._check()

    def show_problems(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        self._told = problems
        self._check()
        known = {str(at) for at in range(len(self._value))}
        return tuple(one for one in problems if one.field.partition(".")[0] not in known)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.form.set_read_only(read_only)
        self.tabs.setMovable(not read_only)
        self._allow()

    # --- adding and removing ---

    def add_language(self, code: str) -> None:
        """Add a language with empty words and bring it to the front; a used one comes forward."""
        used = [variant.language for variant in self._value]
        if code in used:
            self.turn_to(used.index(code))
            return
        self._value = (*self._value, self.info.row_type(language=code))
        self._at = len(self._value) - 1
        self._show_tabs()
        self._show_current()
        self._tell()
        self.turned.emit()
        self.form.focus_field("subject" if "subject" in self.form.names() else "text")

    def remove_current(self) -> None:
        """Take the language in front out; the last one stays."""
        if len(self._value) < 2:
            return
        self._value = (*self._value[: self._at], *self._value[self._at + 1 :])
        self._at = max(0, self._at - 1)
        self._show_tabs()
        self._show_current()
        self._tell()
        self.turned.emit()
        self.tabs.setFocus()

    # --- private ---

    def _name(self, code: str) -> str:
        return self._names.get(code, code) if code else tr(_("Every other language"))

    def _default_at(self) -> int:
        languages = [variant.language for variant in self._value]
        return languages.index("") if "" in languages else 0

    def _show_tabs(self) -> None:
        with QSignalBlocker(self.tabs):
            while self.tabs.count() > len(self._value):
                self.tabs.removeTab(self.tabs.count() - 1)
            while self.tabs.count() < len(self._value):
                self.tabs.addTab("")
            default = self._default_at()
            for at, variant in enumerate(self._value):
                star = " ★" if at == default and len(self._value) > 1 else ""
                self.tabs.setTabText(at, self._name(variant.language) + star)
                self.tabs.setTabToolTip(at, tr(self._served(at)))
            self.tabs.setCurrentIndex(self._at)
        self._allow()

    def _show_current(self) -> None:
        if self.current is not None:
            self.form.set_value(self.current)
            self.serves.setText(tr(self._served(self._at)))
        self.form.setVisible(self.current is not None)

    def _served(self, at: int) -> Text:
        code = self._value[at].language
        if at != self._default_at():
            return _("For emails in {language}.", language=self._name(code))
        if not code:
            return _("For emails in every language without words of its own.")
        return _(
            "For emails in {language}, and in every language without words of its own.",
            language=self._name(code),
        )

    def _allow(self) -> None:
        bounds = self.info.field.bounds
        most = int(bounds.high) if bounds is not None and bounds.high is not None else None
        self._tools.setVisible(not self.read_only)
        self.add.setEnabled(most is None or len(self._value) < most)
        self.remove.setVisible(len(self._value) > 1)
        # The first one serves all others, unless one is made for exactly them.
        free = all(variant.language for variant in self._value)
        self.prefer.setVisible(free and self._at > 0)

    def _turn(self, at: int) -> None:
        if at < 0 or at == self._at:
            return
        self._at = at
        self._show_current()
        self._allow()
        self._check()
        self.turned.emit()

    def _move(self, source: int, target: int) -> None:
        value = list(self._value)
        value.insert(target, value.pop(source))
        self._value = tuple(value)
        self._at = self.tabs.currentIndex()
        self._show_tabs()
        self._show_current()
        self._tell()

    def _prefer(self) -> None:
        rest = tuple(one for at, one in enumerate(self._value) if at != self._at)
        self._value = (self.current, *rest)
        self._at = 0
        self._show_tabs()
        self._show_current()
        self._tell()
        self.turned.emit()

    def _tell(self) -> None:
        self.edited.emit()
        self.finished.emit()
        self._check()

    def _take_variant(self, _name: str, struct: object) -> None:
        before = self.current
        value = (*self._value[: self._at], struct, *self._value[self._at + 1 :])
        self.take(value)
        if before is None or before.language != getattr(struct, "language", ""):
            self._show_tabs()
            self.serves.setText(tr(self._served(self._at)))
            self.turned.emit()
        # Reading templates anew at each key would make typing in a long one heavy.
        self._pause.start()

    def _check_typed(self) -> None:
        # The window may be closed by now, and its workspace with it.
        if self.isVisible():
            self._check()

    def _check(self) -> None:
        self._pause.stop()
        resources = self.around.context.resources()
        for at, variant in enumerate(self._value):
            found = (*within(self._told, str(at)), *_checked(variant, resources))
            if at == self._at:
                self.form.set_problems(found)
            self.tabs.setTabIcon(at, _mark(found))

    def _ask_language(self) -> None:
        if self._popup is None:
            self._popup = SearchPopup(self, empty=_("No language like this."))
            self._popup.chosen.connect(
                lambda code: self.add_language("" if code == _OTHERS else code)
            )
        used = {variant.language for variant in self._value}
        options = [] if "" in used else [Option(_OTHERS, self._name(""))]
        options += [
            Option(code, name, code)
            for code, name in self.around.context.languages()
            if code not in used
        ]
        below = self.add.mapToGlobal(QPoint(0, self.add.height() + 2))
        self._popup.open_under(self.add, options, place=below)


def _checked(variant: TemplateVariant | SmsVariant, resources: Resources) -> tuple[Problem, ...]:
    """What the templates of a variant have wrong: told, but no reason not to save them."""
    return tuple(
        msgspec.structs.replace(one, severity=Severity.WARNING)
        for one in template_problems(variant, resources)
    )


def _mark(problems: tuple[Problem, ...]) -> QIcon:
    if not problems:
        return QIcon()
    errors = any(one.severity is Severity.ERROR for one in problems)
    return icon("mdi6.alert-circle-outline", "error" if errors else "warning")

"""The page of samples: sets on the left, emails in the middle, a preview on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.model.catalogue import Catalogue
from app.model.errors import UserError
from app.model.permissions import Permission
from app.model.text import _
from app.services import samples
from app.services.sample_search import MOST_FOUND, find_emails
from app.services.samples import SampleEmail
from app.services.workspace import Workspace
from app.ui.jobs import Job, Ticket
from app.ui.routings.notices import permit
from app.ui.samples.contents import EmailContents, read_contents
from app.ui.samples.email_model import EMAIL_ROLE, EmailDelegate, EmailModel
from app.ui.samples.importing import Importer
from app.ui.samples.preview import EmailPreview
from app.ui.samples.rights import is_refused, refusal_of
from app.ui.samples.set_list import SetList
from app.ui.samples.typed_dialog import TypedEmailDialog
from app.ui.session import Session
from app.ui.theme import icon, tr
from app.ui.widgets import (
    Answer,
    ConfirmDialog,
    EmptyState,
    SearchField,
    button,
    label,
    rule,
    title,
)

_DELETE = "delete"
_LARGE = 512 * 1024
_TYPING_MS = 200


class SamplesPage(QWidget):
    """Sample emails; the one that is chosen here is the one that replays start from."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._searching: Job | None = None
        self._reading: Job | None = None
        self.sets = SetList(session)
        self.sets.chosen.connect(self._show_set)
        self.importer = Importer(session, self)
        self.importer.imported.connect(self._show_imported)
        self.search = SearchField(_("Search sender and subject"))
        self._pause = QTimer(self)
        self._pause.setObjectName("searches samples")
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MS)
        self._pause.timeout.connect(self._look)
        self.search.textChanged.connect(self._pause.start)
        self.emails = EmailModel(self)
        self.delegate = EmailDelegate(self)
        self.list = _EmailList()
        self.list.setModel(self.emails)
        self.list.setItemDelegate(self.delegate)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.delete_asked.connect(self.delete_selected)
        self.preview = EmailPreview()
        self.count = label(size="small", tone="muted", wrap=False)
        self._build()
        session.samples_changed.connect(self.refresh)
        session.resources_changed.connect(self._follow_rights)
        session.email_chosen.connect(self._mark_chosen)
        session.theme.changed.connect(self._repaint)
        self.refresh()
        self._follow_rights()
        self._mark_chosen()

    def _build(self) -> None:
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName("samples.columns")
        self.columns.setChildrenCollapsible(False)
        for number, part in enumerate((_panel(self.sets), self._middle(), _panel(self.preview))):
            self.columns.addWidget(part)
            self.columns.setStretchFactor(number, (0, 2, 3)[number])
        self.columns.setSizes([210, 400, 620])
        self.preview.setMinimumWidth(280)
        self._empty = empty = EmptyState(
            "mdi6.email-multiple-outline",
            _(
                "Sample emails show which way real mail takes through a version. Import some, drop"
                " files on the window, or type one."
            ),
            action=_("Import files…"),
        )
        empty.activated.connect(self.importer.ask_for_files)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(self.columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(rule())
        column.addWidget(self._pages, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(8)
        head.addWidget(title(_("Samples")))
        head.addStretch(1)
        self.type_button = button(
            _("Type a new email…"), icon="mdi6.email-edit-outline", clicked=self.type_email
        )
        head.addWidget(self.type_button)
        self.import_button = button(_("Import"), variant="primary", icon="mdi6.import")
        menu = QMenu(self.import_button)
        files = menu.addAction(icon("mdi6.file-import-outline"), tr(_("Files…")))
        files.setToolTip(tr(_("Emails (.eml) and mbox files")))
        files.triggered.connect(lambda: self.importer.ask_for_files(self._set_id()))
        folder = menu.addAction(icon("mdi6.folder-open-outline"), tr(_("A folder or Maildir…")))
        folder.triggered.connect(lambda: self.importer.ask_for_folder(self._set_id()))
        self.import_button.setMenu(menu)
        head.addWidget(self.import_button)
        return head

    def _middle(self) -> QFrame:
        self._no_emails = EmptyState(
            "mdi6.email-plus-outline",
            _("This set is empty. Import emails, drop files on the window, or type one."),
            action=_("Import files…"),
            variant="",
        )
        self._no_emails.activated.connect(lambda: self.importer.ask_for_files(self._set_id()))
        self._nothing = EmptyState("mdi6.magnify-close", _("No email holds all these words."))
        self._lists = QStackedWidget()
        for page in (self.list, self._no_emails, self._nothing):
            self._lists.addWidget(page)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._lists, 1)
        middle = _panel(inner)
        middle.setMinimumWidth(240)
        return middle

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes to the emails."""
        super().showEvent(event)
        self.list.setFocus()

    # --- commands ---

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import files and folders that were dropped, into the chosen set."""
        self.importer.start(tuple(map(Path, paths)), self._set_id())

    def type_email(self) -> None:
        """Type an email into the chosen set."""
        dialog = TypedEmailDialog(self._session.workspace, self._set_id(), self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def made() -> None:
            self._session.samples_changed.emit()
            if dialog.email is not None:
                self._choose_email(dialog.email.id)
                self.list.setCurrentIndex(self.emails.index(self.emails.rowCount() - 1, 0))

        dialog.accepted.connect(made)
        dialog.open()

    def delete_selected(self) -> None:
        """Delete the selected emails once it is confirmed."""
        ids = [
            email.id
            for index in self.list.selectedIndexes()
            if (email := index.data(EMAIL_ROLE)) is not None
        ]
        if not ids or is_refused(self._session, Permission.DELETE):
            return
        one = len(ids) == 1
        answer = ConfirmDialog.ask(
            self.window(),
            _("Delete this email?") if one else _("Delete {count} emails?", count=len(ids)),
            (_("This cannot be undone."),),
            (Answer(_DELETE, _("Delete"), "danger"),),
        )
        if answer == _DELETE:
            self._trying(lambda: samples.delete_emails(self._session.workspace, ids))
            self._session.samples_changed.emit()

    # --- following ---

    def _follow_rights(self) -> None:
        """Who may not add emails is told so by what would add them."""
        refusal = refusal_of(self._session, Permission.CREATE)
        adding = (self.type_button, self.import_button, self.sets.new)
        for widget in (*adding, self._empty.button, self._no_emails.button):
            permit(widget, refusal)

    def refresh(self) -> None:
        """Read the sets and emails again."""
        self.sets.refresh()
        self._pages.setCurrentIndex(1 if self.sets.sets else 0)

    def _show_imported(self, set_id: str, _report: object) -> None:
        self.sets.choose(set_id)

    def _set_id(self) -> str | None:
        return None if self.sets.current is None else self.sets.current.id

    def _show_set(self, _set_id: str) -> None:
        one = self.sets.current
        if one is None:
            self.emails.show_set(self._session.workspace, "", 0)
            self.preview.show_email(None)
        else:
            before = self.list.currentIndex().data(EMAIL_ROLE)
            self.emails.show_set(self._session.workspace, one.id, one.count)
            if self.search.text().strip():
                self._look()
            elif isinstance(before, SampleEmail):
                self._mark_row(before)
        self._show_count()

    def _mark_row(self, before: SampleEmail) -> None:
        """The row of an email, where it still stands at its place."""
        row = before.position - 1
        email = self.emails.email(row)
        if email is not None and email.id == before.id:
            self.list.selectionModel().blockSignals(True)
            self.list.selectionModel().setCurrentIndex(
                self.emails.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.list.selectionModel().blockSignals(False)

    def _show_count(self, more: bool = False) -> None:
        rows = self.emails.rowCount()
        searching = bool(self.search.text().strip())
        page = self.list if rows else self._nothing if searching else self._no_emails
        self._lists.setCurrentWidget(page)
        words = (
            _("{count}+ found", count=f"{rows:,}")
            if more
            else _("{count} found", count=f"{rows:,}")
        )
        self.count.setText(tr(words) if searching else "")

    def _look(self) -> None:
        """Search in the background."""
        if self._searching is not None:
            self._searching.cancel()
            self._searching = None
        typed = self.search.text().strip()
        one = self.sets.current
        if not typed or one is None:
            self.emails.show_found(None)
            self._show_count()
            return
        workspace = self._session.workspace
        work = partial(_find, workspace.file, workspace.catalogue, typed, one.id)
        self._searching = self._session.jobs.start(work, self._take_found, owner=self)

    def _take_found(self, found: tuple[SampleEmail, ...]) -> None:
        self._searching = None
        self.emails.show_found(found)
        self._show_count(more=len(found) >= MOST_FOUND)

    # --- the chosen email ---

    def _choose(self, index: QModelIndex) -> None:
        email = index.data(EMAIL_ROLE)
        if isinstance(email, SampleEmail):
            self._choose_email(email.id)

    def _choose_email(self, email_id: str) -> None:
        self._trying(lambda: self._session.choose_email(email_id))

    def _mark_chosen(self) -> None:
        chosen = self._session.chosen_email
        self.delegate.chosen = "" if chosen is None else chosen.id
        self.list.viewport().update()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if chosen is None:
            self.preview.show_email(None)
        elif len(chosen.raw) < _LARGE:
            self.preview.show_email(chosen.raw)
        else:
            self._reading = self._session.jobs.start(
                partial(_read, chosen.raw), self._show_read, owner=self
            )

    def _show_read(self, contents: EmailContents) -> None:
        self._reading = None
        self.preview.show_contents(contents)

    def _repaint(self) -> None:
        self.preview.repaint_theme()

    def _trying(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            self._session.report(error.text, "error")


class _EmailList(QListView):
    """A long list; Delete deletes."""

    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bare", True)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr(_("Emails")))

    def sizeHint(self) -> QSize:
        return QSize(400, 400)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
            return
        super().keyPressEvent(event)


def _panel(widget: QWidget) -> QFrame:
    made = QFrame()
    made.setProperty("frame", "panel")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    return made


def _find(
    file: Path, catalogue: Catalogue, words: str, set_id: str, ticket: Ticket
) -> tuple[SampleEmail, ...]:
    workspace = Workspace.open_to_read(file, catalogue)
    try:
        ticket.check()
        found = find_emails(workspace, words, set_id=set_id)
    finally:
        workspace.close()
    return tuple(one.email for one in found)


def _read(raw: bytes, ticket: Ticket) -> EmailContents:
    ticket.check()
    return read_contents(raw)

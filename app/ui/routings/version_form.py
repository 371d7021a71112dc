"""The dialogs *Create a version* and *Edit name and description* of a version."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.model.lifecycle import check_name, suggest_name
from app.model.routing import STATUS_LABELS, Routing, Version
from app.model.text import Text, _
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.routings.form_dialog import FormDialog
from app.ui.routings.wording import actions_in_words
from app.ui.theme import tr
from app.ui.widgets import Option, SearchedOptions, label

_ZERO_HELP = _("A tree with only Start.")
_COPY_HELP = _(
    "Duplicates the action tree of an existing version, of this or any other smart routing of"
    " the same type."
)


class CreateVersionDialog(FormDialog):
    """From zero, or by copying; `version` is what was made."""

    def __init__(
        self,
        workspace: Workspace,
        routing: Routing,
        *,
        copy_of: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Create a version"), _("Create the version"), self._create, parent=parent
        )
        self._workspace = workspace
        self._routing = routing
        taken = tuple(one.name for one in workspace.versions(routing.id))
        self.version: Version | None = None
        self.zero = QRadioButton(tr(_("From zero")))
        self.copy = QRadioButton(tr(_("Copy an existing action")))
        self.sources = SearchedOptions(_("Search versions"), _("Versions to copy"))
        self.sources.setContentsMargins(28, 0, 0, 4)
        self.sources.set_options(tuple(_options(workspace, routing)))
        self._build_origin()
        self.body.addSpacing(4)
        self.name = self.add_line("name", _("Name"), lambda: check_name(self.name.text(), taken))
        self.name.setText(suggest_name(tr(_("Version {number}", number=len(taken) + 1)), taken))
        self.description = self.add_text(_("Description (optional)"))
        self.zero.setChecked(copy_of is None)
        self.copy.setChecked(copy_of is not None)
        if copy_of is not None:
            self.sources.select(copy_of)
        self._show_origin()
        self.name.setFocus()
        self.name.selectAll()

    def _build_origin(self) -> None:
        group = QButtonGroup(self)
        for radio, help_ in ((self.zero, _ZERO_HELP), (self.copy, _COPY_HELP)):
            group.addButton(radio)
            note = label(help_, size="small", tone="muted")
            note.setContentsMargins(28, 0, 0, 4)
            self.body.addWidget(radio)
            self.body.addWidget(note)
        if self.sources.is_empty:
            self.copy.setEnabled(False)
            self.copy.setToolTip(tr(_("There is no version of the same type to copy yet.")))
        self.body.addWidget(self.sources)
        self.copy.toggled.connect(self._show_origin)
        self.sources.marked.connect(self.validate)

    def _show_origin(self) -> None:
        self.sources.setVisible(self.copy.isChecked())
        self.validate()
        self.adjustSize()

    def obstacle(self) -> Text | None:
        """A copy needs something to copy."""
        if self.copy.isChecked() and not self.sources.chosen:
            return _("Choose the version to copy.")
        return None

    def _create(self) -> None:
        self.version = lifecycle.create_version(
            self._workspace,
            self._routing.id,
            name=self.name.text(),
            description=self.description.toPlainText().strip(),
            copy_of=self.sources.chosen if self.copy.isChecked() else None,
        )


class EditVersionDialog(FormDialog):
    """Changes name and description of a version in development."""

    def __init__(
        self, workspace: Workspace, version: Version, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Name and description"), _("Save"), self._save, parent=parent)
        self._workspace = workspace
        self._version = version
        others = (one for one in workspace.versions(version.routing) if one.id != version.id)
        taken = tuple(one.name for one in others)
        self.name = self.add_line("name", _("Name"), lambda: check_name(self.name.text(), taken))
        self.description = self.add_text(_("Description (optional)"))
        self.name.setText(version.name)
        self.name.selectAll()
        self.name.setFocus()
        self.description.setPlainText(version.description)
        self.validate()

    def _save(self) -> None:
        lifecycle.edit_version(
            self._workspace,
            self._version.id,
            name=self.name.text(),
            description=self.description.toPlainText().strip(),
        )


def _options(workspace: Workspace, routing: Routing) -> Iterator[Option]:
    """Every version of the same type; those of this routing, newest first, come before others."""
    same = [one for one in workspace.routings() if one.type is routing.type]
    for one in sorted(same, key=lambda found: found.id != routing.id):
        for version in sorted(workspace.versions(one.id), key=lambda found: -found.number):
            yield Option(
                key=version.id,
                title=f"{version.number} · {version.name}",
                hint=tr(STATUS_LABELS[version.status]),
                detail=f"{one.name} · {tr(actions_in_words(version.actions))}",
                icon="mdi6.sitemap-outline",
            )

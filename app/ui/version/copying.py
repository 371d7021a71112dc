"""The dialog *Add an action by copying*: an action of this or any other version."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QComboBox, QWidget

from app.model.catalogue import Catalogue
from app.model.errors import UserError
from app.model.text import Text, _
from app.model.tree import START, Action, ActionTree
from app.services.workspace import Workspace
from app.ui.routings.form_dialog import FormDialog
from app.ui.theme import tr
from app.ui.widgets import Option, SearchedOptions, Tone

_WIDTH = 560
_LIST = 320


class CopyActionDialog(FormDialog):
    """Accepted, `action` is the one to copy, with its config, comment and record toggle."""

    def __init__(
        self,
        workspace: Workspace,
        catalogue: Catalogue,
        version_id: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Add an action by copying"), _("Add the action"), lambda: None, parent=parent
        )
        self._workspace = workspace
        self._catalogue = catalogue
        self._tree = ActionTree()
        self.versions = QComboBox()
        self.versions.setAccessibleName(tr(_("Version")))
        self.patterns = SearchedOptions(_("Search actions"), _("Actions to copy"))
        self.patterns.view.setFixedHeight(_LIST)
        for id_, words in self._listed():
            self.versions.addItem(words, id_)
        self.add_caption(_("Version")).setBuddy(self.versions)
        self.body.addWidget(self.versions)
        self.body.addSpacing(8)
        self.body.addWidget(self.patterns)
        self.patterns.marked.connect(self.validate)
        self.patterns.activated.connect(self.accept)
        self.versions.currentIndexChanged.connect(self._show_version)
        self.versions.setCurrentIndex(max(0, self.versions.findData(version_id)))
        self._show_version()
        self.resize(_WIDTH, self.sizeHint().height())
        self.patterns.setFocus()

    @property
    def action(self) -> Action | None:
        """The chosen action."""
        return self._tree.by_id.get(self.patterns.chosen)

    def obstacle(self) -> Text | None:
        """There must be something to copy."""
        return None if self.action is not None else _("Choose the action to copy.")

    def _listed(self) -> Iterator[tuple[str, str]]:
        for routing in self._workspace.routings():
            for version in reversed(self._workspace.versions(routing.id)):
                yield version.id, f"{routing.name} › {version.number} · {version.name}"

    def _show_version(self) -> None:
        try:
            self._tree = self._workspace.tree(self.versions.currentData())
        except UserError as error:
            self._tree = ActionTree()
            self.message.show_message(error.text, Tone.ERROR)
        self.patterns.set_options(tuple(self._options()))
        self.validate()

    def _options(self) -> Iterator[Option]:
        for action in self._tree.actions:
            if action.type == START:
                continue
            card = self._catalogue.card(action.type)
            yield Option(
                key=action.id,
                title=f"{action.number} · {action.name}",
                hint=tr(card.label),
                detail=tr(self._catalogue.summary(action.config)),
                icon=card.icon,
            )

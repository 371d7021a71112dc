"""Adding actions from the palette and the add menu: where to, and by which branch it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from app.graph.canvas import Canvas
from app.graph.exchange import AddRequest
from app.model.catalogue import ActionCard, Branch
from app.model.errors import Refused
from app.model.text import Text, _
from app.model.tree import Action, ActionId, Link
from app.services.workspace import Workspace
from app.ui.theme import icon, tr
from app.ui.version.chooser import AddMenu
from app.ui.version.copying import CopyActionDialog
from app.ui.version.place_dialog import PlaceDialog


class Adding(QObject):
    """Asks what is missing, then asks the canvas to add."""

    def __init__(
        self,
        canvas: Canvas,
        workspace: Workspace,
        version_id: str,
        cards: Iterable[ActionCard],
    ) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._version_id = version_id
        self._canvas = canvas
        self.catalogue = workspace.catalogue
        self._cards = tuple(cards)
        self.menu: AddMenu | None = None
        canvas.add_requested.connect(self.open_menu)

    def open_menu(self, request: AddRequest, *, ask_where: bool = False) -> AddMenu | None:
        """Let the person choose a type for a place; with `ask_where` the place is asked too."""
        if self._canvas.document.read_only:
            return None
        add = self.ask_for_place if ask_where else self.add
        menu = AddMenu(self._cards, self.words_for(request), self._canvas)
        menu.chosen.connect(lambda key: add(request, key))
        menu.copy_requested.connect(lambda: self.ask_for_copy(request, add))
        menu.destroyed.connect(self._forget_menu)
        self.menu = menu
        menu.open_at(request.screen or QCursor.pos())
        return menu

    def ask_for_copy(
        self, request: AddRequest, add: Callable[[AddRequest, Action], object] | None = None
    ) -> CopyActionDialog:
        """Let the person choose an action to copy to a place."""
        then = add or self.add
        window = self._canvas.window()
        dialog = CopyActionDialog(self._workspace, self.catalogue, self._version_id, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: then(request, dialog.action) if dialog.action is not None else None
        )
        dialog.open()
        return dialog

    def add_from_palette(self, key: str, screen: QPoint) -> None:
        """Add after the selected action: in its first open branch, or where the person says."""
        if self._canvas.document.read_only:
            return
        selected = self._canvas.selected
        if len(selected) != 1:
            self.add(AddRequest(screen=screen), key)
            return
        branch = self._first_open(selected[0])
        if branch is not None:
            self.add(AddRequest(source=selected[0], branch=branch.key, screen=screen), key)
            return
        self._ask_where(selected[0], key, screen)

    def add(self, request: AddRequest, key: str | Action) -> None:
        """Add a type or a copy at a place; what is not clear is asked.

        That is what becomes of the link of an occupied branch, and which branch goes on where
        there are several.
        """
        tree = self._canvas.document.tree
        if request.link is None:
            if (request.source, request.branch) in tree.targets:
                self.ask_for_place(request, key)
            else:
                self._canvas.add(request, key)
            return
        try:
            config = key.config if isinstance(key, Action) else self.catalogue.new_config(key)
        except Refused as refusal:
            self._canvas.refused.emit(refusal.text)
            return
        branches = self.catalogue.branches(config)
        if self.catalogue.continuing_branch(config) is not None or not branches:
            self._canvas.add(request, key)
            return
        self._ask_branch(request, key, branches)

    def add_with_choices(self) -> None:
        """Let the person choose a type, then where it goes and what follows it."""
        selected = self._canvas.selected
        source = selected[0] if len(selected) == 1 else ""
        branch = self._first_open(source) if source else None
        request = AddRequest(source=source, branch=branch.key if branch is not None else "")
        menu = self.open_menu(request, ask_where=True)
        if menu is not None:
            menu.where.setText(tr(_("Add an action: where it goes is asked next")))

    def ask_for_place(self, request: AddRequest, what: str | Action) -> PlaceDialog | None:
        """Ask after which action and branch something goes, and what follows it."""
        try:
            added = what if isinstance(what, Action) else self._made(what)
        except Refused as refusal:
            self._canvas.refused.emit(refusal.text)
            return None
        dialog = PlaceDialog(
            self._canvas.document.tree, self.catalogue, added, request, self._canvas.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._canvas.add(dialog.request, what, following=dialog.following)
        )
        dialog.open()
        return dialog

    def words_for(self, request: AddRequest) -> Text:
        """Where an action will be added."""
        if request.link is not None:
            return _(
                "Add between “{source}” and “{target}”",
                source=self._name(request.link.source),
                target=self._name(request.link.target),
            )
        if request.source:
            branch = self._branch_words(request.source, request.branch)
            name = self._name(request.source)
            return _("Add after “{name}” · {branch}", name=name, branch=branch)
        return _("Add an action")

    # --- private ---

    def _made(self, key: str) -> Action:
        """An action of a type as it would be added, to see its branches."""
        return Action(
            "", 0, key, tr(self.catalogue.card(key).label), self.catalogue.new_config(key)
        )

    def _first_open(self, action: ActionId) -> Branch | None:
        tree = self._canvas.document.tree
        branches = self.catalogue.branches(tree.by_id[action].config)
        return next((one for one in branches if tree.is_open(action, one.key)), None)

    def _ask_where(self, action: ActionId, key: str, screen: QPoint) -> None:
        menu = self._made_menu()
        tree = self._canvas.document.tree
        label = tr(self.catalogue.card(key).label)
        head = menu.addAction(tr(_("Where does “{label}” go?", label=label)))
        head.setEnabled(False)
        for link in tree.leaving.get(action, ()):
            words = tr(self.words_for(AddRequest(link=link)))
            entry = menu.addAction(icon("mdi6.source-branch-plus"), words)
            entry.triggered.connect(
                lambda _checked=False, link=link: self._insert(link, key, screen)
            )
        free = menu.addAction(icon("mdi6.plus-box-outline"), tr(_("On its own")))
        free.triggered.connect(lambda: self.add(AddRequest(screen=screen), key))
        menu.popup(screen)

    def _insert(self, link: Link, key: str, screen: QPoint) -> None:
        self.add(AddRequest(link=link, screen=screen), key)

    def _ask_branch(
        self, request: AddRequest, key: str | Action, branches: tuple[Branch, ...]
    ) -> None:
        assert request.link is not None
        menu = self._made_menu()
        target = self._name(request.link.target)
        head = menu.addAction(tr(_("Which branch leads on to “{target}”?", target=target)))
        head.setEnabled(False)
        for branch in branches:
            entry = menu.addAction(branch.caption or tr(branch.label))
            entry.triggered.connect(
                lambda _checked=False, branch=branch: self._canvas.add(request, key, branch.key)
            )
        menu.popup(request.screen or QCursor.pos())

    def _made_menu(self) -> QMenu:
        menu = QMenu(self._canvas)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _forget_menu(self) -> None:
        self.menu = None

    def _name(self, action: ActionId) -> str:
        found = self._canvas.document.tree.by_id.get(action)
        return found.name if found is not None else "…"

    def _branch_words(self, action: ActionId, key: str) -> str:
        found = self._canvas.document.tree.by_id.get(action)
        for branch in () if found is None else self.catalogue.branches(found.config):
            if branch.key == key:
                return branch.caption or tr(branch.label)
        return key

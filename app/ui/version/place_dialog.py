"""The dialog *Add an action*: after which action, in which branch, and what follows it."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.graph.exchange import AddRequest, Following
from app.model.catalogue import Branch, Catalogue
from app.model.text import Text, _
from app.model.tree import START, Action, ActionTree
from app.ui.routings.form_dialog import FormDialog
from app.ui.theme import icon, tr
from app.ui.widgets import IconTile, heading, label, muted

_WIDTH = 520
_NOTHING = ""


class PlaceDialog(FormDialog):
    """Accepted, `request` says where the action goes, and `following` what comes after it."""

    def __init__(
        self,
        tree: ActionTree,
        catalogue: Catalogue,
        added: Action,
        asked: AddRequest,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Add an action"), _("Add the action"), lambda: None, parent=parent)
        self._tree = tree
        self._catalogue = catalogue
        self._asked = asked
        self._branches = catalogue.branches(added.config)
        self._continuing = catalogue.continuing_branch(added.config)
        self.body.addLayout(self._head(added))
        self.body.addSpacing(12)
        self.after = self._combo(_("After the action"))
        self.branch = self._combo(_("In the branch"))
        self.follows = self._combo(_("Following action"))
        self.onward = self._combo(_("Through the branch"))
        self.said = label("", size="small", tone="muted")
        self.said.setMinimumHeight(2 * self.said.fontMetrics().height() + 4)
        self.body.addWidget(self.said)
        self._fill_after()
        self._fill_branch()
        self.after.currentIndexChanged.connect(self._fill_branch)
        self.branch.currentIndexChanged.connect(self._fill_follows)
        self.follows.currentIndexChanged.connect(self._say)
        self.resize(_WIDTH, self.sizeHint().height())
        self.ok.setFocus()

    @property
    def request(self) -> AddRequest:
        """Where the action goes."""
        source = str(self.after.currentData() or "")
        if not source:
            return AddRequest(position=self._asked.position, screen=self._asked.screen)
        return AddRequest(source, str(self.branch.currentData() or ""), screen=self._asked.screen)

    @property
    def following(self) -> Following | None:
        """What comes after it; None for an action on its own."""
        if not self.after.currentData():
            return None
        target = str(self.follows.currentData() or "")
        return Following(target, str(self.onward.currentData() or "") if target else "")

    @property
    def led_to(self) -> str:
        """The action that the chosen branch leads to now, or an empty text."""
        key = (str(self.after.currentData() or ""), str(self.branch.currentData() or ""))
        return self._tree.targets.get(key, "")

    # --- building ---

    def _head(self, added: Action) -> QHBoxLayout:
        card = self._catalogue.card(added.type)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconTile(card.icon, card.category.value))
        row.addWidget(heading(added.name))
        row.addStretch(1)
        kind = tr(card.label)
        if kind != added.name:
            row.addWidget(muted(kind))
        return row

    def _combo(self, words: Text) -> QComboBox:
        caption = self.add_caption(words)
        made = QComboBox()
        made.setAccessibleName(tr(words))
        made.setMaxVisibleItems(16)
        caption.setBuddy(made)
        self.body.addWidget(made)
        self.body.addSpacing(6)
        return made

    # --- what can be chosen ---

    def _fill_after(self) -> None:
        for action in self._tree.actions:
            if self._catalogue.branches(action.config):
                self.after.addItem(self._icon(action), _numbered(action), action.id)
        self.after.addItem(icon("mdi6.plus-box-outline"), tr(_("None: on its own")), _NOTHING)
        wanted = self._asked.source or _NOTHING
        self.after.setCurrentIndex(max(0, self.after.findData(wanted)))

    def _fill_branch(self) -> None:
        source = self._tree.by_id.get(str(self.after.currentData() or ""))
        self.branch.blockSignals(True)
        self.branch.clear()
        for branch in () if source is None else self._catalogue.branches(source.config):
            self.branch.addItem(self._branch_words(source, branch), branch.key)
        if source is not None and source.id == self._asked.source:
            self.branch.setCurrentIndex(max(0, self.branch.findData(self._asked.branch)))
        self.branch.blockSignals(False)
        self.branch.setEnabled(self.branch.count() > 0)
        self._fill_follows()

    def _fill_follows(self) -> None:
        led = self._tree.by_id.get(self.led_to)
        self.follows.clear()
        may_follow = bool(self._branches) and bool(self.after.currentData())
        if led is not None and may_follow:
            kept = tr(_("{action}, as now", action=_numbered(led)))
            self.follows.addItem(self._icon(led), kept, led.id)
        self.follows.addItem(icon("mdi6.flag-outline"), tr(_("Nothing yet")), _NOTHING)
        for action in self._tree.actions if may_follow else ():
            if action.type != START and action is not led:
                self.follows.addItem(self._icon(action), _numbered(action), action.id)
        self.follows.setEnabled(may_follow)
        self.onward.clear()
        for branch in self._branches:
            self.onward.addItem(branch.caption or tr(branch.label), branch.key)
        if self._continuing is not None:
            self.onward.setCurrentIndex(max(0, self.onward.findData(self._continuing)))
        self._say()

    def _say(self) -> None:
        """Say what becomes of the link that is there now."""
        led = self._tree.by_id.get(self.led_to)
        follows = self.follows.currentData()
        self.onward.setEnabled(bool(follows) and self.onward.count() > 1)
        if led is None:
            self.said.setText("")
            return
        name = led.name
        if follows == led.id:
            words = _("The branch leads to “{old}” now. It stays, behind the new action.", old=name)
        elif not self._branches:
            words = _(
                "The branch leads to “{old}” now. That link goes: nothing can follow this action.",
                old=name,
            )
        else:
            words = _("The branch leads to “{old}” now. That link goes.", old=name)
        self.said.setText(tr(words))

    def _branch_words(self, source: Action | None, branch: Branch) -> str:
        assert source is not None
        words = branch.caption or tr(branch.label)
        led = self._tree.by_id.get(self._tree.targets.get((source.id, branch.key), ""))
        if led is not None:
            return tr(_("{branch}, leads to {target}", branch=words, target=_numbered(led)))
        if (source.id, branch.key) in self._tree.ended:
            return tr(_("{branch}, ends here", branch=words))
        return words

    def _icon(self, action: Action) -> QIcon:
        card = self._catalogue.card(action.type)
        return icon(card.icon, card.category.value)


def _numbered(action: Action) -> str:
    return f"{action.number} · {action.name}"

"""What a person can do to the tree on the canvas: each wish becomes one named, undoable edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QPoint, Signal

from app.graph import placing
from app.graph.exchange import AddRequest, Following
from app.graph.faces import CARD_WIDTH
from app.graph.layout import tidy
from app.model import edits
from app.model.errors import Refused
from app.model.names import LONGEST_NAME
from app.model.text import Text, _
from app.model.tree import Action, Link, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from app.graph.document import Document
    from app.graph.faces import CardFace, Render
    from app.model.catalogue import Catalogue
    from app.model.edits import Edit
    from app.model.tree import ActionId, ActionTree, BranchKey


class Editing(QObject):
    """Applies edits to a document. After a refusal `settled` asks for the canvas to be redrawn."""

    settled = Signal()
    asked_to_add = Signal(AddRequest, QPoint)

    def __init__(
        self,
        document: Document,
        catalogue: Catalogue,
        faces: Callable[[], Mapping[ActionId, CardFace]],
        render: Render,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._catalogue = catalogue
        self._faces = faces
        self._render = render

    # --- adding ---

    def ask_to_add(
        self, source: ActionId, branch: BranchKey, position: Position, place: QPoint
    ) -> None:
        """A link was dropped on free ground: somebody may choose what it leads to."""
        request = AddRequest(source=source, branch=branch, position=position)
        self.asked_to_add.emit(request, place)

    def add(
        self,
        request: AddRequest,
        pattern: str | Action,
        continuing_branch: BranchKey | None = None,
        following: Following | None = None,
    ) -> ActionId | None:
        """Add an action of a type, or a copy of one, where it was asked for.

        An occupied branch is refused unless it is said what is `following`. Its id, or None after
        a refusal.
        """
        try:
            action = self._made(pattern)
        except Refused as refusal:
            self._document.refused.emit(refusal.text)
            return None

        def edit(tree: ActionTree) -> ActionTree:
            return self._adding(request, action, continuing_branch, following)(tree)

        added = self._apply(_("add {name}", name=_quoted(action.name)), edit)
        return action.id if added else None

    def _made(self, pattern: str | Action) -> Action:
        id_ = self._document.new_id()
        if isinstance(pattern, Action):
            return msgspec.structs.replace(pattern, id=id_, number=0, origin=pattern.lineage)
        label = self._catalogue.card(pattern).label
        name = self._render(label)[:LONGEST_NAME]
        return Action(id_, 0, pattern, name, self._catalogue.new_config(pattern))

    def _adding(
        self,
        request: AddRequest,
        action: Action,
        continuing_branch: BranchKey | None,
        following: Following | None,
    ) -> Edit:
        tree, faces = self._document.tree, self._faces()
        if request.link is not None:
            self._check_present(request.link.source, request.link.target)
            place, moved = placing.between(tree, faces, request.link)
            return edits.together(
                edits.move(moved),
                edits.add_between(
                    action, request.link, place, continuing_branch, catalogue=self._catalogue
                ),
            )
        wanted = request.position
        if wanted is not None:
            wanted = Position(wanted.x - CARD_WIDTH / 2, wanted.y)
        if request.source:
            self._check_present(request.source)
            if following is not None:
                return self._adding_before(request, action, following)
            place = (
                placing.below(tree, faces, request.source, request.branch)
                if wanted is None
                else placing.free_near(tree, faces, wanted)
            )
            return edits.add_after(
                action, request.source, request.branch, place, catalogue=self._catalogue
            )
        return edits.add_free(action, placing.free_near(tree, faces, wanted or Position(0.0, 0.0)))

    def _adding_before(self, request: AddRequest, action: Action, following: Following) -> Edit:
        """In a branch, before the action that is to follow."""
        tree, faces, source = self._document.tree, self._faces(), request.source
        led = tree.targets.get((source, request.branch))
        if led is not None and led == following.target:
            place, moved = placing.between(tree, faces, Link(source, request.branch, led))
        else:
            place, moved = placing.below(tree, faces, source, request.branch), {}
        parts = [
            edits.move(moved),
            edits.add_after(
                action,
                source,
                request.branch,
                place,
                catalogue=self._catalogue,
                replace_link="replace",
            ),
        ]
        if following.target:
            parts.append(
                edits.link(action.id, following.branch, following.target, catalogue=self._catalogue)
            )
        return edits.together(*parts)

    def _check_present(self, *keys: ActionId) -> None:
        if not self._document.tree.by_id.keys() >= set(keys):
            raise Refused(_("This action no longer exists in the version."))

    # --- links ---

    def link(self, source: ActionId, branch: BranchKey, target: ActionId) -> bool:
        """Lead a branch to an action."""
        words = _("link {source} to {target}", source=self._name(source), target=self._name(target))
        return self._apply(words, edits.link(source, branch, target, catalogue=self._catalogue))

    def insert(self, key: ActionId, link: Link) -> bool:
        """Put an action that stands free into a link."""
        tree = self._document.tree
        onward = self._onward(key)
        if onward is None or not self.can_insert(key, link):
            return self._settle()
        faces = self._faces()
        place, moved = placing.between(tree, faces, link)
        edit = edits.together(
            edits.move({**moved, key: place}),
            edits.link(link.source, link.branch, key, catalogue=self._catalogue),
            edits.link(key, onward, link.target, catalogue=self._catalogue),
        )
        return self._apply(_("insert {name}", name=self._name(key)), edit)

    def can_insert(self, key: ActionId, link: Link) -> bool:
        """Whether an action may be put into a link: nothing leads to it, and it can go on."""
        tree = self._document.tree
        onward = self._onward(key)
        return (
            onward is not None
            and not tree.arriving.get(key)
            and tree.is_open(key, onward)
            and key != tree.start.id
            and key not in {link.source, link.target}
        )

    def _onward(self, key: ActionId) -> BranchKey | None:
        action = self._document.tree.by_id.get(key)
        return None if action is None else self._catalogue.continuing_branch(action.config)

    def end_here(self, source: ActionId, branch: BranchKey) -> bool:
        """Mark a branch *End here*, or take the mark away."""
        name = self._name(source)
        if (source, branch) in self._document.tree.ended:
            words = _("no longer end after {name}", name=name)
            return self._apply(words, edits.not_end_here(source, branch))
        words = _("end here after {name}", name=name)
        return self._apply(words, edits.end_here(source, branch, catalogue=self._catalogue))

    # --- actions ---

    def delete(self, ids: Collection[ActionId], links: Collection[Link], *, heal: bool) -> bool:
        """Delete actions with their links, and links on their own, as one step."""
        parts: list[Edit] = [
            edits.unlink(link.source, link.branch)
            for link in sorted(links)
            if link.source not in ids and link.target not in ids
        ]
        if ids:
            parts.append(edits.delete(ids, heal=heal, catalogue=self._catalogue))
        if not parts:
            return False
        return self._apply(self._words_for_deleting(ids, links), edits.together(*parts))

    def _words_for_deleting(self, ids: Collection[ActionId], links: Collection[Link]) -> Text:
        if len(ids) == 1:
            return _("delete {name}", name=self._name(next(iter(ids))))
        if ids:
            return _("delete {count} actions", count=len(ids))
        if len(links) == 1:
            (link,) = links
            return _("delete the link to {name}", name=self._name(link.target))
        return _("delete {count} links", count=len(links))

    def rename(self, key: ActionId, name: str) -> bool:
        """Give an action another name."""
        return self._apply(_("rename {name}", name=self._name(key)), edits.rename(key, name))

    def move(self, positions: Mapping[ActionId, Position], merge_key: str | None = None) -> bool:
        """Put cards at other places."""
        if len(positions) == 1:
            words = _("move {name}", name=self._name(next(iter(positions))))
        else:
            words = _("move {count} actions", count=len(positions))
        return self._apply(words, edits.move(positions), merge_key)

    def tidy_up(self) -> bool:
        """Draw the whole tree top-down without overlap."""
        tree, faces = self._document.tree, self._faces()
        places = tidy(
            tree,
            {key: face.extent for key, face in faces.items()},
            {key: [branch.key for branch in face.branches] for key, face in faces.items()},
            tree.drawing.positions.get(tree.start.id),
        )
        return self._apply(_("tidy up"), edits.move(places))

    # --- private ---

    def _apply(self, name: Text, edit: Edit, merge_key: str | None = None) -> bool:
        return self._document.apply(name, edit, merge_key) or self._settle()

    def _settle(self) -> bool:
        self.settled.emit()
        return False

    def _name(self, key: ActionId) -> str:
        action = self._document.tree.by_id.get(key)
        return _quoted(action.name) if action is not None else "…"


def _quoted(name: str) -> str:
    return f"“{name}”"

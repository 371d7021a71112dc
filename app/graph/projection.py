"""Draws a document: the only code that changes the canvas, and always towards the tree."""

from __future__ import annotations

import gc
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from app.graph.card import CardItem, CardMarks
from app.graph.exchange import RunMarks
from app.graph.faces import CardFace, face_of, faces_of, place_of
from app.graph.pipe import LinkItem
from app.model.diff import Change
from app.model.tree import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from app.graph.document import Document
    from app.graph.faces import Render
    from app.graph.ink import Ink
    from app.graph.node_graph import TreeGraph
    from app.graph.viewer import TreeViewer
    from app.model.catalogue import Catalogue
    from app.model.tree import ActionId, ActionTree, BranchKey

_ALL_AGAIN = 400
"""Up to so many links, all of them find their way again after every change."""


class Projection:
    """Keeps cards and links equal to the document, and the marks that lie over them."""

    def __init__(
        self,
        document: Document,
        catalogue: Catalogue,
        graph: TreeGraph,
        viewer: TreeViewer,
        ink: Ink,
        render: Render,
    ) -> None:
        self.document = document
        self.catalogue = catalogue
        self.graph = graph
        self.viewer = viewer
        self.ink = ink
        self.render = render
        self.faces: dict[ActionId, CardFace] = {}
        self._tree: ActionTree | None = None
        self._links: set[Link] = set()
        self._run = RunMarks()
        self._problems: Mapping[ActionId, tuple[int, int]] = {}
        self._offered: frozenset[ActionId] | None = None
        self._is_marked = False

    # --- following the document ---

    def show_all(self) -> None:
        """Draw whatever the canvas lacks, and take away what it should not have."""
        tree = self.document.tree
        drawn, wanted = set(self.faces), set(tree.by_id)
        links = frozenset(tree.links)
        self.follow(
            Change(
                added=frozenset(wanted - drawn),
                removed=frozenset(drawn - wanted),
                altered=frozenset(wanted & drawn),
                moved=frozenset(wanted & drawn),
                linked=tuple(sorted(links - self._links)),
                unlinked=tuple(sorted(self._links - links)),
            )
        )

    def follow(self, change: Change) -> None:
        """Draw a difference."""
        many = len(change.added | change.moved) > _ALL_AGAIN // 4
        with _uncollected(), self.viewer.unindexed() if many else nullcontext():
            self._follow(change)

    def _follow(self, change: Change) -> None:
        tree = self.document.tree
        disturbed = [self._area(key) for key in change.removed | change.moved]
        self.viewer.bulk = True
        try:
            for link in change.unlinked:
                self.graph.part(link)
                self._links.discard(link)
            for key in change.removed:
                # A selected card takes its selection along, and marks are laid at once: by then
                # nothing may expect it.
                del self.faces[key]
                self.viewer.obstacles.drop(key)
                self.graph.take(key)
            for key in sorted(change.added, key=lambda added: tree.by_id[added].number):
                self.graph.put(key, tree.by_id[key].name, place_of(tree, key))
            reshaped = {key for key in self._with_new_faces(change) if self._show_face(key)}
            for key in change.moved:
                card = self._card(key)
                place = place_of(tree, key)
                card.put_at(place.x, place.y)
            for link in change.linked:
                self.graph.join(link)
                self._links.add(link)
        finally:
            self.viewer.bulk = False
        self._tree = tree
        self.viewer.drawing = tree.drawing
        altered = change.altered & reshaped
        disturbed += [self._area(key) for key in change.added | change.moved | altered]
        if disturbed or reshaped or change.linked or change.unlinked:
            self._reroute(change, disturbed)
        self.lay_marks()
        self.viewer.viewport().update()

    def faces_now(self) -> Mapping[ActionId, CardFace]:
        """The faces of the document's tree, also in the moment before it is drawn."""
        tree = self.document.tree
        return self.faces if tree is self._tree else faces_of(tree, self.catalogue, self.render)

    def repaint(self) -> None:
        """Show every face again: another theme, another language."""
        for key in self.document.tree.by_id:
            self._show_face(key)
        self._reroute_these(self.viewer.links)
        for item in self.viewer.scene().items():
            item.update()
        self.viewer.viewport().update()

    def _with_new_faces(self, change: Change) -> Iterable[ActionId]:
        keys = set(change.added | change.altered)
        keys.update(link.source for link in (*change.linked, *change.unlinked))
        keys.update(end.source for end in (*change.ended, *change.unended))
        return sorted(keys & self.document.tree.by_id.keys())

    def _show_face(self, key: ActionId) -> bool:
        """Show an action as it is; whether links around it may have to find other ways."""
        tree = self.document.tree
        face = face_of(tree, tree.by_id[key], self.catalogue, self.render)
        node = self.graph.node(key)
        assert node is not None
        node.set_branches([branch.key for branch in face.branches])
        editable = not self.document.read_only
        node.card.show_face(face, self.ink, editable=editable)
        before = self.faces.get(key)
        self.faces[key] = face
        self.viewer.obstacles.put(key, node.card.box)
        return before is None or before.outline != face.outline

    def _area(self, key: ActionId) -> QRectF:
        card = self.graph.card(key)
        return QRectF() if card is None else card.sceneBoundingRect().adjusted(-48, -48, 48, 48)

    def _reroute(self, change: Change, disturbed: list[QRectF]) -> None:
        everything = len(self._links) <= _ALL_AGAIN or len(disturbed) > _ALL_AGAIN // 4
        if everything:
            self._reroute_these(self.viewer.links)
            return
        scene = self.viewer.scene()
        found = {item for area in disturbed for item in scene.items(area)}
        for link in change.linked:
            found.update(self._card(link.target).inputs[0].connected_pipes)
        self._reroute_these(item for item in found if isinstance(item, LinkItem))

    def _reroute_these(self, links: Iterable[LinkItem]) -> None:
        found = list(links)
        for link in found:
            link.editable = not self.document.read_only
        self.viewer.reroute(found)

    def _card(self, key: ActionId) -> CardItem:
        card = self.graph.card(key)
        assert card is not None
        return card

    # --- marks ---

    def show_run(self, run: RunMarks) -> None:
        """Mark a run, or with an empty one mark none."""
        self._run = run
        self.lay_marks()

    def show_problems(self, problems: Mapping[ActionId, tuple[int, int]]) -> None:
        """Mark the number of errors and warnings of actions."""
        self._problems = dict(problems)
        self.lay_marks()

    def offer(self, targets: frozenset[ActionId] | None, over: ActionId = "") -> None:
        """While a link is drawn: dim what it cannot arrive at, light what it is over."""
        self._offered = targets
        self.lay_marks(over)

    def lay_marks(self, over: ActionId = "") -> None:
        """Put every mark where it belongs."""
        run = self._run
        was_marked, self._is_marked = (
            self._is_marked,
            run != RunMarks() or bool(self._problems) or self._offered is not None,
        )
        if not (was_marked or self._is_marked):
            return
        steps: dict[ActionId, tuple[int, ...]] = {}
        for key, number in run.steps:
            steps[key] = (*steps.get(key, ()), number)
        running = bool(run.steps or run.current)
        taken: dict[ActionId, set[BranchKey]] = {}
        for source, branch in run.links:
            taken.setdefault(source, set()).add(branch)
        chosen = (card.id_ for card in self.viewer.scene().selectedItems() if _is_card(card))
        shown = {*steps, run.current, *chosen}
        for key in self.faces:
            errors, warnings = self._problems.get(key, (0, 0))
            dimmed = self._offered is not None and key not in self._offered
            marks = CardMarks(
                steps=steps.get(key, ()),
                current=running and key == run.current,
                faded=dimmed or (running and key not in shown),
                errors=errors,
                warnings=warnings,
                taken=frozenset(taken.get(key, ())) if key in steps else frozenset(),
                offered=bool(over) and key == over,
            )
            self._card(key).show_marks(marks)
        for item in self.viewer.links:
            link = item.link
            executed = link.branch in taken.get(link.source, ())
            item.show_run(executed=executed, faded=running and not executed)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no collection run: a large tree makes many objects, all of them to stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _is_card(item: object) -> bool:
    return isinstance(item, CardItem)

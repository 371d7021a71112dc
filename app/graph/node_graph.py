"""NodeGraphQt's graph with its own edits taken out: it draws the tree and keeps no history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoCommand, QUndoStack

from app.graph.card import CardItem
from app.graph.compat import VERTICAL, BaseNode, NodeGraph, PortConnectedCmd
from app.graph.viewer import TreeViewer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from app.graph.pipe import LinkItem
    from app.model.tree import ActionId, BranchKey, Link, Position

ARRIVING = "in"


class ForgetfulStack(QUndoStack):
    """Does what it is given and remembers nothing, so that no step can ever be undone twice."""

    def push(self, command: QUndoCommand) -> None:
        command.redo()

    def beginMacro(self, text: str) -> None:
        """Nothing to group."""

    def endMacro(self) -> None:
        """Nothing to group."""


class ActionNode(BaseNode):
    """The node of one action, under the action's own id."""

    __identifier__ = "tree"
    NODE_NAME = "Action"

    def __init__(self, key: ActionId = "") -> None:
        super().__init__(CardItem)
        self._model.id = self._view.id = key
        self.set_port_deletion_allowed(True)
        self.add_input(ARRIVING, multi_input=True)

    def update(self) -> None:
        """Nothing: the projection shows what the document holds."""

    @property
    def card(self) -> CardItem:
        """What is drawn."""
        card: CardItem = self._view
        return card

    def set_branches(self, keys: Sequence[BranchKey]) -> None:
        """Have exactly these ports, in this order; ports that go must not be linked."""
        present = [port.name() for port in self._outputs]
        if present == list(keys):
            return
        for key in set(present).difference(keys):
            self.delete_output(key)
        for key in keys:
            if key not in present:
                self.add_output(key, multi_output=False)
        rank = {key: index for index, key in enumerate(keys)}
        self._outputs.sort(key=lambda port: rank[port.name()])
        self.card.sort_outputs(tuple(keys))


class TreeGraph(NodeGraph):
    """Changed by the projection alone; whatever the library would do by itself does nothing."""

    def __init__(self, viewer: TreeViewer, parent: QObject | None = None) -> None:
        super().__init__(
            parent, viewer=viewer, undo_stack=ForgetfulStack(), layout_direction=VERTICAL
        )
        self.set_acyclic(False)
        self.set_grid_mode(0)

    # --- for the projection ---

    def node(self, key: ActionId) -> ActionNode | None:
        """The node of an action."""
        found: ActionNode | None = self.model.nodes.get(key)
        return found

    def card(self, key: ActionId) -> CardItem | None:
        """The card of an action."""
        node = self.node(key)
        return None if node is None else node.card

    @property
    def cards(self) -> list[CardItem]:
        """All cards."""
        return [node.card for node in self.model.nodes.values()]

    def put(self, key: ActionId, name: str, place: Position) -> ActionNode:
        """Add the node of an action."""
        node = ActionNode(key)
        node.NODE_NAME = node._model.name = name
        node._model.pos = [place.x, place.y]
        self.add_node(node, pos=[place.x, place.y], selected=False, push_undo=False)
        return node

    def take(self, key: ActionId) -> None:
        """Remove the node of an action; its links must be gone."""
        self.delete_node(self.model.nodes[key], push_undo=False)

    def join(self, link: Link) -> None:
        """Draw a link."""
        source, target = self.model.nodes[link.source], self.model.nodes[link.target]
        port = source.get_output(link.branch)
        # Not `Port.connect_to`: it looks through all that is linked already, for rules nobody set.
        PortConnectedCmd(port, target.get_input(ARRIVING), emit_signal=False).redo()

    def part(self, link: Link) -> None:
        """Draw a link no more."""
        source, target = self.model.nodes[link.source], self.model.nodes[link.target]
        port = source.get_output(link.branch)
        port.disconnect_from(target.get_input(ARRIVING), push_undo=False, emit_signal=False)

    def pipe(self, source: ActionId, branch: BranchKey) -> LinkItem | None:
        """The item of the link that leaves by a branch."""
        card = self.card(source)
        port = None if card is None else card.port_of(branch)
        pipes: list[LinkItem] = [] if port is None else port.connected_pipes
        return pipes[0] if pipes else None

    # --- what the library would change by itself ---

    def get_unique_name(self, name: str) -> str:
        """Names of actions may repeat; the library's search for a free one is quadratic."""
        return name

    def _on_connection_changed(self, disconnected: Any, connected: Any) -> None:
        """Nothing: gestures become edits."""

    def _on_connection_sliced(self, ports: Any) -> None:
        """Nothing: gestures become edits."""

    def _on_nodes_moved(self, node_data: Any) -> None:
        """Nothing: gestures become edits."""

    def _on_node_name_changed(self, node_id: Any, name: Any) -> None:
        """Nothing: gestures become edits."""

    def _on_search_triggered(self, node_type: Any, pos: Any) -> None:
        """Nothing: the window has its own menu."""

    def _on_insert_node(self, pipe: Any, node_id: Any, prev_node_pos: Any) -> None:
        """Nothing: gestures become edits."""

    def _on_node_data_dropped(self, mimedata: Any, pos: Any) -> None:
        """Nothing: files are not imported by dropping them here."""

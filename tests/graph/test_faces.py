"""What cards show: words, branches in their states, sizes on the grid."""

from __future__ import annotations

from app.graph.faces import CARD_WIDTH, BranchState, face_of, faces_of
from app.model import edits
from app.model.tree import ActionTree
from tests.graph.conftest import small_tree
from tests.graph.showcase import CATALOGUE, Step, showcase_tree


def states(tree: ActionTree, key: str) -> dict[str, BranchState]:
    face = face_of(tree, tree.by_id[key], CATALOGUE, str)
    return {branch.key: branch.state for branch in face.branches}


def test_branches_are_open_linked_or_ended() -> None:
    tree = small_tree()
    assert states(tree, "t") == {"yes": BranchState.LINKED, "no": BranchState.OPEN}
    ended = edits.end_here("t", "no", catalogue=CATALOGUE)(tree)
    assert states(ended, "t")["no"] is BranchState.ENDED


def test_a_link_of_a_branch_that_vanished_is_shown_broken() -> None:
    tree = edits.configure("t", Step("queue"))(small_tree())
    assert states(tree, "t") == {"yes": BranchState.BROKEN}


def test_a_single_plain_branch_says_nothing_but_keeps_its_hint() -> None:
    tree = small_tree()
    (branch,) = face_of(tree, tree.by_id["e"], CATALOGUE, str).branches
    assert (branch.words, branch.hint) == ("", "OK")


def test_the_designers_caption_wins_over_the_label() -> None:
    face = faces_of(showcase_tree(), CATALOGUE, str)["kw"]
    assert [branch.words for branch in face.branches] == [
        "Invoice",
        "Cancellation",
        "Delivery",
        "By default",
    ]


def test_an_unknown_type_is_marked_and_keeps_its_key() -> None:
    face = faces_of(showcase_tree(), CATALOGUE, str)["odd"]
    assert not face.known
    assert face.type_label == "score_sentiment"


def test_cards_grow_with_their_branches_and_ports_stay_within() -> None:
    tree = edits.configure("t", Step("test", captions=tuple("A long caption" for _ in "12345")))(
        small_tree()
    )
    face = face_of(tree, tree.by_id["t"], CATALOGUE, str)
    width, _height = face.size
    assert width > CARD_WIDTH
    assert width % 8 == 0
    ports = list(face.ports.values())
    assert ports == sorted(ports)
    assert ports[0] > 0
    assert ports[-1] < width
    assert face.extent.below > faces_of(tree, CATALOGUE, str)["e"].extent.below


def test_words_are_rendered_in_the_language_of_the_window() -> None:
    tree = small_tree()
    face = face_of(tree, tree.by_id["t"], CATALOGUE, lambda text: f"<{text}>")
    assert (face.type_label, face.summary, face.name) == ("<Test>", "<urgent = yes>", "Urgent?")
    assert face.branches[0].words == "<Yes>"

"""Problems that only the whole tree shows."""

from __future__ import annotations

import pytest

from app.engine.actions.load_sharing import LoadSharing
from app.engine.actions.node import Node
from app.engine.actions.passages import CheckPassages
from app.engine.actions.send_email import Content, SendAnEmail
from app.engine.actions.start import Start
from app.engine.actions.to_queue import ToQueue
from app.engine.actions.to_routing import ToRouting
from app.engine.registry import CATALOGUE
from app.engine.validate import problems_of
from app.model.catalogue import RoutingType
from app.model.config import Reference, UnknownConfig
from app.model.tree import ActionTree
from tests.engine.dialogue import tree_of
from tests.engine.workspace import WORKSPACE

QUEUE = ToQueue(Reference("everything"))


def found(
    tree: ActionTree,
    type: RoutingType = RoutingType.START,  # noqa: A002 -- the word of the domain
) -> list[tuple[str, str, str]]:
    """Severity, action and the beginning of the sentence of each problem."""
    problems = problems_of(tree, type, WORKSPACE, CATALOGUE, "main")
    return [(one.severity.value, one.action, str(one.text)) for one in problems]


def test_a_sound_tree_has_no_problem() -> None:
    assert not found(tree_of((Start(), Node(), QUEUE), [(1, "ok", 2), (2, "ok", 3)]))


def test_a_blank_version_cannot_go_to_production() -> None:
    problems = found(tree_of((Start(),)))
    assert problems[0] == ("error", "", "This version is blank: add an action after Start.")


def test_an_action_that_no_path_reaches_is_a_warning() -> None:
    problems = found(tree_of((Start(), QUEUE, Node()), [(1, "ok", 2)]))
    assert problems == [("warning", "id-3", "No path leads to this action: link it or delete it.")]


def test_a_link_from_a_branch_that_is_gone_is_an_error() -> None:
    tree = tree_of((Start(), Node(), QUEUE), [(1, "ok", 2), (2, "ok", 3), (2, "link_9", 3)])
    (problem,) = problems_of(tree, RoutingType.START, WORKSPACE, CATALOGUE)
    assert (problem.severity, problem.action, problem.branch) == ("error", "id-2", "link_9")


def test_links_of_an_unknown_type_are_left_alone() -> None:
    tree = tree_of((Start(), UnknownConfig("fax", "{}"), QUEUE), [(1, "ok", 2), (2, "sent", 3)])
    assert [severity for severity, _action, _text in found(tree)] == ["error"]


def test_unlinked_failures_are_one_warning() -> None:
    config = SendAnEmail(Content.OWN, text="x")
    tree = tree_of((Start(), config, QUEUE), [(1, "ok", 2), (2, "ok", 3)])
    assert found(tree) == [("warning", "id-2", "Nothing follows when this fails (Error).")]


def test_a_path_that_ends_undelivered_is_a_warning() -> None:
    tree = tree_of((Start(), LoadSharing(), QUEUE), [(1, "ok", 2), (2, "link_1", 3)])
    (problem,) = problems_of(tree, RoutingType.START, WORKSPACE, CATALOGUE)
    assert problem.branch == "link_2"
    assert "Link 2, No link" in str(problem.text)
    ended = tree_of(
        (Start(), LoadSharing(), QUEUE),
        [(1, "ok", 2), (2, "link_1", 3)],
        [(2, "link_2"), (2, "no_link")],
    )
    assert not found(ended)


def test_loops_need_a_breaker() -> None:
    links = [(1, "ok", 2), (2, "ok", 3), (3, "ok", 2)]
    assert "A loop passes here" in found(tree_of((Start(), Node(), Node()), links))[0][2]
    broken = tree_of((Start(), CheckPassages(), Node()), links, [(2, "exceeded")])
    assert not found(broken)
    alone = tree_of((Start(), Node()), [(1, "ok", 2), (2, "ok", 2)])
    assert found(alone)[0][1] == "id-2"


def test_each_loop_is_told_once() -> None:
    links = [(1, "ok", 2), (2, "link_1", 3), (3, "ok", 2), (2, "link_2", 4), (4, "ok", 4)]
    tree = tree_of((Start(), LoadSharing(), Node(), Node()), links, [(2, "no_link")])
    loops = [action for _severity, action, text in found(tree) if "loop" in text]
    assert loops == ["id-2", "id-4"]


def test_a_long_chain_needs_no_deep_stack() -> None:
    count = 5000
    links = [(number, "ok", number + 1) for number in range(1, count)]
    tree = tree_of((Start(), *[Node()] * (count - 1)), [*links, (count, "ok", 2)])
    assert len([text for *_rest, text in found(tree) if "loop" in text]) == 1


def test_a_queue_has_no_place_in_an_end_routing() -> None:
    tree = tree_of((Start(), QUEUE), [(1, "ok", 2)])
    problems = found(tree, RoutingType.END)
    assert problems[0][:2] == ("error", "id-2")
    assert "works only in routings that start with an email" in problems[0][2]


@pytest.mark.parametrize(
    ("reference", "severity", "words"),
    [
        ("after", "error", "of the other type"),
        ("MAIN", "error", "cannot go on at its own start"),
        ("unborn", "warning", "no production version yet"),
        ("gone", "error", "does not exist"),
    ],
)
def test_jumps_are_checked(reference: str, severity: str, words: str) -> None:
    tree = tree_of((Start(), ToRouting(Reference(reference))), [(1, "ok", 2)], [(2, "error")])
    (problem,) = found(tree)
    assert problem[0] == severity
    assert words in problem[2]


def test_errors_come_first_then_the_order_of_numbers() -> None:
    tree = tree_of((Start(), Node(), ToQueue(), Node(), ToQueue()), [(1, "ok", 3), (2, "ok", 3)])
    problems = [(severity, action) for severity, action, _text in found(tree)]
    assert problems == [
        ("error", "id-3"),
        ("error", "id-5"),
        ("warning", "id-2"),
        ("warning", "id-4"),
        ("warning", "id-5"),
    ]

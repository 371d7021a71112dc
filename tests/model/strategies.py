"""Random edits and trees for property tests, and the invariants that every tree keeps."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st

from app.model import edits
from app.model.config import AnyConfig, UnknownConfig
from app.model.edits import Edit
from app.model.errors import Refused
from app.model.tree import (
    START,
    Action,
    ActionTree,
    Group,
    Link,
    Note,
    Position,
    blank_tree,
    evolve,
)
from tests.model.fake_catalogue import (
    CATALOGUE,
    NodeConfig,
    QueueConfig,
    SortConfig,
    StartConfig,
)

BRANCHES = ("ok", "not_found", "link_1", "link_2", "link_3", "default", "closed", "nowhere")

CONFIGS: st.SearchStrategy[tuple[str, AnyConfig]] = st.one_of(
    st.builds(
        lambda may_fail, words, weight, count: (
            "node",
            NodeConfig(may_fail, words, weight, count),
        ),
        st.booleans(),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
        st.floats(allow_nan=False, allow_infinity=False),
        st.integers(-(2**63), 2**63 - 1),
    ),
    st.builds(
        lambda slots: ("sort", SortConfig(tuple((slot, f"to {slot}") for slot in slots))),
        st.lists(st.integers(1, 3), unique=True, max_size=3),
    ),
    st.builds(lambda closed: ("queue", QueueConfig(closed)), st.booleans()),
    st.builds(
        lambda raw: ("later", UnknownConfig("later", raw, "newer")),
        st.sampled_from(
            ("{}", '{"v":9,"a":[1.10,1e3,null]}', '"words"', "{not json", '{"a":1,"a":2}', "")
        ),
    ),
)


def first_tree() -> ActionTree:
    """A blank tree whose Start has the id `a0`."""
    return blank_tree("a0", "Start", StartConfig())


@st.composite
def an_edit(draw: st.DrawFn, tree: ActionTree, fresh: str) -> Edit:
    """Any edit, with ids and branches that mostly exist and sometimes do not."""
    ids = st.sampled_from([*(action.id for action in tree.actions), "gone"])
    branches = st.sampled_from(BRANCHES)
    places = st.builds(Position, st.integers(-99, 99), st.integers(-99, 99))
    key, config = draw(CONFIGS)
    added = Action(fresh, 0, key, draw(st.sampled_from(("Sort the mail", "Écoute", ""))), config)
    links = st.sampled_from(tree.links) if tree.links else st.builds(Link, ids, branches, ids)
    onward = st.none() | branches
    choice = draw(st.integers(0, 17))
    edit: Edit
    match choice:
        case 0:
            edit = edits.add_free(added, draw(places))
        case 1 | 2 | 3:
            edit = edits.add_after(
                added,
                draw(ids),
                draw(branches),
                draw(places),
                catalogue=CATALOGUE,
                replace_link=draw(st.sampled_from(("refuse", "replace", "keep_behind"))),
                continuing_branch=draw(onward),
            )
        case 4 | 5:
            between = draw(links)
            edit = edits.add_between(
                added, between, draw(places), draw(onward), catalogue=CATALOGUE
            )
        case 6 | 7 | 8:
            edit = edits.link(draw(ids), draw(branches), draw(ids), catalogue=CATALOGUE)
        case 9:
            one = draw(links)
            edit = edits.unlink(one.source, one.branch)
        case 10:
            edit = edits.end_here(draw(ids), draw(branches), catalogue=CATALOGUE)
        case 11:
            edit = edits.not_end_here(draw(ids), draw(branches))
        case 12:
            doomed = draw(st.sets(ids, max_size=3))
            edit = edits.delete(doomed, heal=draw(st.booleans()), catalogue=CATALOGUE)
        case 13:
            # A config always belongs to the type of its action: a form writes no other.
            kin = [action.id for action in tree.actions if action.type == key]
            edit = edits.configure(draw(st.sampled_from([*kin, "gone"])), config)
        case 14:
            edit = edits.move({draw(ids): draw(places)})
        case 15 | 16:
            edit = draw(an_annotation(tree, fresh))
        case _:
            edit = draw(
                st.sampled_from(
                    (
                        edits.rename(draw(ids), "Another name"),
                        edits.comment(draw(ids), "Why\r\nthis"),
                        edits.record(draw(ids), True),
                    )
                )
            )
    return edit


@st.composite
def an_annotation(draw: st.DrawFn, tree: ActionTree, fresh: str) -> Edit:
    """Any edit of notes and groups."""
    ids = st.sampled_from([*(action.id for action in tree.actions), "gone"])
    known = [one.id for one in tree.drawing.marks]
    mark = draw(st.sampled_from([*known, "gone"]))
    some = tuple(draw(st.sets(ids, max_size=3)))
    side = st.floats(-500, 500)
    words = draw(st.sampled_from(("Ask Eva", "Two\r\nlines", " ", "Écoute")))
    colour = draw(st.sampled_from(("error", "testing", "#336699")))
    note = Note(fresh, words, draw(side), draw(side), draw(side), draw(side), colour)
    return draw(
        st.sampled_from(
            (
                edits.add_note(note),
                edits.write_note(mark, words),
                edits.place_note(mark, draw(side), draw(side), draw(side), draw(side)),
                edits.add_group(Group(fresh, words.splitlines()[0], colour, some)),
                edits.title_group(mark, words),
                edits.join_group(mark, some),
                edits.leave_groups(some),
                edits.colour(mark, colour),
                edits.erase(mark),
            )
        )
    )


@st.composite
def histories(draw: st.DrawFn, longest: int = 15) -> tuple[ActionTree, ...]:
    """Trees, each made from the one before by one accepted edit."""
    trees = [first_tree()]
    for step in itertools.count(1):
        if step > longest or (step > 3 and draw(st.integers(0, longest)) == 0):
            break
        try:
            trees.append(draw(an_edit(trees[-1], f"a{step}"))(trees[-1]))
        except Refused:
            continue
    return tuple(trees)


def trees() -> st.SearchStrategy[ActionTree]:
    """Any tree that edits can lead to."""
    return histories().map(lambda history: history[-1])


def assert_sound(tree: ActionTree) -> None:
    """Every invariant of a tree that does not depend on the catalogue."""
    numbers = [action.number for action in tree.actions]
    ids = {action.id for action in tree.actions}
    assert len(ids) == len(tree.actions)
    assert len(set(numbers)) == len(numbers)
    assert all(1 <= number < tree.next_number for number in numbers)
    starts = [action.id for action in tree.actions if action.type == START]
    assert len(starts) == 1
    keys = [(link.source, link.branch) for link in tree.links]
    assert len(set(keys)) == len(keys)
    assert all(link.source in ids and link.target in ids for link in tree.links)
    assert all(link.target != starts[0] for link in tree.links)
    assert len(tree.ended) == len(tree.ends)
    assert tree.ended.isdisjoint(keys)
    assert all(end.source in ids for end in tree.ends)
    assert tree.drawing.positions.keys() == ids
    marks = [one.id for one in tree.drawing.marks]
    assert len(set(marks)) == len(marks)
    assert all(one.text.strip() for one in tree.drawing.notes)
    assert all((one.width, one.height) >= edits.LEAST_NOTE for one in tree.drawing.notes)
    assert all(one.members and ids.issuperset(one.members) for one in tree.drawing.groups)
    assert all(action.lineage for action in tree.actions)
    assert tree == evolve(tree), "not in canonical order"

"""No config that has no errors, whatever the email and the world, makes the engine fail."""

from __future__ import annotations

import logging
from collections import Counter
from random import Random

import pytest

from app.engine.actions.start import Start
from app.engine.registry import CATALOGUE
from app.engine.run import Run
from app.engine.trace import Outcome, decode_trace, encode_trace
from app.engine.validate import problems_of
from app.model.catalogue import Severity
from app.world.recorded import Recorded
from app.world.sandbox import Sandbox
from tests.engine.dialogue import program_of, tree_of
from tests.properties.any_answers import REQUESTS, AnyWorld
from tests.properties.any_routing import KEYS, STEPS, WORKSPACE, Chance, Programs, SoundPrograms
from tests.scaling import is_full, scaled

CASES = scaled(5000)
BLOCK = 50
WILD = 100_000 if is_full() else 1000
WILD_BLOCK = 250


def run_of(seed: int) -> Run:
    """A run from one seed: routings, email, world."""
    chance = Chance(Random(seed))
    shelf = Programs.any(chance)
    return Run(shelf.programs["main"], chance.inputs(shelf), Sandbox(WORKSPACE))


@pytest.mark.parametrize("block", range(0, CASES, BLOCK))
def test_any_run_ends_and_never_fails(block: int) -> None:
    for seed in range(block, min(block + BLOCK, CASES)):
        run = run_of(seed)
        trace = run.finish()
        assert trace.outcome is not Outcome.FAILED, f"seed {seed}: {trace.reason}"
        assert len(trace.steps) <= STEPS
        stored = encode_trace(trace)
        assert encode_trace(decode_trace(stored)) == stored
        again = Run(run.entry, run.inputs, Recorded(trace.journal)).finish()
        assert encode_trace(again) == stored, f"seed {seed}"


@pytest.mark.parametrize("block", range(0, CASES, BLOCK))
def test_any_config_alone_is_crossed_when_it_has_no_errors(block: int) -> None:
    for seed in range(block, min(block + BLOCK, CASES)):
        chance = Chance(Random(f"alone {seed}"))
        config = chance.config()
        problems = CATALOGUE.problems(config, WORKSPACE)
        program = program_of(tree_of((Start(), config), [(1, "ok", 2)]), WORKSPACE)
        sound = not any(problem.severity is Severity.ERROR for problem in problems)
        assert (program.actions["id-2"].obstacle is None) is sound
        trace = Run(program, chance.inputs(Programs({})), Sandbox(WORKSPACE)).finish()
        wrong = {Outcome.FAILED} | ({Outcome.NOT_READY} if sound else set())
        assert trace.outcome not in wrong, f"seed {seed}: {config!r}: {trace.reason}"


def test_the_cases_cross_every_type() -> None:
    crossed: Counter[str] = Counter()
    for seed in range(min(CASES, 500)):
        run = run_of(seed)
        crossed.update(step.action.type for step in run if step.branch or run.finished)
    assert set(KEYS) <= set(crossed)


def test_any_config_is_stored_and_read_and_every_tree_checked() -> None:
    for seed in range(CASES // 10):
        program = Chance(Random(f"stored {seed}")).program("main")
        for action in program.tree.actions:
            text = CATALOGUE.encode(action.config)
            read = CATALOGUE.decode(action.type, text)
            assert CATALOGUE.encode(read) == text, f"seed {seed}"
            if "\ufffd" not in text:  # half a character cannot be stored
                assert read == action.config, f"seed {seed}"
        problems_of(program.tree, program.entry.type, WORKSPACE, CATALOGUE, "main")


def wild_run_of(seed: int, *, wrong: float = 0) -> Run:
    """A run from one seed whose world answers anything; `wrong` of it of another type."""
    chance = Chance(Random(f"wild {seed}"))
    shelf = SoundPrograms(chance)
    share = chance.one([0.2, 0.5, 1.0])
    world = AnyWorld(Random(seed), Sandbox(WORKSPACE), wild=share, wrong=wrong)
    return Run(shelf.program("main"), chance.inputs(shelf), world)


@pytest.mark.parametrize("block", range(0, WILD, WILD_BLOCK))
def test_any_answer_of_the_world_ends_in_an_outcome(block: int) -> None:
    for seed in range(block, block + WILD_BLOCK):
        run = wild_run_of(seed)
        trace = run.finish()
        assert run.finished
        assert trace.outcome is not Outcome.FAILED, f"seed {seed}: {trace.reason}"
        assert len(trace.steps) <= STEPS
        stored = encode_trace(trace)
        assert encode_trace(decode_trace(stored)) == stored, f"seed {seed}"


def test_wild_answers_are_given_to_requests_of_every_kind() -> None:
    """Each type alone, some configs without errors of each: what they ask covers all requests."""
    asked: set[type] = set()
    for seed in range(200):
        if set(REQUESTS) <= asked:
            break
        for key in KEYS:
            chance = Chance(Random(f"{key} {seed}"))
            program = program_of(tree_of((Start(), chance.sound(key)), [(1, "ok", 2)]), WORKSPACE)
            world = AnyWorld(Random(seed), Sandbox(WORKSPACE))
            run = Run(program, chance.inputs(SoundPrograms(chance)), world)
            run.finish()
            asked.update(type(effect.request) for step in run.steps for effect in step.effects)
    assert set(REQUESTS) - asked == set()


def test_an_answer_to_another_question_fails_the_run_and_never_the_engine() -> None:
    ended: Counter[Outcome] = Counter()
    logging.getLogger("app.engine.run").disabled = True
    try:
        for seed in range(scaled(2000)):
            run = wild_run_of(seed, wrong=0.5)
            trace = run.finish()
            assert run.finished
            assert len(trace.steps) <= STEPS
            ended[trace.outcome] += 1
    finally:
        logging.getLogger("app.engine.run").disabled = False
    assert ended[Outcome.FAILED]
    assert len(ended) > 3

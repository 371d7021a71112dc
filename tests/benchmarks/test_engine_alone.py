"""The engine without parsing: steps a second through forty types, keywords by count, patterns.

Rates and ratios stand beside each measurement: those of one test are taken in turns, so that a
busy computer slows all of them alike.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.engine.actions.detect_keywords import DetectKeywords, GroupRow
from app.engine.actions.node import Node
from app.engine.actions.start import Start
from app.engine.inputs import Inputs
from app.engine.mail import Message
from app.engine.program import Program
from app.engine.registry import CATALOGUE
from app.engine.run import Run
from app.engine.text.patterns import compile_pattern
from app.model.errors import UserError
from app.services import samples
from app.services.replays import Programs, Replayer, Settings, choose_version
from app.services.sample_workspace import write_sample
from app.services.workspace import Workspace
from app.world.sandbox import Sandbox
from tests.engine.dialogue import NOW, email, program_of, tree_of
from tests.engine.hostile import FILLERS, PATTERNS, filled
from tests.engine.workspace import WORKSPACE

COUNTS = (10, 100, 1_000, 10_000)
GROUPS = 10
LETTERS = 6_000
TURNS = 15


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Replayer, list[Inputs]]]:
    """The sample's routing with cases and cards, and its sixty emails, read before."""
    path = tmp_path_factory.mktemp("bench") / "northwind.routings"
    write_sample(path, CATALOGUE)
    workspace = Workspace.open(path, CATALOGUE)
    programs = Programs(workspace)
    program = programs.compiled(choose_version(workspace, "customer-service", None))
    replayer = Replayer(program, programs, Settings(mailbox="support"))
    (found,) = samples.sample_sets(workspace)
    runs = [
        replayer.start(samples.raw(workspace, one.id))
        for one in samples.emails(workspace, found.id, 0, 1000)
    ]
    for run in runs:
        run.finish()  # what a run reads of an email is then known
    yield replayer, [run.inputs for run in runs]
    workspace.close()


@pytest.mark.benchmark(group="engine: sixty emails, cases, cards, databases, outbox")
def test_steps_through_customer_service(
    benchmark: BenchmarkFixture, service: tuple[Replayer, list[Inputs]]
) -> None:
    replayer, inputs = service

    def walk() -> int:
        runs = (Run(replayer.program, one, replayer.sandbox()) for one in inputs)
        return sum(len(run.finish().steps) for run in runs)

    steps = benchmark.pedantic(walk, rounds=5, warmup_rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info["steps"] = steps
    _rate(benchmark, steps)


@pytest.mark.benchmark(group="engine: a hundred nodes")
def test_steps_that_do_nothing(benchmark: BenchmarkFixture) -> None:
    """What a step costs before its action does anything."""
    count = 100
    configs = (Start(), *(Node() for _each in range(count)))
    program = program_of(tree_of(configs, [(n, "ok", n + 1) for n in range(1, count + 1)]))
    inputs = Inputs(email(), NOW)
    steps = benchmark(lambda: len(Run(program, inputs, Sandbox(WORKSPACE)).finish().steps))
    _rate(benchmark, steps)


@pytest.mark.benchmark(group="detect_keywords, one email of 6 kB")
@pytest.mark.parametrize("keywords", COUNTS)
def test_detect_keywords(benchmark: BenchmarkFixture, keywords: int) -> None:
    benchmark(_searched(keywords))


@pytest.mark.benchmark(group="detect_keywords, in turns")
def test_ten_thousand_keywords_beside_ten(benchmark: BenchmarkFixture) -> None:
    searches = {count: _searched(count) for count in COUNTS}
    spent = dict.fromkeys(COUNTS, float("inf"))
    for search in searches.values():
        search()
    for _turn in range(TURNS):
        for count, search in searches.items():
            began = perf_counter()
            search()
            spent[count] = min(spent[count], perf_counter() - began)
    for count in COUNTS[1:]:
        benchmark.extra_info[f"{count} beside 10"] = round(spent[count] / spent[10], 2)
    benchmark(searches[COUNTS[-1]])


@pytest.mark.benchmark(group="a hundred hostile patterns over 100 kB")
def test_hostile_patterns(benchmark: BenchmarkFixture) -> None:
    patterns = [found for source in PATTERNS if (found := _compiled(source)) is not None]
    texts = [filled(filler) for filler in FILLERS]
    slowest = 0.0

    def search() -> None:
        nonlocal slowest
        for holds in patterns:
            for text in texts:
                began = perf_counter()
                holds(text)
                slowest = max(slowest, perf_counter() - began)

    benchmark.pedantic(search, rounds=1, warmup_rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info["slowest in ms"] = round(slowest * 1000, 1)
    benchmark.extra_info["patterns that run"] = len(patterns)


def _compiled(source: str) -> Callable[[str], bool] | None:
    try:
        return compile_pattern(source).holds
    except UserError:
        return None


def _searched(keywords: int) -> Callable[[], int]:
    """A run of one email through an action with so many keywords, in ten groups."""
    words = _words(keywords)
    share = keywords // GROUPS
    rows = tuple(
        GroupRow(slot=at + 1, keywords=tuple(words[at * share : (at + 1) * share]))
        for at in range(GROUPS)
    )
    configs = (Start(), DetectKeywords(groups=rows))
    program: Program = program_of(tree_of(configs, [(1, "ok", 2)]))
    message = Message(b"Subject: Words\r\nFrom: ada@example.org\r\n\r\n" + _body().encode())
    inputs = Inputs(message, NOW)
    return lambda: len(Run(program, inputs, Sandbox(WORKSPACE)).finish().steps)


def _words(count: int) -> list[str]:
    """Made-up words, the same ones every time, none of them twice."""
    chance = random.Random(7)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(string.ascii_lowercase, k=chance.randint(4, 10)))] = None
    return list(found)


def _body() -> str:
    """6,000 letters of words longer than any keyword: every group is searched to the end."""
    chance = random.Random(8)
    words: list[str] = []
    while sum(map(len, words)) + len(words) < LETTERS:
        words.append("".join(chance.choices(string.ascii_lowercase, k=chance.randint(11, 14))))
    return " ".join(words)[:LETTERS]


def _rate(benchmark: BenchmarkFixture, steps: int) -> None:
    if benchmark.stats is not None:  # None where benchmarks are disabled
        benchmark.extra_info["steps a second"] = round(steps / benchmark.stats.stats.min)

"""Steps a second of the engine alone: messages parsed before, their texts known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.engine.inputs import Inputs
from app.engine.run import Run
from app.services.replays import Replayer
from app.world.sandbox import Sandbox


@pytest.fixture(scope="module")
def read(raws: list[bytes], replayer: Replayer) -> list[Inputs]:
    """Inputs whose messages hold all that a run has read of them."""
    runs = [replayer.start(raw) for raw in raws]
    for run in runs:
        run.finish()
    return [run.inputs for run in runs]


@pytest.mark.benchmark(group="engine")
def test_steps(benchmark: BenchmarkFixture, read: list[Inputs], replayer: Replayer) -> None:
    program = replayer.program

    def walk() -> int:
        # A copy of the inputs keeps the message and folds its texts anew.
        runs = (Run(program, replace(one), Sandbox(program.resources)) for one in read)
        return sum(len(run.finish().steps) for run in runs)

    steps = benchmark.pedantic(walk, rounds=3, warmup_rounds=1)  # type: ignore[no-untyped-call]
    assert steps > len(read)
    benchmark.extra_info["steps"] = steps
    if benchmark.stats is not None:  # None where benchmarks are disabled
        benchmark.extra_info["steps a second"] = round(steps / benchmark.stats.stats.min)

"""Shots of the history of a version: its runs, one whose tree is gone, none yet."""

from __future__ import annotations

from app.model import edits
from app.model.text import verbatim
from app.ui.version.tab import VersionTab
from tests.screenshots.registry import shot
from tests.screenshots.shots_version import choose, open_tab
from tests.screenshots.stage import Stage


def replayed(stage: Stage) -> VersionTab:
    """A version after several replays, its history in front."""
    tab = open_tab(stage)
    for words in ("Power cut", "Lastgang", "Facture", "Baja", "Stromausfall"):
        choose(stage, words)
        tab.replay.clear()
        tab.replay.run_all()
        stage.settle()
    tab.bottom.open("history")
    tab.rows.setSizes([400, 400])
    return tab


@shot("history-runs")
def runs(stage: Stage) -> None:
    replayed(stage)


@shot("history-tree-is-gone")
def tree_is_gone(stage: Stage) -> None:
    tab = replayed(stage)
    tab.first_edit.no_longer_ask()
    first = tab.document.tree.actions[1]
    tab.document.apply(verbatim("rename"), edits.rename(first.id, "Renamed since"))
    rows = tab.replay_panels.history.rows
    third = rows.topLevelItem(2)
    assert third is not None
    rows.setCurrentItem(third)


@shot("history-none-yet")
def none_yet(stage: Stage) -> None:
    tab = open_tab(stage, "backup")
    tab.bottom.open("history")

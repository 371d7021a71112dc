"""Whole sets in a spawned worker: results in order, cancel, workers that die."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from app.engine.registry import CATALOGUE
from app.model.errors import UserError
from app.services import batches, samples
from app.services.batches import Batch, BatchRun, OutcomeRow
from app.services.replays import Settings
from app.services.sample_search import email_ids, find_emails
from app.services.workspace import Workspace
from tests.ui.version.building import new_version, new_workspace


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    workspace = new_workspace(tmp_path)
    version = new_version(workspace)
    (inbox,) = samples.sample_sets(workspace)
    made = Batch(workspace.path, version.id, email_ids(workspace, inbox.id), Settings())
    workspace.close()
    return made


def all_rows(run: BatchRun) -> list[OutcomeRow]:
    return [row for rows in run.rows() for row in rows]


def test_results_come_in_the_order_of_the_emails(batch: Batch) -> None:
    rows = all_rows(BatchRun(batch))
    assert [row.email for row in rows] == list(batch.emails)
    assert [row.destination for row in rows] == ["billing", "general", "billing"]
    assert {row.outcome for row in rows} == {"queued"}


def test_a_cancelled_batch_keeps_what_came(batch: Batch) -> None:
    many = Batch(batch.workspace, batch.version, batch.emails * 20_000, Settings())
    run = BatchRun(many)
    rows: list[OutcomeRow] = []
    for some in run.rows():
        rows.extend(some)
        run.cancel()
    assert 0 < len(rows) < run.total
    assert rows[0].email == batch.emails[0]


def test_a_batch_cancelled_before_it_begins_gives_nothing(batch: Batch) -> None:
    run = BatchRun(batch)
    run.cancel()
    assert all_rows(run) == []


def test_a_worker_that_dies_is_followed_by_another(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = Batch(batch.workspace, batch.version, batch.emails * 400, Settings())
    run = BatchRun(many)
    started: list[int] = []
    begin = batches._Worker.__enter__

    def enter(self: batches._Worker) -> batches._Worker:
        started.append(int(self._process.pid or 0))
        return begin(self)

    monkeypatch.setattr(batches._Worker, "__enter__", enter)
    rows: list[OutcomeRow] = []
    for some in run.rows():
        rows.extend(some)
        if len(started) == 1:
            os.kill(started[0], signal.SIGTERM)
    assert [row.email for row in rows] == list(many.emails)
    assert len(started) >= 2


def test_an_email_that_kills_its_worker_twice_is_named_and_the_rest_goes_on(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = batch.emails[1]
    emails = (*batch.emails, batch.emails[0])
    run = BatchRun(Batch(batch.workspace, batch.version, emails, Settings()))
    monkeypatch.setattr(batches, "_work", _DiesOn(deadly))
    rows = all_rows(run)
    assert [row.email for row in rows] == list(emails)
    lost = next(row for row in rows if row.email == deadly)
    assert lost.outcome == "failed"
    assert "twice" in str(lost.reason)
    assert [row.outcome for row in rows if row.email != deadly] == ["queued"] * 3


class _DiesOn:
    """A worker that dies without a word when it comes to an email."""

    def __init__(self, email: str) -> None:
        self.email = email

    def __call__(self, part, settings, results, cancelled) -> None:  # type: ignore[no-untyped-def]
        from app.services import samples as read_from

        real = read_from.raw

        def raw(ws: Workspace, email_id: str) -> bytes:
            if email_id == self.email:
                os._exit(9)
            return real(ws, email_id)

        read_from.raw = raw
        from app.services.batches import _work

        _work(part, settings, results, cancelled)


def test_a_workspace_that_cannot_be_opened_is_told_once(batch: Batch, tmp_path: Path) -> None:
    gone = Batch(tmp_path / "nowhere.routings", batch.version, batch.emails, Settings())
    with pytest.raises(UserError):
        all_rows(BatchRun(gone))


def test_an_email_that_was_deleted_is_named(batch: Batch) -> None:
    workspace = Workspace.open(batch.workspace, CATALOGUE)
    samples.delete_emails(workspace, [batch.emails[1]])
    workspace.close()
    rows = all_rows(BatchRun(batch))
    assert [row.outcome for row in rows] == ["queued", "failed", "queued"]


def test_a_search_takes_per_cent_signs_for_what_they_are(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    assert [one.email.subject for one in find_emails(workspace, "refund ADA")] == ["Refund please"]
    assert find_emails(workspace, "%") == ()
    assert len(find_emails(workspace, "", limit=2)) == 2
    workspace.close()

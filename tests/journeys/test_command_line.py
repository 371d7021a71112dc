"""The headless commands: what they print, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.registry import CATALOGUE
from app.model.resources import Mailbox, Queue
from app.model.routing import Routing
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.engine.test_registry import HEADINGS, LABELS
from tests.journeys.command_line import smart_routing, smart_routing_apart

EMAIL = b"""From: Ada Martin <ada@example.org>\r
To: support@northwind-energy.example\r
Subject: There is a smell of gas in our street\r
Date: Tue, 13 Jan 2026 10:00:00 +0100\r
Message-ID: <gas@example.org>\r
\r
Please send somebody quickly, the whole street smells of gas.\r
"""

LINE_KEYS = [
    "email", "message_id", "subject", "routing", "version", "hash", "clock", "seed", "mailbox",
    "outcome", "reason", "destination", "undelivered", "handling", "warnings", "events", "steps",
]  # fmt: skip


@pytest.fixture
def email(tmp_path: Path) -> Path:
    path = tmp_path / "gas.eml"
    path.write_bytes(EMAIL)
    return path


def test_a_replayed_email_is_one_json_line_with_every_step(sample: Path, email: Path) -> None:
    done = smart_routing("replay", "--workspace", sample, "--routing", "support", "--json", email)
    assert (done.status, done.err) == (0, "")
    (line,) = done.lines
    assert list(line) == LINE_KEYS
    assert line["outcome"] == "queued"
    assert line["destination"] == {"kind": "queue", "reference": "outages"}
    assert line["clock"] == "2026-01-13T09:00:00+00:00"
    first = line["steps"][0]
    assert first["action"] == {"number": 1, "name": "Start", "type": "start"}
    evidence = [step["evidence"] for step in line["steps"] if step["evidence"]]
    hits = next(found for found in evidence if found["kind"] == "hits")
    assert {hit["keyword"] for hit in hits["groups"][0]["hits"]} == {"smell of gas"}
    assert [event["kind"] for event in line["events"]].count("checkpoint") == 1


def test_clock_seed_and_version_can_be_chosen(sample: Path, email: Path) -> None:
    arguments = ("--workspace", sample, "--routing", "SUPPORT", "--version", "1", "--json")
    done = smart_routing(
        "replay", *arguments, "--clock", "2026-01-14T03:00:00+01:00", "--seed", "7", email
    )
    (line,) = done.lines
    assert (line["version"], line["seed"]) == (1, "7")
    assert line["clock"] == "2026-01-14T02:00:00+00:00"
    assert line["destination"]["reference"] == "on-call"


def test_messages_of_an_mbox_are_numbered(sample: Path, tmp_path: Path) -> None:
    box = tmp_path / "two.mbox"
    head = b"From ada@example.org Tue Jan 13 10:00:00 2026\n"
    box.write_bytes(head + EMAIL.replace(b"\r\n", b"\n") + b"\n" + head + EMAIL + b"\n")
    done = smart_routing("replay", "--workspace", sample, "--routing", "support", "--json", box)
    assert [line["email"] for line in done.lines] == [f"{box}#1", f"{box}#2"]


def test_what_cannot_be_read_is_named_and_the_rest_is_run(
    sample: Path, email: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.eml"
    empty.write_bytes(b"")
    missing = tmp_path / "missing.eml"
    done = smart_routing(
        "replay", "--workspace", sample, "--routing", "support", "--json", empty, email, missing
    )
    assert done.status == 1
    assert len(done.lines) == 1
    sentences = done.err.splitlines()
    assert len(sentences) == 2
    assert "empty.eml" in sentences[0]
    assert "missing.eml" in sentences[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--routing", "nowhere"),
        ("--routing", "support", "--version", "99"),
        ("--routing", "support", "--clock", "tomorrow"),
        ("--routing", "support", "--mailbox", "nobody"),
    ],
)
def test_wrong_use_is_one_sentence_and_status_2(
    sample: Path, email: Path, arguments: tuple[str, ...]
) -> None:
    done = smart_routing("replay", "--workspace", sample, *arguments, email)
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


def test_a_file_that_is_no_workspace_is_refused(email: Path) -> None:
    done = smart_routing("replay", "--workspace", email, "--routing", "support", email)
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    assert email.read_bytes() == EMAIL


def test_the_same_inputs_give_the_same_bytes_in_two_processes(sample: Path) -> None:
    emails = Path(__file__).resolve().parents[2] / "resources" / "sample" / "emails"
    arguments = ("replay", "--workspace", sample, "--routing", "support", "--json", emails)
    first = smart_routing_apart(*arguments, hash_seed=1)
    second = smart_routing_apart(*arguments, hash_seed=2)
    assert first.status == 0
    assert len(first.lines) == 60
    assert first.out == second.out
    assert not [line for line in first.lines if line["outcome"] in {"failed", "not_ready"}]


def test_the_sample_has_no_errors_in_production(sample: Path) -> None:
    done = smart_routing("validate", "--workspace", sample, "--json")
    assert done.status == 0
    assert {line["severity"] for line in done.lines} <= {"warning"}


def test_errors_of_a_version_end_validation_with_1(sample: Path) -> None:
    workspace = Workspace.open(sample, CATALOGUE)
    version = lifecycle.create_version(
        workspace, _routing(workspace, "support").id, name="Half done"
    )
    workspace.close()
    number = str(version.number)
    arguments = ("--workspace", sample, "--routing", "support", "--version", number, "--json")
    done = smart_routing("validate", *arguments)
    assert done.status == 1
    assert done.lines[0]["severity"] == "error"
    assert "blank" in done.lines[0]["text"]


def _routing(workspace: Workspace, reference: str) -> Routing:
    found = workspace.routing_by_reference(reference)
    assert found is not None
    return found


def test_routings_are_listed(sample: Path) -> None:
    done = smart_routing("routings", "--workspace", sample, "--json")
    assert [line["reference"] for line in done.lines] == [
        "after-closing", "companies", "customer-service", "how-was-it", "retention", "support",
    ]  # fmt: skip
    support = done.lines[-1]
    assert list(support) == ["reference", "name", "type", "versions", "actions"]
    assert (support["type"], support["versions"]) == ("start", 5)
    assert support["actions"] >= 25


def test_action_types_are_listed_with_schema_and_branches() -> None:
    done = smart_routing("actions", "--json")
    listed = {line["key"]: (line["category"], line["label"]) for line in done.lines}
    assert len(done.lines) == len(listed) == 40
    assert listed == {
        key: (HEADINGS[category], label)
        for category, labels in LABELS.items()
        for key, label in labels.items()
    }
    for line in done.lines:
        assert {"key", "label", "category", "routing_types", "schema", "branches"} <= set(line)
        assert line["schema"]["$defs"]


def test_the_sample_is_never_written_over_a_file(email: Path) -> None:
    done = smart_routing("sample", email)
    assert done.status == 2
    assert email.read_bytes() == EMAIL


def test_a_mailbox_decides_on_routing_and_version(sample: Path, email: Path) -> None:
    arguments = ("replay", "--workspace", sample, "--mailbox", "support", "--json", email)
    (line,) = smart_routing(*arguments).lines
    assert (line["routing"], line["mailbox"]) == ("support", "support")
    workspace = Workspace.open(sample, CATALOGUE)
    versions = workspace.versions(_routing(workspace, "support").id)
    production = next(one for one in versions if one.status == "production")
    assert line["version"] == production.number
    tested = lifecycle.duplicate_version(workspace, production.id)
    lifecycle.put_in_test(workspace, tested.id, ("support",))
    workspace.close()
    (line,) = smart_routing(*arguments).lines
    assert line["version"] == tested.number


def test_a_mailbox_without_a_version_keeps_every_email(sample: Path, email: Path) -> None:
    workspace = Workspace.open(sample, CATALOGUE)
    queue, box = workspace.resources().of_kind(Queue)[0], "quiet"
    quiet = Mailbox(
        name="Quiet", reference=box, address="quiet@example.org", fallback_queue=queue.reference
    )
    save_resource(workspace, quiet)
    workspace.close()
    done = smart_routing("replay", "--workspace", sample, "--mailbox", box, "--json", email)
    (line,) = done.lines
    assert (done.status, line["undelivered"], line["steps"]) == (0, True, [])
    assert line["destination"] == {"kind": "queue", "reference": queue.reference}
    assert "No smart routing is chosen" in line["reason"]
    done = smart_routing("replay", "--workspace", sample, "--mailbox", box, email)
    assert f"The fallback queue {queue.reference} takes the email." in done.out


def test_an_interaction_that_ends_is_replayed_with_reply_and_handling(
    sample: Path, email: Path, tmp_path: Path
) -> None:
    workspace = Workspace.open(sample, CATALOGUE)
    (version,) = workspace.versions(_routing(workspace, "after-closing").id)
    lifecycle.promote(workspace, version.id)
    workspace.close()
    arguments = ("replay", "--workspace", sample, "--mailbox", "support", "--end", "--json")
    (line,) = smart_routing(*arguments, email).lines
    assert line["routing"] == "after-closing"
    assert line["handling"] == {"status": "closed", "agent": "", "queue": "", "duration": 0}
    reply = tmp_path / "reply.eml"
    reply.write_bytes(b"Subject: Re: gas\r\n\r\nOn our way.\r\n")
    (line,) = smart_routing(*arguments, "--reply", reply, email).lines
    assert line["handling"]["status"] == "answered"
    handling = '{"status": "answered", "agent": "ada", "duration": 95}'
    (line,) = smart_routing(*arguments, "--reply", reply, "--handling", handling, email).lines
    assert line["handling"] == {
        "status": "answered", "agent": "ada", "queue": "", "duration": 95
    }  # fmt: skip
    (line,) = smart_routing(
        "replay", "--workspace", sample, "--routing", "after-closing", "--json",
        "--handling", '{"status": "transferred"}', email,
    ).lines  # fmt: skip
    assert line["handling"]["status"] == "transferred"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--mailbox", "nobody"),
        ("--mailbox", "support", "--version", "1"),
        ("--routing", "after-closing", "--end"),
        ("--mailbox", "retention", "--end"),
        ("--mailbox", "support", "--handling", "{}"),
        ("--mailbox", "support", "--reply", "gas.eml"),
        ("--mailbox", "support", "--end", "--reply", "missing.eml"),
        ("--mailbox", "support", "--end", "--handling", "closed"),
    ],
)
def test_a_wrong_entry_is_one_sentence_and_status_2(
    sample: Path, email: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(email.parent)
    done = smart_routing("replay", "--workspace", sample, *arguments, email)
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


def test_an_action_can_be_given_its_outcome(sample: Path, email: Path) -> None:
    arguments = ("replay", "--workspace", sample, "--routing", "after-closing", "--json", email)
    given = smart_routing(*arguments, "--outcome", "4=error,var.priority=9")
    assert (given.status, given.err) == (0, "")
    (line,) = given.lines
    last = line["steps"][-1]
    assert (last["action"]["type"], last["branch"]) == ("send_email", "error")
    assert last["evidence"]["kind"] == "note"
    refused = smart_routing(*arguments, "--outcome", "3=link_1")
    assert refused.status == 2
    assert "asks nothing of the outside" in refused.err

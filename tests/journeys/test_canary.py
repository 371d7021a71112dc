"""A secret typed into every secret field is found nowhere but in the keyring.

The fields are found by what describes them, so that one that is added is tried here too.
"""

from __future__ import annotations

import base64
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.engine.registry import CATALOGUE
from app.engine.trace import encode_trace
from app.model.fields import FieldInfo, fields_of, is_shown
from app.model.resources import (
    RESOURCE_TYPES,
    Resource,
    ResourceKind,
    Resources,
    secret_fields,
)
from app.model.resources.checks import resource_problems
from app.services import samples, secrets_vault
from app.services.places import log_folder
from app.services.replays import Programs, Replayer, Settings
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.forms.editors.secret import SecretEditor
from app.ui.resources.page import ResourcesPage
from app.ui.resources.pane import ResourcePane
from app.ui.shell.crash import CrashHook
from app.ui.shell.log_file import start_log
from tests.journeys.command_line import smart_routing
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL
from tests.keyrings import WorkingKeyring, vault_on

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CANARY = "Canary-7f3a9c-xyzzy"
OTHER = "Other--0b51d2-plugh"  # as long, so that a picture tells nothing but the length
FILLINGS = (
    "https://bird.example.org",
    "bird@example.org",
    "bird.example.org",
    "postgresql://bird.example.org/nest",
)
FIELDS = [(kind, name) for kind, type_ in RESOURCE_TYPES.items() for name in secret_fields(type_)]


@pytest.fixture(params=["keyring", "no keyring"])
def keyring(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> WorkingKeyring:
    made = WorkingKeyring()
    usable = made if request.param == "keyring" else None
    monkeypatch.setattr(secrets_vault, "VAULT", vault_on(usable))
    return made


@pytest.fixture
def log_file(caplog: pytest.LogCaptureFixture) -> Iterator[Path]:
    """The log file of the application, as talkative as can be."""
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    path = start_log()
    assert path is not None
    root.setLevel(logging.DEBUG)
    yield path
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_there_are_secret_fields_to_try() -> None:
    assert (ResourceKind.CONNECTION, "password") in FIELDS
    assert (ResourceKind.WEB_SERVICE, "production_secret") in FIELDS
    assert (ResourceKind.DATABASE, "password") in FIELDS


def test_a_canary_in_every_secret_field_stays_in_the_keyring(
    desk: Desk,
    sample: Path,
    home: Path,
    keyring: WorkingKeyring,
    log_file: Path,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    resources = prepared(sample)
    desk.start(sample)
    desk.window.show_page("resources")
    page = cast(ResourcesPage, desk.window.workbench.page("resources"))
    for kind, name in FIELDS:
        page.show_resource(kind, resources[kind, name].reference)
        desk.wait(lambda: not desk.window.session.jobs.running)
        type_the_canary(desk, pane_of(page), name)
        look_at_every_word()
        desk.click(pane_of(page).save)
        desk.wait(lambda: page.typed() == ())
        desk.wait(lambda: not desk.window.session.jobs.running)
        shown = cast(SecretEditor, pane_of(page).form.editor(name))
        assert shown.line.text() == ""
        assert shown.state.text().startswith("Set, in")
        look_at_every_word()
    workspace = desk.window.session.workspace
    for (kind, name), resource in resources.items():
        assert workspace.secrets.secrets_of(kind, resource.reference) == {name: CANARY}
    crash_with_it(desk, log_file)
    written = exported(sample, tmp_path) + traced(sample)
    assert_free(written, "what was exported, printed or traced")
    assert_files_free(sample.parent, home, tmp_path)  # while the workspace is open
    assert workspace.secrets.settle()
    desk.close()
    assert_files_free(sample.parent, home, tmp_path)
    assert_free(caplog.text, "the log")
    assert log_file.is_file()
    assert log_file.is_relative_to(home) or log_file.is_relative_to(log_folder())
    held = set(keyring.held.values())
    assert held <= {CANARY}
    # The search itself must see what it looks for.
    planted = tmp_path / "planted"
    planted.write_bytes(b"\0" + CANARY.encode("utf-16-le"))
    with pytest.raises(AssertionError):
        assert_files_free(tmp_path)


# --- preparing ---


def prepared(path: Path) -> dict[tuple[ResourceKind, str], Resource]:
    """A resource for each secret field, ready to be saved once the secret is typed."""
    workspace = Workspace.open(path, CATALOGUE)
    made: dict[tuple[ResourceKind, str], Resource] = {}
    for number, (kind, name) in enumerate(FIELDS):
        resource = ready_for(kind, name, f"canary-{number}")
        made[kind, name] = save_resource(workspace, resource)
    workspace.close()
    return made


def ready_for(kind: ResourceKind, name: str, reference: str) -> Resource:
    """A resource in which this field is shown, everything that is required filled in."""
    type_ = RESOURCE_TYPES[kind]
    infos = {info.name: info for info in fields_of(type_)}
    resource = type_(name=f"Bird {reference}", reference=reference)
    resource = shown_in(resource, infos, name)
    for info in infos.values():
        needed = info.field.required and is_shown(info, resource) and not info.field.secret
        if needed and getattr(resource, info.name) == "":
            resource = filled(resource, info.name)
    return resource


def filled(resource: Resource, name: str) -> Resource:
    """The resource with something in a field that nothing is wrong with."""
    for value in FILLINGS:
        changed = msgspec.structs.replace(resource, **{name: value})
        problems = resource_problems(changed, Resources())
        if not any(one.field.partition(".")[0] == name for one in problems):
            return changed
    raise AssertionError(f"give this test something to put into {name}")


def shown_in(resource: Resource, infos: dict[str, FieldInfo], name: str) -> Resource:
    """The resource with whatever makes a field appear."""
    shown = infos[name].field.shown_when
    if shown is None:
        return resource
    resource = shown_in(resource, infos, shown.name)
    plain = {**msgspec.to_builtins(resource), shown.name: shown.values[0]}
    return msgspec.convert(plain, type(resource))


def pane_of(page: ResourcesPage) -> ResourcePane:
    assert page.pane is not None
    return page.pane


# --- typing and looking ---


def type_the_canary(desk: Desk, pane: ResourcePane, name: str) -> None:
    """Type it as a person does; a picture of the field tells nothing but its length."""
    editor = cast(SecretEditor, pane.form.editor(name))
    assert isinstance(editor, SecretEditor)
    QApplication.setCursorFlashTime(0)  # a cursor that blinks makes two pictures of one field
    desk.click(editor.line)
    desk.write(OTHER)
    other = picture(editor.line)
    desk.press(Qt.Key.Key_A, CTRL)
    desk.write(CANARY)
    assert editor.line.text() == CANARY
    assert editor.line.echoMode() is QLineEdit.EchoMode.Password
    assert picture(editor.line) == other
    QApplication.clipboard().setText("before")
    desk.press(Qt.Key.Key_A, CTRL)
    desk.press(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "before"
    assert editor.line.text() == CANARY
    assert pane.save.isEnabled(), pane.reason.text()


def picture(widget: QWidget) -> QImage:
    """What is on screen, without the cursor that blinks."""
    line = cast(QLineEdit, widget)
    line.setCursorPosition(0)
    line.clearFocus()
    taken = widget.grab().toImage()
    line.setFocus()
    line.end(False)
    return taken


def look_at_every_word() -> None:
    """No widget shows it, tells it to screen readers, or has it in a tip."""
    for widget in QApplication.allWidgets():
        told = [
            widget.toolTip(),
            widget.whatsThis(),
            widget.windowTitle(),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.statusTip(),
            *words_of(widget),
        ]
        assert_free(" ".join(told), f"{type(widget).__name__}")


def words_of(widget: QWidget) -> list[str]:
    if isinstance(widget, QLineEdit):
        return [widget.displayText(), widget.placeholderText()]
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return [widget.toPlainText()]
    if isinstance(widget, (QLabel, QAbstractButton)):
        return [widget.text()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(at) for at in range(widget.count())]
    return []


# --- what leaves the window ---


def crash_with_it(desk: Desk, log_file: Path) -> None:
    """A defect that has the secret in its hands, and in its words."""
    hook = CrashHook(log_file, lambda: desk.window)

    def broken(secret: str) -> None:
        raise RuntimeError(f"cannot use {secret}", {"password": secret})

    try:
        broken(CANARY)
    except RuntimeError as error:
        hook.take(type(error), error, error.__traceback__)
    desk.wait(lambda: hook.dialog is not None and hook.dialog.isVisible())
    dialog = cast(Any, hook.dialog)
    assert "RuntimeError" in dialog.report.toPlainText()
    look_at_every_word()
    desk.click(dialog.copy)
    assert_free(QApplication.clipboard().text(), "the report on the clipboard")
    desk.click(dialog.go_on)


def exported(sample: Path, folder: Path) -> str:
    """Every package and every file of resources, written beside each other; what was printed."""
    out = folder / "exported"
    out.mkdir()
    there = ("--workspace", sample)
    printed = []
    for number, arguments in enumerate(
        (
            (),
            ("--routing", "support"),
            ("--routing", "support", "--version", "2"),
        )
    ):
        done = smart_routing("export", out / f"{number}.routing", *there, *arguments)
        assert done.status == 0, done.err
        printed.append(done.out + done.err)
    for kind in {kind for kind, _name in FIELDS}:
        for suffix in ("csv", "json"):
            file = out / f"{kind.value}.{suffix}"
            done = smart_routing("resources", "export", file, *there, "--kind", kind.value)
            assert done.status == 0, done.err
            assert b"canary-" in file.read_bytes()
            printed.append(done.out + done.err)
    return "".join(printed)


def traced(path: Path) -> str:
    """The traces of every version, as they are kept."""
    workspace = Workspace.open(path, CATALOGUE)
    found = []
    (letter, *_rest) = [
        samples.raw(workspace, email.id)
        for one in samples.sample_sets(workspace)
        for email in samples.emails(workspace, one.id, 0, 1)
    ]
    for routing in workspace.routings():
        for version in workspace.versions(routing.id):
            programs = Programs(workspace)
            replayer = Replayer(programs.compiled(version), programs, Settings())
            found.append(encode_trace(replayer.start(letter).finish()).decode())
    workspace.close()
    return "".join(found)


# --- searching ---


def forms_of(secret: str) -> tuple[bytes, ...]:
    """The ways in which a text may stand in a file."""
    raw = secret.encode()
    encoded = (base64.b64encode(b"\0" * shift + raw)[4:-4] for shift in range(3))
    return (raw, secret.encode("utf-16-le"), raw.hex().encode(), *encoded)


def assert_free(text: str, where: str) -> None:
    for form in forms_of(CANARY):
        assert form not in text.encode("utf-8", "surrogatepass"), f"the canary sings in {where}"


def assert_files_free(*folders: Path) -> None:
    """No file of these folders holds it: workspace, journals, packages, logs, preferences."""
    looked_at = 0
    for folder in folders:
        for where, _folders, names in os.walk(folder):
            for name in names:
                content = (Path(where) / name).read_bytes()
                looked_at += 1
                for form in forms_of(CANARY):
                    assert form not in content, f"the canary sings in {name}"
    assert looked_at

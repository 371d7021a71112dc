"""Shots of secrets, mailboxes, connections and web services."""

from __future__ import annotations

import ssl

from PySide6.QtWidgets import QScrollArea

from app.model.resources import Connection, Mailbox, ResourceKind
from app.model.text import _
from app.services import secrets_vault
from app.services.resource_files import save_resource
from app.ui.replay.ending import EndingDialog
from app.ui.resources.connection_trial import ConnectionTrial
from app.ui.resources.page import ResourcesPage
from app.ui.version.tab import VersionTab
from app.world.live.tried import Tried
from app.world.live.trust import refusal_of
from tests.keyrings import WorkingKeyring, vault_on
from tests.screenshots.registry import shot
from tests.screenshots.shots_resources import page_of
from tests.screenshots.stage import Stage

MAIL_SERVER = Connection(
    name="Mail server",
    reference="mail-server",
    description="Sends what routings write.",
    host="mail.northwind-energy.example",
    user="routing",
    password="not a real one",
)


def _with_keyring(stage: Stage, *, usable: bool) -> ResourcesPage:
    secrets_vault.VAULT = vault_on(WorkingKeyring() if usable else None)
    save_resource(stage.session.workspace, MAIL_SERVER)
    stage.session.resources_changed.emit()
    page = page_of(stage, ResourceKind.CONNECTION)
    page.show_resource(ResourceKind.CONNECTION, "mail-server")
    stage.settle()
    assert page.pane is not None
    page.pane.findChild(QScrollArea).ensureWidgetVisible(page.pane.form.editor("password"), 0, 80)
    return page


@shot("connection-secret-kept")
def secret_kept(stage: Stage) -> None:
    _with_keyring(stage, usable=True)


@shot("connection-secret-without-keyring")
def without_keyring(stage: Stage) -> None:
    _with_keyring(stage, usable=False)


@shot("mailbox-way-support")
def way_of_support(stage: Stage) -> None:
    page_of(stage, ResourceKind.MAILBOX).show_resource(ResourceKind.MAILBOX, "support")


@shot("mailbox-way-nowhere")
def way_nowhere(stage: Stage) -> None:
    twin = Mailbox(
        name="Twin",
        reference="twin",
        address="support@northwind-energy.example",
        end_routing="after-closing",
        fallback_queue="unsorted",
    )
    save_resource(stage.session.workspace, twin)
    stage.session.resources_changed.emit()
    page_of(stage, ResourceKind.MAILBOX).show_resource(ResourceKind.MAILBOX, "twin")


def _end_version(stage: Stage) -> VersionTab:
    (version,) = stage.session.workspace.versions(stage.routing("After closing").id)
    stage.window.open_version(version.id)
    stage.settle()
    tab = stage.window.workbench.current
    assert isinstance(tab, VersionTab)
    return tab


@shot("replay-ending-dialog")
def ending(stage: Stage) -> None:
    bar = _end_version(stage).replay_bar
    bar.ending.click()
    dialog = stage.dialog()
    assert isinstance(dialog, EndingDialog)
    dialog.status.segment("answered").click()
    dialog.subject.setText("Re: power cut in Orchard Lane")
    dialog.text.setPlainText("The power is back since 16:40. Sorry for the dark afternoon.")
    dialog.duration.setValue(340)


@shot("replay-entry-list")
def entry(stage: Stage) -> None:
    versions = stage.session.workspace.versions(stage.routing("Support").id)
    version = next(one for one in versions if one.status == "development")
    stage.window.open_version(version.id)
    stage.settle()
    tab = stage.window.workbench.current
    assert isinstance(tab, VersionTab)
    tab.replay_bar.entry.open()


@shot("web-service-stubs")
def stubs(stage: Stage) -> None:
    page = page_of(stage, ResourceKind.WEB_SERVICE)
    page.show_resource(ResourceKind.WEB_SERVICE, "outages")


@shot("connection-tried")
def tried(stage: Stage) -> None:
    page = _with_keyring(stage, usable=True)
    assert page.pane is not None
    trial = page.pane.side
    assert isinstance(trial, ConnectionTrial)
    trial._tried = trial._draft
    trial._take(Tried(True, _("mail.northwind-energy.example takes the user and the password.")))


@shot("connection-refused")
def refused(stage: Stage) -> None:
    page = _with_keyring(stage, usable=True)
    assert page.pane is not None
    trial = page.pane.side
    assert isinstance(trial, ConnectionTrial)
    trial._tried = trial._draft
    error = ssl.SSLCertVerificationError("expired")
    error.verify_code = 10
    said = refusal_of(error, "mail.northwind-energy.example")
    trial._take(Tried(False, said))

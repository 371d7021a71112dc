"""Shots of what surrounds the pages: messages, menus, keys, crash, a workspace that stays shut."""

from __future__ import annotations

from pathlib import Path

from app.model.text import _
from app.ui.shell.crash import CrashDialog, report_of
from app.ui.workspaces.opening import UnopenedDialog
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage


@shot("shell-message-of-an-error")
def message(stage: Stage) -> None:
    stage.session.report(
        _("The disk is full. Free some space for {path}, then try again.", path="Northwind"),
        "error",
        (_("Try again"), lambda: None),
    )


@shot("shell-file-menu")
def file_menu(stage: Stage) -> None:
    menu = stage.window.menus.menus["file"]
    menu.popup(stage.window.mapToGlobal(stage.window.menuBar().geometry().bottomLeft()))


@shot("shell-keys")
def keys(stage: Stage) -> None:
    stage.window.menus.show_keys()


@shot("shell-about")
def about(stage: Stage) -> None:
    stage.window.menus.show_about()


@shot("shell-crash")
def crash(stage: Stage) -> None:
    try:
        raise ValueError("nobody expected this")
    except ValueError as error:
        report = report_of(error)
    CrashDialog(report, Path("studio.log"), stage.window).open()


@shot("shell-workspace-cannot-be-opened")
def unopened(stage: Stage) -> None:
    path = Path("Northwind Energy.routings")
    reason = _("The workspace {path} is damaged. Open a copy or a backup of it.", path=str(path))
    UnopenedDialog(path, reason, stage.window).open()

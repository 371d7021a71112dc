"""Shots of the preview of an import."""

from __future__ import annotations

from app.model.resources import Queue
from app.services.exporting import pack_workspace
from app.services.package_files import save_package
from app.services.resource_files import save_resource
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage


@shot("packages-import-with-conflicts")
def conflicts(stage: Stage) -> None:
    workspace = stage.session.workspace
    package = workspace.path.parent / "northwind.routing"
    save_package(workspace, pack_workspace(workspace), package)
    for name, reference in (("Billing Cologne", "billing-cologne"), ("Complaints", "complaints")):
        changed = Queue(name=name, reference=reference, capacity=4)
        save_resource(workspace, changed, replaces=reference)
    stage.window.commands.packages.look_at(package)
    stage.settle()


@shot("packages-import-into-empty", empty=True)
def into_empty(stage: Stage) -> None:
    from app.engine.registry import CATALOGUE
    from app.services.sample_workspace import write_sample
    from app.services.workspace import Workspace

    folder = stage.session.workspace.path.parent
    write_sample(folder / "sample.routings", CATALOGUE)
    sample = Workspace.open(folder / "sample.routings", CATALOGUE)
    save_package(sample, pack_workspace(sample), folder / "northwind.routing")
    sample.close()
    stage.window.commands.packages.look_at(folder / "northwind.routing")
    stage.settle()

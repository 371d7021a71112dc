"""Shots of value tables: a hundred thousand rows, narrowed; the preview of a CSV file."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.model.resources import ResourceKind, ValueTable
from app.services.resource_files import save_resource
from app.ui.forms.editors.grid import GridEditor
from tests.screenshots.registry import shot
from tests.screenshots.shots_resources import page_of
from tests.screenshots.stage import Stage

_CITIES = ("Dresden", "Lyon", "Köln", "Paris", "Berlin", "Lille", "Aachen")


def _grid(stage: Stage) -> GridEditor:
    rows = tuple(
        (f"{n:05}", _CITIES[n % 7], f"Depot {n % 31 + 1}", str(n * 7 % 90 + 5), "yes")
        for n in range(100_000)
    )
    columns = ("postcode", "city", "depot", "minutes", "open")
    save_resource(
        stage.session.workspace,
        ValueTable(name="Depots by postcode", reference="depots", columns=columns, rows=rows),
    )
    stage.session.resources_changed.emit()
    page = page_of(stage, ResourceKind.VALUE_TABLE)
    page.show_resource(ResourceKind.VALUE_TABLE, "depots")
    assert page.pane is not None
    grid = page.pane.form.editor("rows")
    assert isinstance(grid, GridEditor)
    return grid


@shot("value-table-large")
def large(stage: Stage) -> None:
    _grid(stage).view.show_row(4_711)


@shot("value-table-narrowed-and-sorted")
def narrowed(stage: Stage) -> None:
    grid = _grid(stage)
    grid.search.setText("lyon 17")
    grid.view.horizontalHeader().setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    stage.settle(lambda: not grid.model.is_busy)


@shot("value-table-csv-preview")
def csv_preview(stage: Stage) -> None:
    grid = _grid(stage)
    lines = ["postcode;city;since;minutes;open"]
    lines += [f"{n:05};{_CITIES[n % 7]};{n % 28 + 1}.05.2024;{n % 60},5;ja" for n in range(400)]
    lines += ["00400;Halle;31.02.2024;9,5;ja", "00401;Ulm;1.1.2024;12,5;ja;more"]
    path = stage.session.workspace.path.parent / "depots.csv"
    path.write_text("\n".join(lines), encoding="cp1252")
    grid.load_csv(str(path))
    stage.settle()
    from app.services.column_types import ColumnType
    from app.ui.forms.csv_dialog import CsvDialog

    dialog = stage.dialog()
    assert isinstance(dialog, CsvDialog)
    combo = dialog.types.cellWidget(2, 1)
    combo.setCurrentIndex(combo.findData(ColumnType.DATE_DAY_FIRST.value))  # type: ignore[attr-defined]
    dialog.choose_type(2, ColumnType.DATE_DAY_FIRST)

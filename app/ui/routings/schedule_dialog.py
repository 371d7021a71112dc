"""The dialog *Date and time of the automatic production*."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QRadioButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from app.model.catalogue import Problem
from app.model.errors import Refused
from app.model.lifecycle import check_schedulable
from app.model.routing import Schedule, Version
from app.model.text import Text, _
from app.services import lifecycle
from app.services.clock import now
from app.services.time_zones import zone_list
from app.services.workspace import Workspace
from app.ui.routings.error_list import ErrorList
from app.ui.routings.form_dialog import FormDialog
from app.ui.routings.wording import OUTSIDE_UNDO, offset_in_words, spelled_moment, time_left
from app.ui.theme import tr
from app.ui.widgets import MessageBar, Tone, button, label


class ScheduleDialog(FormDialog):
    """`version` is the version as it is afterwards; `problem_chosen` an action to mend."""

    problem_chosen = Signal(str)

    def __init__(
        self, workspace: Workspace, version: Version, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Date and time of the automatic production"),
            _("Schedule the production"),
            self._save,
            parent=parent,
        )
        self._workspace = workspace
        self._before = version
        self._others = workspace.versions(version.routing)
        self._tree = workspace.tree(version.id)
        self._valid: dt.datetime | None = None
        self.version: Version | None = None
        plan = version.schedule
        zone = plan.time_zone if plan else workspace.settings().time_zone
        local = (plan.at if plan else _tomorrow_morning(zone)).astimezone(ZoneInfo(zone))
        self.body.addWidget(
            label(
                _(
                    "“{version}” goes into production by itself at this moment, with the checks"
                    " that hold then. The version in production goes into backup.",
                    version=version.name,
                )
            )
        )
        self.body.addSpacing(8)
        self._add_moment(local, zone)
        self._add_choice()
        self.spelled = label("", tone="muted")
        self.body.addWidget(self.spelled)
        self.next_valid = button("", variant="link", icon="mdi6.clock-plus-outline")
        self.next_valid.clicked.connect(self._take_valid)
        self.body.addWidget(self.next_valid)
        self.errors = ErrorList()
        self._add_errors(lifecycle.promotion_obstacles(workspace, version.id))
        self.body.addSpacing(8)
        self.body.addWidget(label(OUTSIDE_UNDO, tone="muted"))
        self.date.setFocus()
        self.validate()

    # --- building ---

    def _add_moment(self, local: dt.datetime, zone: str) -> None:
        self.date = QDateEdit(QDate(local.year, local.month, local.day))
        self.date.setCalendarPopup(True)
        self.date.setAccessibleName(tr(_("Date")))
        self.time = QTimeEdit(QTime(local.hour, local.minute))
        self.time.setAccessibleName(tr(_("Time")))
        self.zone = QComboBox()
        self.zone.setAccessibleName(tr(_("Time zone")))
        zones = zone_list()
        for name in zones if zone in zones else (zone, *zones):
            self.zone.addItem(name.replace("_", " "), name)
        self.zone.setCurrentIndex(self.zone.findData(zone))
        row = QHBoxLayout()
        row.setSpacing(12)
        for words, widget, stretch in (
            (_("Date"), self.date, 2),
            (_("Time"), self.time, 1),
            (_("Time zone"), self.zone, 3),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            caption = label(words, size="small", tone="muted")
            caption.setBuddy(widget)
            column.addWidget(caption)
            column.addWidget(widget)
            row.addLayout(column, stretch)
        self.body.addLayout(row)
        self.body.addSpacing(4)
        self.date.dateChanged.connect(self.validate)
        self.time.timeChanged.connect(self.validate)
        self.zone.currentIndexChanged.connect(self.validate)

    def _add_choice(self) -> None:
        """Two buttons for a time that the clocks show twice; hidden at all other times."""
        self.which = QWidget()
        column = QVBoxLayout(self.which)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(_("The clocks show this time twice on this date. Which one?")))
        group = QButtonGroup(self)
        self.folds = (QRadioButton(), QRadioButton())
        for radio in self.folds:
            group.addButton(radio)
            column.addWidget(radio)
            radio.toggled.connect(self.validate)
        self.which.hide()
        self.body.addWidget(self.which)

    def _add_errors(self, errors: tuple[Problem, ...]) -> None:
        if not errors:
            return
        self.body.addSpacing(8)
        warning = MessageBar(closable=False)
        warning.show_message(
            _("These errors would stop it now. They must be mended by then; choose one to see it:"),
            Tone.WARNING,
        )
        self.errors.show_errors(errors, self._tree)
        self.errors.chosen.connect(self._go_to)
        self.body.addWidget(warning)
        self.body.addWidget(self.errors)

    # --- the moment ---

    @property
    def local(self) -> dt.datetime:
        """The wall-clock time as it stands, without a zone."""
        day, time = self.date.date(), self.time.time()
        return dt.datetime.combine(
            dt.date(day.year(), day.month(), day.day()), dt.time(time.hour(), time.minute())
        )

    @property
    def fold(self) -> int | None:
        """Which of two equal times was chosen."""
        chosen = [at for at, radio in enumerate(self.folds) if radio.isChecked()]
        return chosen[0] if chosen and not self.which.isHidden() else None

    def obstacle(self) -> Text | None:
        """Why this moment will not do; what stands below the fields follows it."""
        self._valid = None
        zone = self.zone.currentData()
        reason: Text | None = None
        try:
            moment = self._moment(zone)
            plan = Schedule(moment.astimezone(dt.UTC), zone)
            check_schedulable(self._before, self._tree, plan, now(), self._others)
        except lifecycle.GapRefused as gap:
            reason, self._valid = gap.text, gap.next_valid
        except Refused as refusal:
            reason = refusal.text
        else:
            left = time_left(plan.at - now())
            said = _("{moment}, {left}", moment=spelled_moment(plan.at, zone), left=left)
            self.spelled.setText(tr(said))
        if reason is not None:
            self.spelled.setText(tr(reason))
        _tone(self.spelled, "muted" if reason is None else "error")
        self.next_valid.setVisible(self._valid is not None)
        if self._valid is not None:
            self.next_valid.setText(tr(_("Take {time}", time=f"{self._valid:%H:%M}")))
        # What comes and goes below the fields must not be squeezed.
        self.adjustSize()
        return reason

    def _moment(self, zone: str) -> dt.datetime:
        try:
            moment = lifecycle.planned_moment(self.local, zone)
        except lifecycle.FoldAsked as asked:
            words = (_("The first: {offset}"), _("The second: {offset}"))
            for radio, said, one in zip(self.folds, words, asked.moments, strict=True):
                radio.setText(tr(_(said.msgid, offset=offset_in_words(one))))
            self.which.show()
            return lifecycle.planned_moment(self.local, zone, self.fold)
        self.which.hide()
        return moment

    def _take_valid(self) -> None:
        if self._valid is not None:
            valid = self._valid
            self.date.setDate(QDate(valid.year, valid.month, valid.day))
            self.time.setTime(QTime(valid.hour, valid.minute))

    def _go_to(self, action: str) -> None:
        self.reject()
        self.problem_chosen.emit(action)

    def _save(self) -> None:
        self.version = lifecycle.schedule(
            self._workspace,
            self._before.id,
            self.local,
            self.zone.currentData(),
            fold=self.fold,
        )


def _tomorrow_morning(zone: str) -> dt.datetime:
    local = now().astimezone(ZoneInfo(zone)) + dt.timedelta(days=1)
    return local.replace(hour=8, minute=0, second=0, microsecond=0)


def _tone(widget: QWidget, tone: str) -> None:
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)

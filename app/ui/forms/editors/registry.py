"""Which editor edits which field."""

from __future__ import annotations

from app.model.fields import FieldInfo, Widget
from app.model.resources import OpenSlot, SmsVariant, TemplateVariant
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor
from app.ui.forms.editors.attachments import AttachmentsEditor
from app.ui.forms.editors.choice import ChoiceEditor
from app.ui.forms.editors.choices import ChoicesEditor
from app.ui.forms.editors.column import ColumnEditor
from app.ui.forms.editors.conditions import ConditionsEditor
from app.ui.forms.editors.country import CountryEditor, RegionEditor
from app.ui.forms.editors.date import DateEditor
from app.ui.forms.editors.date_time import DateTimeEditor
from app.ui.forms.editors.email import EmailEditor
from app.ui.forms.editors.grid import GridEditor
from app.ui.forms.editors.html import HtmlEditor
from app.ui.forms.editors.language import LanguageEditor
from app.ui.forms.editors.languages import LanguagesEditor
from app.ui.forms.editors.line import LineEditor
from app.ui.forms.editors.lines import LinesEditor
from app.ui.forms.editors.links import LinksEditor
from app.ui.forms.editors.name import NameEditor
from app.ui.forms.editors.number import NumberEditor
from app.ui.forms.editors.part import PartEditor
from app.ui.forms.editors.percent import PercentEditor
from app.ui.forms.editors.pick import PickEditor
from app.ui.forms.editors.picks import PicksEditor
from app.ui.forms.editors.reference import ReferenceEditor
from app.ui.forms.editors.rows import RowsEditor
from app.ui.forms.editors.secret import SecretEditor
from app.ui.forms.editors.template import TemplateEditor, TemplateLinesEditor
from app.ui.forms.editors.time import TimeEditor
from app.ui.forms.editors.time_zone import TimeZoneEditor
from app.ui.forms.editors.toggle import ToggleEditor
from app.ui.forms.editors.variants import VariantsEditor
from app.ui.forms.editors.version import VersionEditor
from app.ui.forms.editors.weekly import WeeklyEditor
from app.ui.forms.editors.words import WordsEditor

EDITORS: dict[Widget, type[FieldEditor]] = {
    Widget.LINE: LineEditor,
    Widget.LINES: LinesEditor,
    Widget.TEMPLATE: TemplateEditor,
    Widget.TEMPLATE_LINES: TemplateLinesEditor,
    Widget.HTML: HtmlEditor,
    Widget.NUMBER: NumberEditor,
    Widget.PERCENT: PercentEditor,
    Widget.TOGGLE: ToggleEditor,
    Widget.CHOICE: ChoiceEditor,
    Widget.LANGUAGES: LanguagesEditor,
    Widget.LANGUAGE: LanguageEditor,
    Widget.TIME_ZONE: TimeZoneEditor,
    Widget.COUNTRY: CountryEditor,
    Widget.REGION: RegionEditor,
    Widget.REFERENCE: ReferenceEditor,
    Widget.PICK: PickEditor,
    Widget.COLUMN: ColumnEditor,
    Widget.PART: PartEditor,
    Widget.NAME: NameEditor,
    Widget.WORDS: WordsEditor,
    Widget.DATE: DateEditor,
    Widget.TIME: TimeEditor,
    Widget.DATE_TIME: DateTimeEditor,
    Widget.ROWS: RowsEditor,
    Widget.LINKS: LinksEditor,
    Widget.CONDITIONS: ConditionsEditor,
    Widget.GRID: GridEditor,
    Widget.EMAIL: EmailEditor,
    Widget.SECRET: SecretEditor,
    Widget.CHOICES: ChoicesEditor,
    Widget.PICKS: PicksEditor,
    Widget.VERSION: VersionEditor,
    Widget.ATTACHMENTS: AttachmentsEditor,
}

OF_ROWS: dict[type, type[FieldEditor]] = {
    OpenSlot: WeeklyEditor,
    TemplateVariant: VariantsEditor,
    SmsVariant: VariantsEditor,
}
"""Rows that have an editor of their own, whatever widget their field names."""


def editor_for(info: FieldInfo, around: Surroundings) -> FieldEditor:
    """The editor of a field, showing the field's default."""
    kind = OF_ROWS.get(info.row_type) or EDITORS[info.field.widget]
    editor = kind(info, around)
    editor.show_value(editor.value())
    return editor

"""Forms made from the descriptions of fields: the inspector's, and those of resources."""

from app.ui.forms.context import FormContext, NameRow
from app.ui.forms.form import Form
from app.ui.forms.inspector import Inspector
from app.ui.forms.resource_dialog import ResourceDialog

__all__ = [
    "Form",
    "FormContext",
    "Inspector",
    "NameRow",
    "ResourceDialog",
]

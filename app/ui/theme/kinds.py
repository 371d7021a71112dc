"""One icon for each kind of resource, the same in forms, lists and the command palette."""

from __future__ import annotations

from app.model.resources import ResourceKind

KIND_ICONS: dict[str, str] = {
    ResourceKind.MAILBOX: "mdi6.email-outline",
    ResourceKind.QUEUE: "mdi6.tray-full",
    ResourceKind.DISTRIBUTION_GROUP: "mdi6.tray-plus",
    ResourceKind.CHECKPOINT: "mdi6.flag-outline",
    ResourceKind.EMAIL_TEMPLATE: "mdi6.file-document-outline",
    ResourceKind.VARIABLE: "mdi6.variable",
    ResourceKind.VALUE_TABLE: "mdi6.table",
    ResourceKind.CALENDAR: "mdi6.calendar-outline",
    ResourceKind.USER: "mdi6.account-outline",
    ResourceKind.ROLE: "mdi6.shield-account-outline",
    ResourceKind.SMS_TEMPLATE: "mdi6.message-text-outline",
    ResourceKind.DATABASE: "mdi6.database-outline",
    ResourceKind.CASE_SCHEMA: "mdi6.briefcase-outline",
    ResourceKind.CRM: "mdi6.card-account-details-outline",
    ResourceKind.CRM_V2: "mdi6.card-account-details-star-outline",
    ResourceKind.CAMPAIGN: "mdi6.bullhorn-outline",
    ResourceKind.WEB_SERVICE: "mdi6.web",
    ResourceKind.CONNECTION: "mdi6.connection",
    ResourceKind.SURVEY: "mdi6.clipboard-list-outline",
    ResourceKind.PAYMENT_MODULE: "mdi6.credit-card-outline",
    ResourceKind.ROUTING: "mdi6.source-branch",
}


def kind_icon(kind: str) -> str:
    """The icon of a kind; a plain box for one that is not known here."""
    return KIND_ICONS.get(kind, "mdi6.cube-outline")

"""Which kinds show something beside their form, and what."""

from __future__ import annotations

from app.model.resources import ResourceKind
from app.ui.resources.calendar_month import CalendarMonth
from app.ui.resources.connection_trial import ConnectionTrial
from app.ui.resources.databases.view import DatabaseView
from app.ui.resources.mailbox_way_view import MailboxWayView
from app.ui.resources.side_view import SideViewMaker
from app.ui.resources.stub_trial import StubTrial
from app.ui.resources.templates.email_preview import EmailTemplatePreview
from app.ui.resources.templates.sms_preview import SmsTemplatePreview

SIDE_VIEWS: dict[ResourceKind, SideViewMaker] = {
    ResourceKind.CONNECTION: ConnectionTrial,
    ResourceKind.WEB_SERVICE: StubTrial,
    ResourceKind.MAILBOX: MailboxWayView,
    ResourceKind.DATABASE: DatabaseView,
    ResourceKind.EMAIL_TEMPLATE: EmailTemplatePreview,
    ResourceKind.SMS_TEMPLATE: SmsTemplatePreview,
    ResourceKind.CALENDAR: CalendarMonth,
}

"""Mail about what people were told at the desk, sent once everything is kept; a dead mail server stops nothing."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.urls import reverse

from articles.markup import clean_line
from articles.models import Article, Note, Notification, NotificationKind, Preference
from articles.models.history import name_of

logger = logging.getLogger(__name__)
# Worth knowing at the desk, not worth a mail.
QUIET = frozenset({NotificationKind.TAKEN, NotificationKind.ASKED})
# What is told with these was said by nobody.
FACTS = frozenset({NotificationKind.SCHEDULED, NotificationKind.PUBLISHED})


def send(told: list[Notification]) -> None:
    """Send one mail for each row to whoever has an address and wants mail; what cannot be sent is logged."""
    silent = set(Preference.objects.filter(wants_mail=False).values_list("user", flat=True))
    loud = [row for row in told if row.kind not in QUIET and row.user_id not in silent and has_address(row)]
    if not loud:
        return
    text = _open_notes(loud[0].article) if loud[0].kind == NotificationKind.CHANGES else ""
    try:
        with get_connection() as connection:
            for row in loud:
                _send_one(message(row, text), connection)
    except OSError as error:
        logger.warning("The mail server cannot be reached, %s mails were not sent: %s", len(loud), error)


def _send_one(mail: EmailMessage, connection: BaseEmailBackend) -> None:
    # One refused address keeps nobody else's mail.
    try:
        mail.connection = connection
        mail.send()
    except OSError as error:
        logger.warning("A mail to %s was not sent: %s", mail.to[0], error)


def has_address(row: Notification) -> bool:
    try:
        validate_email(row.user.email)
    except ValidationError:
        return False
    return True


def message(row: Notification, more: str = "") -> EmailMessage:
    """Return the mail for something that somebody was told."""
    what, story = row.get_kind_display(), clean_line(str(row.article))
    page = reverse("admin:articles_article_change", args=[row.article_id])
    inbox = reverse("admin:desk_inbox")
    parts = [
        f"{what}: {story}",
        *_said(row),
        more,
        f"{settings.SITE_URL}{page}",
        f"Less mail: {settings.SITE_URL}{inbox}",
    ]
    return EmailMessage(
        subject=clean_line(f"[{settings.PAPER_NAME}] {what}: {story}")[:200],
        body="\n\n".join(part for part in parts if part),
        to=[row.user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _said(row: Notification) -> list[str]:
    """Return who did it with what they said, or with when and as what it goes out, which are nobody’s words."""
    if row.text and row.kind not in FACTS:
        return [f"{name_of(row.by)}: “{row.text}”"]
    return [row.text, f"By {name_of(row.by)}."]


def _open_notes(article: Article) -> str:
    notes = Note.objects.filter(article=article, reply_to=None, resolved_at=None).select_related("by")
    lines = [f"– {name_of(note.by)}: {note.text}" + (f" (“{note.passage}”)" if note.passage else "") for note in notes]
    return "\n".join(["Open notes:", *lines]) if lines else ""

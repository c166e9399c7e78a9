"""What somebody has typed into a story and not yet saved: kept for them alone, never history."""

import datetime as dt
import json
import uuid

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, EditBuffer
from articles.workflow import Refused

MAX_BYTES = 2_000_000
HIGHEST = 2**31 - 1


def keep_buffer(
    identity: uuid.UUID, *, by: User, base_version: int, fields: dict[str, str], at: dt.datetime | None = None
) -> EditBuffer:
    """Keep what somebody typed, in place of what they had typed before; `fields` are those of the form as posted.

    Whoever may read the story may keep a text for it, also when it is no longer theirs to change.

    Raises Refused for what is too large or cannot be stored, and for a story that they may not read.
    """
    _refuse_unstorable(fields, base_version)
    article = Article.objects.filter(uuid=identity).first()
    if article and not Article.objects.readable_by(by).filter(pk=article.pk).exists():
        raise Refused("There is no such story.")
    kept, _ = EditBuffer.objects.update_or_create(
        identity=identity,
        user=by,
        defaults={"article": article, "base_version": base_version, "fields": fields, "at": at or timezone.now()},
    )
    return kept


def _refuse_unstorable(fields: dict[str, str], base_version: int) -> None:
    damaged = Refused("The text arrived damaged and is not kept here. Save it.")
    try:
        size = len(json.dumps(fields, ensure_ascii=False).encode())
    except UnicodeEncodeError as error:
        raise damaged from error
    if size > MAX_BYTES:
        raise Refused(f"This is more than {MAX_BYTES:,} bytes; it is not kept here. Save it, or split the story.")
    if not 0 <= base_version <= HIGHEST or any("\0" in text for pair in fields.items() for text in pair):
        raise damaged


def discard(identity: uuid.UUID, *, by: User, until: dt.datetime | None = None) -> None:
    """Drop what somebody typed into a story up to that moment, because it is saved or not wanted."""
    EditBuffer.objects.filter(identity=identity, user=by, at__lte=until or timezone.now()).delete()

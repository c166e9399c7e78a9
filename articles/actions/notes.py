"""What the desk says to each other about a story: written beside it, answered, resolved; never part of it."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import partial, reduce
from operator import or_
from textwrap import shorten

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles import body
from articles.actions.moving import Denied
from articles.actions.notifying import people_of, tell
from articles.markup import clean_text
from articles.models import Article, Note, NotificationKind, who_reads
from articles.models.history import name_of
from articles.workflow import Move, Refused

LONGEST, LONGEST_PASSAGE, FIRST_WORDS = 2000, 500, 60
MENTIONED = re.compile(r"(?<![\w@.+-])@([\w@.+-]+)")


def add(
    article: Article,
    *,
    by: User,
    text: str,
    passage: str = "",
    paragraph: int | None = None,
    at: dt.datetime | None = None,
) -> Note:
    """Write a note on the story, on a passage of it if one is given, and tell those whose story it is.

    Somebody who is named by “@” and their account is told as well. Everybody who may read the working copy may write.

    Raises Refused for a note that says nothing or too much, Denied.
    """
    refuse_strangers(article, by)
    quoted = clean_text(passage)[:LONGEST_PASSAGE] or _first_words(article, paragraph)
    note = Note(article=article, passage=quoted, paragraph=paragraph, text=_said(text), by=by, at=at or timezone.now())
    return _keep(note, people_of(article))


def answer(note: Note, *, by: User, text: str, at: dt.datetime | None = None) -> Note:
    """Answer a note; an answer to an answer stands below the same note.

    Raises Refused for an answer that says nothing or too much and for a note that is resolved, Denied.
    """
    refuse_strangers(note.article, by)
    first = note.reply_to or note
    if first.resolved_at is not None:
        raise Refused("This note is resolved. Reopen it first, then answer.")
    said = Note(article=note.article, reply_to=first, text=_said(text), by=by, at=at or timezone.now())
    in_it = Note.objects.filter(Q(pk=first.pk) | Q(reply_to=first)).values_list("by", flat=True)
    return _keep(said, people_of(note.article) | Q(pk__in=set(in_it)))


def resolve(note: Note, *, by: User, at: dt.datetime | None = None) -> None:
    """Mark a note with its answers as done: who wrote it may, and who may send the story back.

    Raises Refused for an answer and when somebody else was first, Denied.
    """
    _refuse_settling(note, by)
    at = at or timezone.now()
    if not Note.objects.filter(pk=note.pk, resolved_at=None).update(resolved_at=at, resolved_by=by):
        raise Refused("This note is resolved already.")
    note.resolved_at, note.resolved_by = at, by


def reopen(note: Note, *, by: User) -> None:
    """Take back that a note is done; who may resolve it may.

    Raises Refused for an answer and for a note that is open, Denied.
    """
    _refuse_settling(note, by)
    if not Note.objects.filter(pk=note.pk).exclude(resolved_at=None).update(resolved_at=None, resolved_by=None):
        raise Refused("This note is open.")
    note.resolved_at = note.resolved_by = None


def unheard(note: Note) -> tuple[list[str], list[str]]:
    """Return whom the note names by “@” in vain, as written: who may not read the story, and who is nobody here."""
    named = {name.casefold(): name for name in _named(note.text)}
    accounts = {user.get_username().casefold(): user.pk for user in _accounts(named)} if named else {}
    readers = set(who_reads(note.article).filter(pk__in=accounts.values()).values_list("pk", flat=True))
    return (
        [name for key, name in named.items() if key in accounts and accounts[key] not in readers],
        [name for key, name in named.items() if key not in accounts],
    )


def _named(text: str) -> list[str]:
    return [name.rstrip(".") for name in MENTIONED.findall(text)]


def _accounts(named: Iterable[str]) -> QuerySet[User]:
    called = reduce(or_, (Q(username__iexact=name) for name in named))
    return User.objects.filter(called, is_active=True, is_staff=True)


def may_settle(note: Note, by: User) -> bool:
    """Whether that person may resolve and reopen the note."""
    return note.by_id == by.pk or by.has_perm(Move.ASK_CHANGES.permission, note.article)


def _keep(note: Note, whom: Q) -> Note:
    named = {name.casefold() for name in _named(note.text)}
    with transaction.atomic():
        note.save(force_insert=True)
        readers = who_reads(note.article).in_bulk() if named else {}
        mentioned = {pk for pk, user in readers.items() if user.get_username().casefold() in named}
        told = partial(tell, note.article, by=note.by, at=note.at, text=note.text)
        told(NotificationKind.MENTION, Q(pk__in=mentioned))
        told(NotificationKind.NOTE, whom & ~Q(pk__in=mentioned))
    return note


def _first_words(article: Article, paragraph: int | None) -> str:
    if paragraph is None:
        return ""
    blocks = body.blocks(article.body)
    text = blocks[paragraph].text if paragraph < len(blocks) else ""
    return shorten(text, FIRST_WORDS, placeholder="")


def _said(text: str) -> str:
    said = clean_text(text).strip()
    if not said:
        raise Refused("Write the note first.")
    if len(said) > LONGEST:
        raise Refused(f"A note has {LONGEST:,} characters at most; this one has {len(said):,}.")
    return said


def refuse_strangers(article: Article, by: User) -> None:
    """Raise Denied for somebody who may not read the working copy."""
    if not (by.is_active and Article.objects.readable_by(by).filter(pk=article.pk).exists()):
        raise Denied("You may not read this story.")


def _refuse_settling(note: Note, by: User) -> None:
    if note.reply_to_id is not None:
        raise Refused("An answer is resolved with its note.")
    refuse_strangers(note.article, by)
    if not may_settle(note, by):
        raise Denied(f"This note is for {name_of(note.by)} or the desk to resolve.")

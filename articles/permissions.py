"""Who may make which move: predicates on a user and a story, asked everywhere as `user.has_perm(move, article)`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import rules
from rules import is_active, is_group_member, predicate

from articles.workflow import Move, State

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

REPORTER, EDITOR, PUBLISHER, ADMIN = "reporter", "editor", "publisher", "admin"
# To let somebody without an account read a story before it is published.
PREVIEW = "articles.preview_article"
ROLES = (REPORTER, EDITOR, PUBLISHER, ADMIN)

# Rules asks its predicates even about an account that was closed.
is_reporter = is_active & is_group_member(REPORTER)
is_editor = is_active & is_group_member(EDITOR)
is_publisher = is_active & (is_group_member(PUBLISHER) | is_group_member(ADMIN))


@predicate
def is_own(user: AbstractBaseUser, article: object) -> bool:
    """Started by this person or assigned to them."""
    return user.pk is not None and user.pk in {
        getattr(article, "created_by_id", None),
        getattr(article, "assignee_id", None),
    }


@predicate
def is_in_section(user: AbstractBaseUser, article: object) -> bool:
    """In a section this person edits."""
    section = getattr(article, "section_id", None)
    return section is not None and section in _edited_sections(user)


def _edited_sections(user: AbstractBaseUser) -> frozenset[int]:
    """Return the sections' keys, asked once for each time the user was read, as Django does with permissions."""
    if not hasattr(user, "_edited_sections"):
        user._edited_sections = frozenset(user.edited_sections.values_list("pk", flat=True))  # type: ignore[attr-defined]
    return user._edited_sections  # type: ignore[attr-defined]


def remember_sections(user: AbstractBaseUser, keys: Iterable[int]) -> None:
    """Spare the question which sections somebody edits when a page has read them anyway."""
    user._edited_sections = frozenset(keys)  # type: ignore[attr-defined]


@predicate
def is_credited(user: AbstractBaseUser, article: object) -> bool:
    """Named in a byline of the story, by the page of a person that belongs to this account or by its full name."""
    person, name = getattr(user, "person", None), user.get_full_name()  # type: ignore[attr-defined]
    if getattr(article, "pk", None) is None or not (person or name):
        return False
    lines = article.bylines.all()  # type: ignore[attr-defined]
    return any(line.person_id == person.pk if person and line.person_id else line.name == name for line in lines)


@predicate
def is_being_written(user: AbstractBaseUser, article: object) -> bool:
    """Not yet approved, and never published: still the reporter's to change."""
    state = getattr(article, "state", None)
    unpublished = getattr(article, "published_on", None) is None
    return unpublished and state in {State.PLANNED, State.DRAFT, State.CHANGES}


@predicate
def is_handed_back(user: AbstractBaseUser, article: object) -> bool:
    """The desk asked the reporter for changes."""
    return getattr(article, "state", None) == State.CHANGES


@predicate
def is_untaken(user: AbstractBaseUser, article: object) -> bool:
    """Sent to the desk, where nobody has taken it yet."""
    return getattr(article, "state", None) == State.SUBMITTED and getattr(article, "handled_by_id", None) is None


@predicate
def is_unpublished(user: AbstractBaseUser, article: object) -> bool:
    """Readers have never had it."""
    return article is not None and getattr(article, "published_on", None) is None


@predicate
def is_unapproved(user: AbstractBaseUser, article: object) -> bool:
    """Neither ready nor spiked, and never published."""
    state = getattr(article, "state", None)
    return state in {State.PLANNED, State.DRAFT, State.SUBMITTED, State.CHANGES}


@predicate
def is_out_of_the_day(user: AbstractBaseUser, article: object) -> bool:
    """Spiked."""
    return getattr(article, "state", None) == State.SPIKED


writes = (is_reporter | is_editor) & is_own & (is_being_written | is_handed_back)
edits = is_publisher | (is_editor & is_in_section)


def register() -> None:
    """Tell Django's permission check who may make which move; called once, when the app is ready."""
    for move in (Move.SAVE, Move.START, Move.SUBMIT, Move.RESTORE):
        rules.set_perm(move.permission, writes | edits)
    for move in (Move.ASSIGN, Move.TAKE, Move.ASK_CHANGES):
        rules.set_perm(move.permission, edits)
    # What reporters started is theirs to drop, and to take up again, while nobody has approved it.
    own = (is_reporter | is_editor) & is_own & is_unpublished
    rules.set_perm(Move.SPIKE.permission, (own & is_being_written) | edits)
    rules.set_perm(Move.REVIVE.permission, (own & is_out_of_the_day) | edits)
    rules.set_perm(PREVIEW, (own & is_unapproved) | edits)
    # What nobody at the desk has begun to read may be taken back.
    rules.set_perm(Move.RECALL.permission, (own & is_untaken) | edits)
    # Nobody approves a story of their own; a publisher answers for the paper and may.
    rules.set_perm(Move.APPROVE.permission, is_publisher | (is_editor & is_in_section & ~is_own & ~is_credited))
    for move in (Move.PUBLISH, Move.SCHEDULE, Move.UNSCHEDULE, Move.WITHDRAW):
        rules.set_perm(move.permission, is_publisher)

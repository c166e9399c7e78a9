"""Bringing a story before readers, changing it there, and taking it away."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles import body
from articles.actions.checklist import NotReady, must_fix
from articles.actions.crediting import find_mentions
from articles.actions.indexing import index
from articles.actions.linking import answer_hints, resolve_links
from articles.actions.moving import one_step, record
from articles.actions.notifying import tell_of_edition, tell_of_move
from articles.markup import clean_line
from articles.models import (
    FAR_FUTURE,
    Address,
    Appearance,
    Article,
    Edition,
    EditionAuthor,
    EditionKind,
    EditionLink,
    EditionTopic,
    LinkState,
)
from articles.models.links import hint_key
from articles.rendering import Compiled, compile_story, digest
from articles.workflow import Move, Refused

COPIED = ("slug", "headline", "short_headline", "standfirst", "kicker", "section", "genre", "language")
# What a notice keeps of the edition it replaces.
KEPT = (*COPIED, "headline_key", "picture", "picture_alt", "text_version")

PASSED = "This time has passed. Choose a later one, or publish now."


def publish(
    article: Article,
    *,
    by: User,
    at: dt.datetime | None = None,
    kind: EditionKind | None = None,
    note: str = "",
) -> Edition:
    """Give readers the working copy as it is now, and return the edition.

    `at` is when it goes live, an aware datetime that has come; None is now plus PUBLISH_DELAY_SECONDS, and until
    then `unschedule` takes it back unseen. `kind` says why a story that readers already know is published again; the
    kinds that correct need a `note` for readers.

    Raises Refused, NotReady with what must be mended, Denied, Stale.
    """
    now = timezone.now()
    if at and at > now:
        raise Refused("Publishing happens now. For a later time, schedule the story.")
    live_from = at or now + dt.timedelta(seconds=settings.PUBLISH_DELAY_SECONDS)
    return _go_live(article, Move.PUBLISH, by=by, live_from=live_from, now=now, kind=kind, note=note)


def schedule(
    article: Article,
    *,
    by: User,
    at: dt.datetime,
    kind: EditionKind | None = None,
    note: str = "",
    now: dt.datetime | None = None,
) -> Edition:
    """Let the working copy as it is now go live at `at`, an aware datetime to come, and return the edition.

    What is edited meanwhile does not go out with it. No job has to run: readers' pages ask for the time.

    Raises Refused, NotReady with what must be mended, Denied, Stale.
    """
    now = now or timezone.now()
    if at <= now:
        raise Refused(PASSED)
    return _go_live(article, Move.SCHEDULE, by=by, live_from=at, now=now, kind=kind, note=note)


def unschedule(article: Article, *, by: User, at: dt.datetime | None = None) -> None:
    """Take back what is scheduled; readers keep what they have. Undo after Publish is this.

    Raises Refused when nothing is scheduled, Denied, Stale.
    """
    at = at or timezone.now()
    with one_step(article):
        record(article, Move.UNSCHEDULE, by=by, at=at)
        if not _take_back(article.editions.by_number(), at):
            raise Refused("Nothing is scheduled for this story.")
        tell_of_move(article, Move.UNSCHEDULE, by=by, at=at)
        if not article.editions.seen_by(at).exists():
            # Nobody has read it: the day of its first publication is open again.
            article.published_on = article.first_published_at = None
            article.save(update_fields=["published_on", "first_published_at"])


def withdraw(article: Article, *, by: User, note: str, at: dt.datetime | None = None) -> Edition:
    """Replace the story by a notice at its address and take it out of everything else; return the notice.

    Raises Refused when the story is not live or the note for readers is empty, Denied, Stale.
    """
    now = timezone.now()
    at = at or now
    note = clean_line(note)
    if at > now:
        raise Refused("A story is withdrawn now, or was at a moment that has come.")
    if not note:
        raise Refused("Tell readers in a sentence why the story is withdrawn.")
    with one_step(article):
        record(article, Move.WITHDRAW, by=by, at=at, why=note)
        tell_of_move(article, Move.WITHDRAW, by=by, at=at, why=note)
        earlier = article.editions.by_number()
        _take_back(earlier, at)
        last = next(edition for edition in earlier if edition.live_from <= at < edition.live_until)
        # Of the story as readers had it: the working copy may hold what nobody has approved.
        notice = {name: getattr(last, name) for name in KEPT}
        notice |= {"word_count": 0, "snapshot": {}, "body_html": "", "live_until": FAR_FUTURE}
        return _append(article, notice, earlier, last, kind=EditionKind.WITHDRAWAL, note=note, live_from=at)


def _go_live(
    article: Article,
    move: Move,
    *,
    by: User,
    live_from: dt.datetime,
    now: dt.datetime,
    kind: EditionKind | None,
    note: str,
) -> Edition:
    note = clean_line(note)
    with one_step(article):
        record(article, move, by=by, at=min(now, live_from), why=note)
        # As stored: what the caller may have changed in hand was never saved, and goes to nobody. Names are searched
        # for once more, because somebody may have been added since the text was saved.
        find_mentions(Article.objects.get(pk=article.pk))
        story = Article.objects.with_parts().get(pk=article.pk)
        if problems := must_fix(story, live_from, note):
            raise NotReady(problems)
        earlier = article.editions.by_number()
        _refuse_rewriting(earlier, live_from, now)
        _take_back(earlier, min(now, live_from))
        seen = [edition for edition in earlier if edition.was_seen and edition.live_from <= live_from]
        last = seen[-1] if seen else None
        kind = kind_of_change(kind, note, is_known=last is not None)
        published_on = last.published_on if last else timezone.localdate(live_from)
        story.slug = article.slug = _claim_address(story, published_on)
        story.published_on = article.published_on = published_on
        story.first_published_at = article.first_published_at = last.first_published_at if last else live_from
        story.save(update_fields=["published_on", "first_published_at", "slug"])
        index(story)
        resolve_links(story)
        compiled = compile_story(story, published_on)
        edition = _append(story, content_of(story, compiled), earlier, last, kind=kind, note=note, live_from=live_from)
        _append_public_rows(story, edition, compiled)
        answer_hints(story)
        tell_of_edition(story, edition, by=by, at=min(now, live_from))
        return edition


def _refuse_rewriting(earlier: list[Edition], live_from: dt.datetime, now: dt.datetime) -> None:
    if any(edition.was_seen and live_from <= edition.live_from <= now for edition in earlier):
        raise Refused("Readers already have a newer edition than that moment.")


def kind_of_change(kind: EditionKind | None, note: str, *, is_known: bool) -> EditionKind:
    """Return why an edition is made, of a story that readers know or do not; raises Refused until it is said."""
    if not is_known:
        if kind not in {None, EditionKind.PUBLICATION}:
            raise Refused("Readers do not know this story yet: publish it first.")
        return EditionKind.PUBLICATION
    if kind in {None, EditionKind.PUBLICATION, EditionKind.WITHDRAWAL}:
        raise Refused("Say what kind of change this is: fix, update, correction or clarification.")
    if kind.needs_note and not note:
        raise Refused(f"A {kind.label.lower()} needs a note that tells readers what was wrong.")
    return kind


def _claim_address(article: Article, published_on: dt.date) -> str:
    """Return the first slug of the form s, s-2, s-3 … that no other story has or had on that day, and keep it."""
    for number in range(1, 1000):
        ending = f"-{number}" if number > 1 else ""
        slug = article.slug[: 100 - len(ending)] + ending
        address, _ = Address.objects.get_or_create(published_on=published_on, slug=slug, defaults={"article": article})
        if address.article_id == article.pk:
            return slug
    raise Refused("A thousand stories of that day have this slug. Choose another.")


def _take_back(earlier: list[Edition], at: dt.datetime) -> bool:
    """Close what has not started, unseen, and reopen what it would have replaced; return whether there was any."""
    coming = [edition for edition in earlier if edition.was_seen and edition.live_from > at]
    replaced = {edition.live_from for edition in coming}
    for edition in coming:
        edition.close(edition.live_from)
    for edition in earlier:
        if edition.live_from <= at and edition.live_until in replaced:
            edition.close(edition.planned_end)
    return bool(coming)


def content_of(article: Article, compiled: Compiled) -> dict[str, Any]:
    """Return the columns of an edition that tell what readers get, as the working copy is now."""
    lead = article.lead()
    return {
        **{name: getattr(article, name) for name in COPIED},
        "headline_key": hint_key(article.headline),
        "picture": lead.image if lead else None,
        "picture_alt": lead.alt if lead and not lead.is_decorative else "",
        "word_count": compiled.word_count,
        "text_version": article.text_version,
        "snapshot": compiled.snapshot,
        "body_html": compiled.body_html,
        "live_until": article.expires_at or FAR_FUTURE,
    }


def _append(
    article: Article,
    content: dict[str, object],
    earlier: list[Edition],
    last: Edition | None,
    *,
    kind: EditionKind,
    note: str,
    live_from: dt.datetime,
) -> Edition:
    """Close the edition readers have and append the new one; `last` of the `earlier` ones is what it follows."""
    for edition in earlier:
        if edition.live_from < live_from < edition.live_until:
            edition.close(live_from)
    newest = earlier[-1] if earlier else None
    edition = Edition(
        article=article,
        number=newest.number + 1 if newest else 1,
        kind=kind,
        note=note,
        live_from=live_from,
        first_published_at=last.first_published_at if last else live_from,
        updated_at=live_from if last is None or kind.moves_updated_at else last.updated_at,
        published_on=last.published_on if last else timezone.localdate(live_from),
        **content,
    )
    edition.digest = digest(newest.digest if newest else "", edition.content())
    edition.save(force_insert=True)
    return edition


def _append_public_rows(article: Article, edition: Edition, compiled: Compiled) -> None:
    Appearance.objects.bulk_create(
        Appearance(edition=edition, entity=who.entity, role=who.role, is_key=who.is_key, order=order)
        for order, who in enumerate(compiled.appearing)
    )
    EditionTopic.objects.bulk_create(
        EditionTopic(edition=edition, topic_id=given.tag_id, order=order)
        for order, given in enumerate(article.article_topics.all())
    )
    EditionAuthor.objects.bulk_create(
        EditionAuthor(edition=edition, person_id=line.person_id, role=line.role, order=line.order)
        for line in article.bylines.all()
        if line.person_id
    )
    in_text = {block.related for block in body.blocks(article.body)}
    EditionLink.objects.bulk_create(
        EditionLink(
            edition=edition,
            key=link.key,
            target_id=link.target_id,
            url=link.url,
            title=link.hint,
            hint_key=link.hint_key,
            kind=link.kind,
            note=link.note,
            in_text=link.key in in_text,
            order=link.order,
        )
        for link in article.related_links.all()
        if link.state not in {LinkState.VETOED, LinkState.BROKEN}
    )

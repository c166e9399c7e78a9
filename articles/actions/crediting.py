"""Keeping the ledger of who is named in a story, and an editor's yes or no to it."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from articles import body
from articles.actions.indexing import index
from articles.actions.moving import Denied
from articles.models import Article, Mention, MentionState
from articles.workflow import Move, Refused
from people.mentions import Match, Name, Span, find
from people.models import Alias, Entity, EntityKind
from people.names import surname

LONGEST_SURFACE = Mention._meta.get_field("surface").max_length or 0


def known_names(entities: QuerySet[Entity]) -> list[Name]:
    """Return every name by which text may call one of these, those merged into another left out."""
    known = entities.filter(merged_into=None)
    names = [
        Name(entity=pk, text=name, surname=surname(name, sort_name) if kind == EntityKind.PERSON else "")
        for pk, name, sort_name, kind in known.values_list("id", "name", "sort_name", "kind")
    ]
    aliases = Alias.objects.filter(entity__in=known).values_list("entity", "name", "match", "case_sensitive")
    return names + [
        Name(entity=pk, text=name, match=Match(match), case_sensitive=case_sensitive)
        for pk, name, match, case_sensitive in aliases
    ]


def find_mentions(article: Article) -> None:
    """Bring the ledger of a story up to date with its text.

    What an editor decided about a name stays decided wherever in the text the name now stands. A name that is
    certainly one entity's is confirmed without asking; the others are suggested.
    """
    by_hand = _by_hand(article)
    found = _found(article, by_hand)
    article.mentions.exclude(state=MentionState.REJECTED, decided_by__isnull=False).delete()
    for mention in by_hand:
        # Who links somebody takes back the “no” that was said at that place.
        article.mentions.filter(entity=mention.entity_id, paragraph=mention.paragraph, offset=mention.offset).delete()
    still_rejected = set(article.mentions.values_list("entity", "paragraph", "offset"))
    Mention.objects.bulk_create(
        mention
        for mention in [*by_hand, *found]
        if (mention.entity_id, mention.paragraph, mention.offset) not in still_rejected
    )


def mentions_in(article: Article) -> list[Mention]:
    """Return whom the text in hand names, in reading order, with what was decided about each; nothing is written."""
    by_hand = _by_hand(article)
    return sorted([*by_hand, *_found(article, by_hand)], key=lambda mention: (mention.paragraph, mention.offset))


def refuse_unknown(html: str) -> str:
    """Return a cleaned body as it is; raises Refused when words in it are linked to nobody we know."""
    links = body.entity_links(body.parse(html))
    known = _known([link.entity for link in links])
    for link in links:
        if link.entity not in known:
            raise Refused(f"“{link.text}” is linked to somebody who is not there. Link it again, or remove the link.")
        if len(link.text) > LONGEST_SURFACE:
            raise Refused(f"“{link.text[:40]}…” is too long for the name of somebody. Link fewer words.")
    return html


def decide(article: Article, entities: Iterable[Entity], state: MentionState, *, by: User) -> None:
    """Confirm or reject every mention of these entities in the story; a rejection is remembered.

    Raises Denied when this person may not edit the story, Refused when two are confirmed at one place of the text, or
    one is rejected whom somebody linked there.
    """
    if not by.has_perm(Move.SAVE.permission, article):
        raise Denied("You may not decide about names in this story.")
    entities = list(entities)
    if state is MentionState.REJECTED:
        _refuse_linked(article, entities)
    try:
        with transaction.atomic():
            mentions = article.mentions.filter(entity__in=entities)
            if state is MentionState.CONFIRMED:
                mentions.filter(pk__in=_gone(article)).delete()
            mentions.update(state=state, decided_by=by)
            index(article)
    except IntegrityError as error:
        raise Refused("One place in the text cannot name two. Reject the one who is not meant first.") from error


def _known(numbers: list[int]) -> dict[int, int]:
    """Return to each of these numbers whose it is now: that of the one they were merged into, or their own."""
    if not numbers:
        return {}
    rows = Entity.objects.filter(pk__in=numbers).values_list("pk", "merged_into")
    return {pk: merged_into or pk for pk, merged_into in rows}


def _by_hand(article: Article) -> list[Mention]:
    """Return those whom editors linked in the text, confirmed at that place whatever the words are."""
    links = body.entity_links(body.parse(article.body))
    known = _known([link.entity for link in links])
    return [
        Mention(
            article=article,
            entity_id=known[link.entity],
            surface=link.text,
            paragraph=link.paragraph,
            offset=link.start,
            state=MentionState.CONFIRMED,
        )
        for link in links
        if link.entity in known
    ]


def _found(article: Article, by_hand: list[Mention]) -> list[Mention]:
    """Return whom the text names, but where an editor has said who is meant."""
    paragraphs = [block.text for block in body.blocks(article.body)]
    decided = _decisions(article)
    return [
        _mention(article, span, decided)
        for span in find(known_names(Entity.objects.all()), paragraphs)
        if not any(
            span.paragraph == mention.paragraph and span.start < mention.end and mention.offset < span.end
            for mention in by_hand
        )
    ]


def _gone(article: Article) -> list[int]:
    """Return the mentions whose place in the text says something else now; remembered rejections are kept so."""
    # As stored: a decision counts no version up, so the story in hand may be an older one.
    stored = Article.objects.values_list("body", flat=True).get(pk=article.pk)
    texts = dict(enumerate(block.text for block in body.blocks(stored)))
    return [
        mention.pk
        for mention in article.mentions.all()
        if texts.get(mention.paragraph, "")[mention.offset : mention.end] != mention.surface
    ]


def _refuse_linked(article: Article, entities: list[Entity]) -> None:
    stored = Article.objects.get(pk=article.pk)
    linked = {mention.entity_id: mention.surface for mention in _by_hand(stored)}
    for entity in entities:
        if entity.pk in linked:
            raise Refused(f"“{linked[entity.pk]}” is linked to {entity} in the text. Remove the link there.")


def _decisions(article: Article) -> dict[tuple[int, str], tuple[str, int]]:
    decided = article.mentions.exclude(decided_by=None).order_by("id")
    return {
        (entity, surface): (state, by)
        for entity, surface, state, by in decided.values_list("entity", "surface", "state", "decided_by")
    }


def _mention(article: Article, span: Span, decided: dict[tuple[int, str], tuple[str, int]]) -> Mention:
    found = MentionState.CONFIRMED if span.certain else MentionState.SUGGESTED
    state, decided_by = decided.get((span.entity, span.surface), (found, None))
    return Mention(
        article=article,
        entity_id=span.entity,
        surface=span.surface,
        paragraph=span.paragraph,
        offset=span.start,
        state=state,
        decided_by_id=decided_by,
    )

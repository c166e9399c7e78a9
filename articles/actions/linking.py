"""Tying references to their stories, in both directions, whichever appears first."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from articles.models import Article, Edition, EditionLink, LinkState, RelatedLink
from articles.models.links import hint_key


def resolve_links(article: Article) -> None:
    """Tie this story's references by headline to the stories that carry these headlines.

    A headline that no story or more than one story carries stays dangling: a person decides.
    """
    for link in article.related_links.all():
        if link.state != LinkState.DANGLING or not link.hint_key:
            continue
        target = _one_story_with(link.hint_key, other_than=article)
        if target is not None:
            link.target_id, link.state = target, LinkState.RESOLVED
            link.save(update_fields=["target", "state"])


def answer_hints(article: Article) -> None:
    """Tie the references of other stories, in working copies and before readers, that wait for this headline."""
    key = hint_key(article.headline)
    # A headline of nothing but signs has no key, and so has every reference that waits for no headline.
    if not key or _one_story_with(key, other_than=None) != article.pk:
        return
    waiting = RelatedLink.objects.filter(state=LinkState.DANGLING, hint_key=key).exclude(article=article)
    waiting.update(target=article, state=LinkState.RESOLVED)
    dangling = EditionLink.objects.filter(target=None, url="", hint_key=key).exclude(edition__article=article)
    dangling.update(target=article)


def stories_titled(keys: Iterable[str]) -> dict[str, int]:
    """Return for each of these headline keys the one story that carries it, where there is exactly one."""
    return {key: stories.pop() for key, stories in _carriers(keys).items() if len(stories) == 1}


def _one_story_with(key: str, *, other_than: Article | None) -> int | None:
    stories = _carriers([key])[key] - {other_than and other_than.pk}
    return stories.pop() if len(stories) == 1 else None


def _carriers(keys: Iterable[str]) -> dict[str, set[int]]:
    """Return the stories that have or had each headline and that readers can see or will."""
    readable = Edition.objects.live_or_coming(timezone.now()).values("article")
    under = Edition.objects.filter(headline_key__in=keys, live_until__gt=F("live_from"), article__in=readable)
    found: dict[str, set[int]] = defaultdict(set)
    for key, story in under.order_by().values_list("headline_key", "article").distinct():
        found[key].add(story)
    return found

"""Stories that readers may not see, each with a word of its own in everything a story has."""

from django.contrib.auth.models import User
from django.utils import timezone

from articles.actions import editing, moving, publishing
from articles.actions.fields import Snapshot
from articles.models import FAR_FUTURE, Article, EditionKind
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    change_story,
    make_image,
    make_live_story,
    make_ready_story,
    make_story,
    make_topic,
    withhold,
)

OLD = WEDNESDAY - 30 * DAY


def words(word: str) -> Snapshot:
    """Return the fields of a story with its word in every one of them; only the address is innocent."""
    make_topic(f"Topic {word}")
    picture = {"image": str(make_image().uuid), "caption": f"Caption {word}", "alt": f"Picture of {word}"}
    return {
        "slug": f"story-{sum(map(ord, word))}",
        "headline": f"Headline {word}",
        "short_headline": f"Short {word}",
        "standfirst": f"Standfirst {word}.",
        "kicker": f"Kicker {word}",
        "dateline": f"Dateline {word}",
        "body": f'<p>Liz Truss told NATO: {word}.</p><aside data-related="ref"></aside>',
        "topics": [f"topic-{word}"],
        "bylines": [
            {"person": "hala-nasser" if word < "n" else "jo-ng"},
            {"name": f"Byline {word}", "role": "reporting"},
        ],
        "links": [{"key": "ref", "hint": f"Reference {word}"}],
        "picture": picture,
    }


def planned(pia: User, fields: Snapshot) -> Article:
    return editing.create(by=pia, at=OLD, fields=fields | {"section": "world"}, state="planned")


def imported(pia: User, fields: Snapshot) -> Article:
    return editing.create(by=pia, at=OLD, fields=fields | {"section": "world"}, source="cms", source_id="7")


def draft(pia: User, fields: Snapshot) -> Article:
    return make_story(pia, OLD, **fields)


def submitted(pia: User, fields: Snapshot) -> Article:
    article = draft(pia, fields)
    moving.submit(article, by=pia, at=OLD)
    return article


def changes_asked(pia: User, fields: Snapshot) -> Article:
    article = submitted(pia, fields)
    moving.ask_changes(article, by=pia, at=OLD, why=f"More than “{fields['headline']}”")
    return article


def ready(pia: User, fields: Snapshot) -> Article:
    return make_ready_story(pia, OLD, **fields)


def spiked(pia: User, fields: Snapshot) -> Article:
    article = draft(pia, fields)
    moving.spike(article, by=pia, at=OLD, why=f"Not “{fields['headline']}”")
    return article


def embargoed(pia: User, fields: Snapshot) -> Article:
    return ready(pia, fields | {"embargo_until": (timezone.now() + DAY).isoformat()})


def on_legal_hold(pia: User, fields: Snapshot) -> Article:
    return ready(pia, fields | {"legal_hold": True})


def scheduled(pia: User, fields: Snapshot) -> Article:
    article = ready(pia, fields)
    publishing.schedule(article, by=pia, at=timezone.now() + DAY)
    return article


def taken_back(pia: User, fields: Snapshot) -> Article:
    article = scheduled(pia, fields)
    publishing.unschedule(article, by=pia)
    return article


def expired(pia: User, fields: Snapshot) -> Article:
    return make_live_story(pia, OLD, expires_at=(OLD + DAY).isoformat(), **fields).article


def withdrawn(pia: User, fields: Snapshot) -> Article:
    article = make_live_story(pia, OLD, **fields).article
    publishing.withdraw(article, by=pia, at=OLD + HOUR, note="It was not true.")
    return article


def withheld(pia: User, fields: Snapshot) -> Article:
    story = make_live_story(pia, OLD, **fields)
    withhold(story)
    return story.article


def edited_since(pia: User, fields: Snapshot) -> Article:
    """Live with other words; these are in the working copy."""
    article = make_live_story(pia, OLD, headline="Innocent", slug=fields["slug"]).article
    editing.save(article, by=pia, at=OLD + HOUR, changes=fields)
    return article


def update_scheduled(pia: User, fields: Snapshot) -> Article:
    """Live with other words; these are to come."""
    article = edited_since(pia, fields)
    publishing.schedule(article, by=pia, at=timezone.now() + DAY, kind=EditionKind.UPDATE)
    return article


HIDDEN = {
    "quokka": planned,
    "zorilla": imported,
    "axolotl": draft,
    "pangolin": submitted,
    "narwhal": changes_asked,
    "okapi": ready,
    "numbat": spiked,
    "tapir": embargoed,
    "dugong": on_legal_hold,
    "gharial": scheduled,
    "kakapo": taken_back,
    "saola": expired,
    "vaquita": withdrawn,
    "coelacanth": withheld,
    "fossa": edited_since,
    "markhor": update_scheduled,
}


def reveal(article: Article, word: str, pia: User) -> None:
    """Bring the words of a story before readers, whatever kept them back, and correct it once with a note."""
    article = Article.objects.get(pk=article.pk)
    article.editions.filter(withheld=True).update(withheld=False)
    article.editions.filter(live_until=OLD + DAY).update(live_until=FAR_FUTURE)
    if article.editions.filter(live_from__gt=timezone.now(), live_until=FAR_FUTURE).exists():
        publishing.unschedule(article, by=pia)
    if article.state == "spiked":
        moving.revive(article, by=pia, at=OLD)
    free = {"section": "world", "embargo_until": None, "expires_at": None, "legal_hold": False}
    editing.save(article, by=pia, at=OLD, changes=free)
    if article.state != "ready":
        moving.approve(article, by=pia, at=OLD)
    kind = EditionKind.UPDATE if article.editions.seen_by().exists() else None
    story = publishing.publish(article, by=pia, at=OLD + 2 * DAY, kind=kind)
    more = f"{article.body}<p>More of {word}.</p>"
    change_story(story, pia, OLD + 3 * DAY, EditionKind.CORRECTION, f"Note on {word}.", body=more)

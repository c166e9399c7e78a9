"""Filling the demo paper with very many working copies in every state; import it once Django is set up."""

import datetime as dt
import itertools
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from articles.actions.importing import importer
from articles.actions.indexing import reindex
from articles.models import (
    FAR_FUTURE,
    Article,
    ArticleTopic,
    Byline,
    Edition,
    EditionKind,
    Image,
    ImageUse,
    Mention,
    MentionState,
    Note,
    Section,
    Topic,
)
from articles.workflow import Standing, State
from people.models import Entity, Person

BATCH = 1000
APART = dt.timedelta(minutes=20)
HOUR = dt.timedelta(hours=1)
# Of a thousand stories so many are not simply live; a year's desk has that much open, not its archive.
OPEN = {
    State.PLANNED: 2,
    State.DRAFT: 8,
    State.SUBMITTED: 3,
    State.CHANGES: 2,
    State.READY: 3,
    State.SPIKED: 4,
    "scheduled": 2,
    "expired": 3,
    "withdrawn": 2,
    "pending": 4,
    "corrected": 10,
}


class Paper:
    """What stories are made of: words by how common they are, people, topics, pictures, sections."""

    def __init__(self) -> None:
        self.dice = random.Random(7)
        syllables = ["ba", "ker", "lo", "min", "tas", "ve", "ru", "shi", "pol", "gan", "dor", "ne"]
        self.words = ["".join(self.dice.choices(syllables, k=3)) + str(number % 7) for number in range(20_000)]
        # As in any language the word of rank n comes about 1/n as often as the first.
        self.weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        importer()
        self.users = {user.username: user for user in User.objects.all()}
        self.writers, self.entities = list(Person.objects.all()[:30]), list(Entity.objects.all())
        self.sections, self.topics, self.images = (list(m.objects.all()) for m in (Section, Topic, Image))

    def text(self, number: int) -> str:
        return " ".join(self.dice.choices(self.words, cum_weights=self.weights, k=number))


def fill(number: int) -> None:
    """Add so many stories, the newest of them today."""
    paper, now = Paper(), timezone.now()
    kinds = [kind for kind, many in OPEN.items() for _ in range(many)]
    for start in range(0, number, BATCH):
        shuffled = kinds + ["live"] * (BATCH - len(kinds))
        paper.dice.shuffle(shuffled)
        rows = range(start, min(start + BATCH, number))
        _batch(paper, [(shuffled[row % BATCH], now - (row + 1) * APART) for row in rows], now)


def _batch(paper: Paper, wanted: list[tuple[str, dt.datetime]], now: dt.datetime) -> None:
    stories = [(kind, _article(paper, kind, at)) for kind, at in wanted]
    Article.objects.bulk_create([story for _, story in stories])
    plain = [story for _, story in stories]
    Edition.objects.bulk_create(edition for kind, story in stories for edition in _editions(kind, story, now))
    Byline.objects.bulk_create(Byline(article=story, person=paper.dice.choice(paper.writers)) for story in plain)
    ArticleTopic.objects.bulk_create(
        ArticleTopic(content_object=story, tag=tag) for story in plain for tag in paper.dice.sample(paper.topics, 2)
    )
    Mention.objects.bulk_create(
        Mention(article=story, entity=who, surface=who.name, paragraph=at, offset=0, state=MentionState.CONFIRMED)
        for story in plain
        for at, who in enumerate(paper.dice.sample(paper.entities, 3))
    )
    ImageUse.objects.bulk_create(
        ImageUse(article=story, image=paper.dice.choice(paper.images), alt="" if number % 40 == 0 else "A picture")
        for number, story in enumerate(plain)
        if number % 10
    )
    Note.objects.bulk_create(
        Note(article=story, text="Who says so?", by=paper.users["ed"], at=now) for story in plain[::50]
    )


def _article(paper: Paper, kind: str, at: dt.datetime) -> Article:
    is_open = kind in State.values
    words = paper.dice.randrange(200, 600)
    return Article(
        slug=f"story-{uuid.uuid4().hex[:12]}",
        headline=paper.text(8).capitalize(),
        short_headline=paper.text(4),
        standfirst=paper.text(20),
        body="\n".join(f"<p>{paper.text(words // 8)}</p>" for _ in range(8)),
        section=paper.dice.choice(paper.sections),
        state=kind if is_open else State.READY,
        state_since=at,
        version=3,
        text_version=2 if kind == "pending" else 1,
        word_count=words,
        created_by=paper.users["rita" if paper.dice.random() < 0.05 else "importer"],
        assignee=paper.users["rita"] if is_open and paper.dice.random() < 0.1 else None,
        due_at=at + HOUR if is_open else None,
        embargo_until=timezone.now() + HOUR if kind == State.DRAFT and paper.dice.random() < 0.1 else None,
        legal_hold=kind == State.READY and paper.dice.random() < 0.2,
        published_on=None if is_open else at.date(),
        first_published_at=None if is_open else at,
        created_at=at - HOUR,
        saved_at=at,
    )


def _editions(kind: str, story: Article, now: dt.datetime) -> Iterator[Edition]:
    if kind in State.values:
        return
    at = story.saved_at
    match kind:
        case "scheduled":
            yield _edition(story, 1, EditionKind.PUBLICATION, now + HOUR, FAR_FUTURE)
        case "expired":
            yield _edition(story, 1, EditionKind.PUBLICATION, at, at + HOUR)
        case "withdrawn" | "corrected":
            last = EditionKind.WITHDRAWAL if kind == "withdrawn" else EditionKind.CORRECTION
            yield _edition(story, 1, EditionKind.PUBLICATION, at, at + HOUR)
            yield _edition(story, 2, last, at + HOUR, FAR_FUTURE)
        case _:
            yield _edition(story, 1, EditionKind.PUBLICATION, at, FAR_FUTURE)


def _edition(story: Article, number: int, kind: EditionKind, start: dt.datetime, end: dt.datetime) -> Edition:
    return Edition(
        article=story,
        number=number,
        kind=kind,
        note="It was Tuesday." if kind.needs_note else "",
        live_from=start,
        live_until=end,
        first_published_at=story.saved_at,
        updated_at=max(start, story.saved_at),
        published_on=story.published_on,
        slug=story.slug,
        headline=story.headline,
        headline_key=story.headline.lower(),
        section=story.section,
        genre=story.genre,
        language=story.language,
        word_count=story.word_count,
        text_version=1,
        snapshot={},
        body_html=story.body,
        digest="0" * 64,
    )


def make_sure_of(number: int) -> None:
    """Fill the paper unless it is, say how long that took, and let the database know its tables."""
    if Article.objects.count() < number:
        _said("Making the stories", lambda: fill(number))
        _said("Writing the search index anew", lambda: list(reindex()))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def addresses() -> list[str]:
    """Return what is asked of the list: orders, each filter, words common and rare, and pages far back."""
    stories = Article.objects.order_by("-saved_at", "-id")
    far = stories[int(stories.count() * 0.9)]
    place = f"{int(far.saved_at.timestamp() * 1_000_000)}-{far.pk}"
    words = Paper().words
    common, rare = words[0], words[15_000]
    states = [*State.values, *(standing.value for standing in Standing if standing is not Standing.NOTHING), "pending"]
    named = Entity.objects.people().first(), Entity.objects.organisations().first()
    return [
        *("", f"after={place}", f"before={place}", "sort=published", "sort=due", "sort=waiting"),
        *(f"state={state}" for state in states),
        *("mine=mine", "mine=assigned", "section=world", "desk=world", f"section=world&after={place}"),
        *(f"author={Person.objects.first().slug}", "author=rita", "author=nobody", "assignee=rita"),
        *(f"topic={Topic.objects.first().slug}", f"person={named[0].slug}", f"organisation={named[1].slug}"),
        *("since=2026-11-01&until=2026-11-03", "day=published&until=2024-01-01", "day=due&since=2026-01-01"),
        *("picture=with", "picture=without", "picture=no-alt", "corrected=1", "embargoed=1", "hold=1"),
        *("min_words=599", "min_words=700", "max_words=100", "state=ready&picture=without&sort=waiting"),
        *(f"q={common}", f"q={common}&page=100", f"q={common}&sort=saved", f"q={common}&sort=published"),
        *(f"q={common}&state=draft", f"q={rare}", f"q={common}+{rare}", "q=ba", "q=france+debriefs", "q=nosuchword"),
    ]


def _said(what: str, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    sys.stdout.write(f"{what}: {time.perf_counter() - start:.0f} s\n")

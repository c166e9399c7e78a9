"""Exactly what readers get, and the one gate through which they get it."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.body import reading_minutes
from articles.models.articles import Article, Genre
from articles.models.images import Image
from articles.models.sections import Section
from articles.workflow import Standing

if TYPE_CHECKING:
    from people.models import Entity

# The end of an edition that is open: later than anything a newsroom plans, within what both databases store.
FAR_FUTURE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


class EditionKind(models.TextChoices):
    """Why an edition was made."""

    PUBLICATION = "publication", "Published"
    FIX = "fix", "Small fix"
    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"
    CLARIFICATION = "clarification", "Clarification"
    WITHDRAWAL = "withdrawal", "Withdrawn"

    @property
    def moves_updated_at(self) -> bool:
        """Whether the time readers see as "updated" moves."""
        return self in {EditionKind.UPDATE, EditionKind.CORRECTION}

    @property
    def needs_note(self) -> bool:
        """Whether readers must be told in a sentence what happened."""
        return self in {EditionKind.CORRECTION, EditionKind.CLARIFICATION, EditionKind.WITHDRAWAL}


# Columns that change, that hold the digest itself, or that differ between two databases with the same paper.
UNVOUCHED = {"id", "article_id", "section_id", "picture_id", "live_until", "withheld", "text_version", "digest"}
CORRECTIVE = (EditionKind.CORRECTION, EditionKind.CLARIFICATION)


def in_force(at: dt.datetime, via: str = "") -> Q:
    """Return the condition that an edition is in force at `at`; `via` is the way to it, such as "edition__"."""
    return Q(**{f"{via}live_from__lte": at, f"{via}live_until__gt": at, f"{via}withheld": False})


def readable(at: dt.datetime, via: str = "") -> Q:
    """Return the condition of the one gate, for `EditionQuerySet.live` and the rows that hang on editions."""
    return in_force(at, via) & ~Q(**{f"{via}kind": EditionKind.WITHDRAWAL})


class EditionQuerySet(models.QuerySet["Edition"]):
    def get_by_natural_key(self, article_uuid: str, number: int) -> "Edition":
        return self.get(article__uuid=article_uuid, number=number)

    def valid(self, at: dt.datetime | None = None) -> Self:
        """Those in force at that moment, notices of withdrawal among them."""
        return self.filter(in_force(at or timezone.now()))

    def live(self, at: dt.datetime | None = None) -> Self:
        """The one gate: the stories a reader may see at that moment (an aware datetime; None is now)."""
        return self.filter(readable(at or timezone.now()))

    def notices(self, at: dt.datetime | None = None) -> Self:
        """The notices of withdrawal that stand in place of stories at that moment."""
        return self.valid(at).filter(kind=EditionKind.WITHDRAWAL)

    def seen_by(self, at: dt.datetime | None = None) -> Self:
        """Every edition readers have been able to see until that moment, for the change log of a story."""
        at = at or timezone.now()
        return self.filter(live_from__lte=at, live_until__gt=F("live_from"))

    def newest(self) -> Self:
        """Newest story first; the order of every list, and the key of its pages."""
        return self.order_by("-first_published_at", "-id")

    def for_cards(self) -> Self:
        """With what a card shows and nothing else: never a body."""
        return self.select_related("section", "picture").defer("body_html", "snapshot")

    def in_section(self, section: Section) -> Self:
        """In that section or one below it; asks for the sections below unless they are prefetched."""
        # By number and without a join, so that the index of the section's stories gives them in their order.
        return self.filter(section__in=[section.pk, *(below.pk for below in section.children.all())])

    def near(self, first: dt.date, last: dt.date) -> Self:
        """First published in these days or two beside them: leads the database into the index that orders a list.

        The day in an address is that of the newsroom's zone, and no zone is further from another than two days.
        """
        lowest, highest = dt.date.min.toordinal(), dt.date.max.toordinal()
        days = (max(first.toordinal() - 2, lowest), min(last.toordinal() + 2, highest))
        start, end = (dt.datetime.combine(dt.date.fromordinal(day), dt.time.min, dt.UTC) for day in days)
        return self.filter(first_published_at__range=(start, end))

    def naming(self, entity: "Entity") -> Self:
        return self.filter(appearances__entity=entity)

    def by_author(self, entity: "Entity") -> Self:
        return self.filter(authors__person=entity)

    def coming(self, at: dt.datetime) -> Self:
        """Those that have not started yet and were not taken back, the next one first."""
        return self.filter(live_from__gt=at, live_until__gt=F("live_from")).order_by("live_from")

    def live_or_coming(self, at: dt.datetime) -> Self:
        """Those that readers can see at that moment or will see later."""
        kept = self.filter(Q(live_until__gt=at) & Q(live_until__gt=F("live_from")), withheld=False)
        return kept.exclude(kind=EditionKind.WITHDRAWAL)

    def by_number(self) -> list["Edition"]:
        """Return all, oldest first, without their long columns: what the verbs decide by."""
        return list(self.order_by("number").defer("body_html", "snapshot"))

    def on_topic(self, topic: models.Model) -> Self:
        return self.filter(topics__topic=topic)

    def corrected(self) -> Self:
        return self.filter(kind__in=CORRECTIVE)

    def standing(self, article: Article, at: dt.datetime) -> Standing:
        """Return what the public sees of a story at that moment."""
        seen = self.filter(article=article, withheld=False, live_until__gt=F("live_from"))
        spans = list(seen.values_list("kind", "live_from", "live_until"))
        valid = [kind for kind, start, end in spans if start <= at < end]
        if valid:
            return Standing.WITHDRAWN if EditionKind.WITHDRAWAL in valid else Standing.LIVE
        if any(start > at for _, start, _ in spans):
            return Standing.SCHEDULED
        return Standing.EXPIRED if spans else Standing.NOTHING


class Edition(models.Model):
    """What readers get of a story from one moment until another.

    Rows are appended. Only `live_until` and `withheld` ever change; a trigger of the database refuses the rest.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=13, choices=EditionKind.choices)
    note = models.CharField(max_length=600, blank=True)
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(default=FAR_FUTURE)
    withheld = models.BooleanField(default=False)
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    published_on = models.DateField()
    slug = models.SlugField(max_length=100)
    headline = models.CharField(max_length=300)
    # The headline as references by headline are compared, see `links.hint_key`.
    headline_key = models.CharField(max_length=300, db_index=True)
    short_headline = models.CharField(max_length=120, blank=True)
    standfirst = models.CharField(max_length=600, blank=True)
    kicker = models.CharField(max_length=60, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, related_name="editions")
    genre = models.CharField(max_length=9, choices=Genre.choices)
    language = models.CharField(max_length=15)
    picture = models.ForeignKey(Image, models.PROTECT, null=True, blank=True, related_name="editions")
    picture_alt = models.CharField(max_length=500, blank=True)
    word_count = models.PositiveIntegerField()
    # The save of the working copy that it was compiled from.
    text_version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    # The long columns come last, so that reading the short ones never walks over them.
    snapshot = models.JSONField()
    body_html = models.TextField()

    # Where the pictures of a draft that is shown before it is published are; readers' are at `articles:rendition`.
    pictures_at = ""

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-first_published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_is_numbered_once"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(live_until=FAR_FUTURE), name="story_has_one_open_edition"
            ),
            models.CheckConstraint(condition=Q(live_until__gte=F("live_from")), name="edition_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(updated_at__gte=F("first_published_at")),
                name="edition_is_updated_after_publication",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["correction", "clarification", "withdrawal"]) | ~Q(note=""),
                name="correction_says_what_was_wrong",
            ),
        ]
        indexes = [
            # The home page, the archive and each section walk these, newest first.
            # With all that `live` asks, so that finding a page far back reads the index alone.
            models.Index(
                fields=["-first_published_at", "-id", "live_until", "live_from", "kind", "withheld"],
                name="edition_newest",
            ),
            models.Index(
                fields=[
                    "section",
                    "-first_published_at",
                    "-id",
                    "live_until",
                    "live_from",
                    "kind",
                    "withheld",
                ],
                name="edition_newest_in_section",
            ),
            # The archive counts and finds the days that have stories.
            models.Index(
                fields=["published_on", "live_until", "live_from", "kind", "withheld"], name="edition_by_day"
            ),
            # The page cache asks when anything starts or ends next.
            models.Index(fields=["live_from"], name="edition_starts"),
            models.Index(fields=["live_until"], name="edition_ends", condition=~Q(live_until=FAR_FUTURE)),
            models.Index(fields=["-live_from"], name="edition_corrections", condition=Q(kind__in=CORRECTIVE)),
            # The desk asks for the stories that were corrected, withdrawn or withheld: few among very many.
            models.Index(fields=["kind", "article"], name="edition_of_a_kind"),
            models.Index(fields=["article"], name="edition_withheld", condition=Q(withheld=True)),
            # Where each story stands is asked for every row of its lists.
            models.Index(
                fields=["article", "-number", "live_from", "live_until", "kind", "withheld", "text_version"],
                name="edition_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.published_on, self.slug])

    def natural_key(self) -> tuple[str, int]:
        return str(self.article.uuid), self.number

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "articles.article",
        "articles.section",
        "articles.image",
    ]

    @property
    def url(self) -> str:
        """The full address, with the site's name."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    @property
    def card_headline(self) -> str:
        return self.short_headline or self.headline

    @property
    def reading_minutes(self) -> int:
        return reading_minutes(self.word_count)

    @property
    def is_updated(self) -> bool:
        return self.updated_at > self.first_published_at

    @property
    def label(self) -> str:
        """The word above the headline: kicker, else genre when it is no plain report, else section."""
        genre = Genre(self.genre)
        return self.kicker or (genre.label if genre.is_labelled else self.section.name)

    @property
    def was_seen(self) -> bool:
        """Whether it was to be seen at all: one that was taken back before its moment ends where it starts."""
        return self.live_until > self.live_from

    @property
    def planned_end(self) -> dt.datetime:
        """When it was to end as published, before anything took its place."""
        expires_at = self.snapshot.get("expires_at")
        return dt.datetime.fromisoformat(expires_at) if expires_at else FAR_FUTURE

    def close(self, at: dt.datetime) -> None:
        """Let the edition end at that moment; with `withheld`, all that may ever change on one."""
        self.live_until = at
        self.save(update_fields=["live_until"])

    def content(self) -> dict[str, object]:
        """Return what the digest vouches for: all that readers get and when, without the end."""
        names = [field.attname for field in self._meta.concrete_fields]
        values = {name: getattr(self, name) for name in names if name not in UNVOUCHED}
        # A moment is the same in every zone, and a database answers in UTC.
        moments = {name: value for name, value in values.items() if isinstance(value, dt.datetime)}
        return values | {name: moment.astimezone(dt.UTC) for name, moment in moments.items()}

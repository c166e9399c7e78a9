"""The editors' working copy of a story, and who made it. Readers never see these tables."""

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from taggit.managers import TaggableManager

from articles import permissions
from articles.models.images import ImageRole, ImageUse
from articles.models.sections import Section
from articles.models.topics import ArticleTopic
from articles.workflow import State
from people.models import Person


class Genre(models.TextChoices):
    """What kind of text it is."""

    NEWS = "news", "News"
    ANALYSIS = "analysis", "Analysis"
    OPINION = "opinion", "Opinion"
    FEATURE = "feature", "Feature"
    INTERVIEW = "interview", "Interview"
    EXPLAINER = "explainer", "Explainer"
    REVIEW = "review", "Review"
    OBITUARY = "obituary", "Obituary"

    @property
    def is_labelled(self) -> bool:
        """Whether readers are told the genre in words, because it is not plain reporting."""
        return self is not Genre.NEWS and self is not Genre.FEATURE


# What `with_parts` reads.
PARTS = (
    "bylines__person",
    "pictures__image",
    "article_topics__tag",
    "related_links",
    "mentions__entity",
    "quotes__speaker",
)


class ArticleQuerySet(models.QuerySet["Article"]):
    def get_by_natural_key(self, uuid: str) -> "Article":
        return self.get(uuid=uuid)

    def with_parts(self) -> Self:
        """With all that publishing reads: one query for each part, then none."""
        return self.select_related("section").prefetch_related(*PARTS)

    def readable_by(self, user: User) -> Self:
        """Those whose working copy that person may read: reporters their own, editors their sections' as well."""
        if user.is_superuser or permissions.is_publisher(user):
            return self
        own = Q(created_by=user) | Q(assignee=user)
        edited = Q(section__in=user.edited_sections.all()) if permissions.is_editor(user) else Q()
        return self.filter(own | edited)


def who_reads(article: "Article") -> models.QuerySet[User]:
    """Return the accounts that `readable_by` lets read the story's working copy, those that are closed left out."""
    runs = Q(groups__name__in=[permissions.PUBLISHER, permissions.ADMIN])
    own = Q(pk__in=[pk for pk in (article.created_by_id, article.assignee_id) if pk])
    readers = Q(is_superuser=True) | runs | own
    if article.section_id:
        readers |= Q(groups__name=permissions.EDITOR, edited_sections=article.section_id)
    return User.objects.filter(pk__in=User.objects.filter(readers).values("pk"), is_active=True)


def default_language() -> str:
    return settings.LANGUAGE_CODE


class Article(models.Model):  # type: ignore[django-manager-missing]
    """A story as the desk has it now. Only `articles.actions` changes one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=100)
    headline = models.CharField(max_length=300, blank=True)
    short_headline = models.CharField(max_length=120, blank=True, help_text="For fronts and lists.")
    standfirst = models.CharField(max_length=600, blank=True)
    kicker = models.CharField(max_length=60, blank=True, help_text="The label above the headline.")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="articles")
    genre = models.CharField(max_length=9, choices=Genre.choices, default=Genre.NEWS)
    language = models.CharField(max_length=15, default=default_language)
    dateline = models.CharField(max_length=100, blank=True, help_text="Where it was written.")
    seo_title = models.CharField("title for search engines", max_length=120, blank=True)
    seo_description = models.CharField("description for search engines", max_length=300, blank=True)
    social_headline = models.CharField("headline on social media", max_length=120, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    legal_hold = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT, editable=False)
    state_since = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    # The version of the newest save: moves count the version up as well.
    text_version = models.PositiveIntegerField(default=0, editable=False)
    # Counted when saved, so that lists need not read the body.
    word_count = models.PositiveIntegerField(default=0, editable=False)
    # The day in the address; set when first published and never moved.
    published_on = models.DateField(null=True, editable=False)
    # As on its editions, so that lists can be put in this order; in the future while the first one is scheduled.
    first_published_at = models.DateTimeField(null=True, editable=False)
    desk = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="desk_articles")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="articles_created"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="articles_assigned"
    )
    # The one at the desk who took the story when it was sent there.
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="articles_handled"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    commissioned_words = models.PositiveIntegerField(null=True, blank=True)
    needs_picture = models.BooleanField(default=False)
    source = models.CharField(max_length=60, blank=True, editable=False)
    source_id = models.CharField(max_length=200, blank=True, editable=False)
    source_url = models.URLField(max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    saved_at = models.DateTimeField(editable=False)
    # The long column comes last, so that reading the short ones never walks over it.
    body = models.TextField(blank=True)

    topics = TaggableManager(through=ArticleTopic, blank=True, related_name="articles")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="article_has_a_slug"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="article_state_is_known"),
            models.CheckConstraint(
                condition=Q(source="", source_id="") | ~Q(source="") & ~Q(source_id=""),
                name="article_source_comes_with_its_id",
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source=""),
                name="article_is_imported_once_from_a_source",
            ),
        ]
        indexes = [
            # The story list walks one of these in the order it shows, and most filters with what the index holds.
            models.Index(
                fields=[
                    *("-saved_at", "-id", "state", "section", "desk", "assignee", "created_by"),
                    *("word_count", "first_published_at", "due_at"),
                ],
                name="article_by_saving",
            ),
            models.Index(fields=["state", "-saved_at", "-id"], name="article_by_state"),
            models.Index(fields=["section", "-saved_at", "-id"], name="article_by_section"),
            models.Index(fields=["-first_published_at", "-id"], name="article_by_publication"),
            models.Index(fields=["due_at", "id"], name="article_by_due_time"),
            models.Index(fields=["state_since", "id", "state", "published_on"], name="article_by_wait"),
            models.Index(fields=["embargo_until"], name="article_by_embargo"),
            models.Index(fields=["-saved_at"], condition=Q(legal_hold=True), name="articles_on_hold"),
            # What was never published is little, and asked for by everybody’s desk and the board.
            models.Index(
                fields=["state", "state_since"], condition=Q(published_on=None), name="articles_never_published"
            ),
            # Whether an update waits is asked of every story there is, and not of its whole row.
            models.Index(fields=["id", "text_version"], name="article_versions"),
        ]

    def __str__(self) -> str:
        return self.headline or "Story without a headline"

    def natural_key(self) -> tuple[str]:
        return (str(self.uuid),)

    natural_key.dependencies = ["articles.section", "auth.user"]  # type: ignore[attr-defined]

    def is_embargoed_at(self, at: dt.datetime) -> bool:
        return self.embargo_until is not None and at < self.embargo_until

    def lead(self) -> ImageUse | None:
        """Return the lead picture with its caption and alternative text."""
        return next((use for use in self.pictures.all() if use.role == ImageRole.LEAD), None)


class BylineRole(models.TextChoices):
    WORDS = "words", "Words"
    PICTURES = "pictures", "Pictures"
    VIDEO = "video", "Video"
    REPORTING = "reporting", "Additional reporting"
    EDITING = "editing", "Editing"
    TRANSLATION = "translation", "Translation"


class BylineManager(models.Manager["Byline"]):
    def get_by_natural_key(self, article_uuid: str, order: int) -> "Byline":
        return self.get(article__uuid=article_uuid, order=order)


class Byline(models.Model):
    """Somebody credited on a story: a person with a page, or a free name such as "Staff and agencies"."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="bylines")
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=11, choices=BylineRole.choices, default=BylineRole.WORDS)
    order = models.PositiveSmallIntegerField(default=0)

    objects = BylineManager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["article", "order"], name="bylines_stand_in_an_order"),
            models.UniqueConstraint(
                fields=["article", "person", "role"],
                condition=~Q(person=None),
                name="person_has_one_byline_in_a_role",
            ),
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(name="") | ~Q(person=None) & Q(name=""),
                name="byline_is_a_person_or_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.name

    def natural_key(self) -> tuple[str, int]:
        return str(self.article.uuid), self.order

    natural_key.dependencies = ["articles.article", "people.person"]  # type: ignore[attr-defined]

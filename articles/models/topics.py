"""What stories are about, beside the people in them; the one place that knows the tagging library."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from taggit.models import ItemBase, TagBase

from people.names import slug as slug_of


class TopicManager(models.Manager["Topic"]):
    def get_by_natural_key(self, slug: str) -> "Topic":
        return self.get(slug=slug)


class Topic(TagBase):
    slug = models.SlugField(max_length=100, unique=True)
    introduction = models.TextField(blank=True, help_text="In short: two or three sentences above the stories.")

    objects = TopicManager()

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(slug="") & ~Q(name=""), name="topic_has_a_name_and_a_slug")]

    def get_absolute_url(self) -> str:
        return reverse("articles:topic", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the slug for a topic of that name, in ASCII as every address; the `i`-th when others have it."""
        return slug_of(tag, "topic") + (f"-{i}" if i else "")


class ArticleTopicManager(models.Manager["ArticleTopic"]):
    def get_by_natural_key(self, article_uuid: str, slug: str) -> "ArticleTopic":
        return self.get(content_object__uuid=article_uuid, tag__slug=slug)


class ArticleTopic(ItemBase):
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="article_topics")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="article_topics")

    objects = ArticleTopicManager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="topic_is_given_once")]

    def natural_key(self) -> tuple[str, str]:
        return str(self.content_object.uuid), self.tag.slug

    natural_key.dependencies = ["articles.article", "articles.topic"]  # type: ignore[attr-defined]

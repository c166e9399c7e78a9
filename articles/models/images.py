"""Pictures, and what each story says about the ones it uses."""

import uuid

from django.db import models
from django.db.models import Q

from articles.renditions import WIDTHS, rendition_name


class ImageManager(models.Manager["Image"]):
    def get_by_natural_key(self, uuid: str) -> "Image":
        return self.get(uuid=uuid)


class Image(models.Model):
    """A picture with its credit, rights and focal point; caption and alternative text belong to each use."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200, help_text="For editors; readers never see it.")
    file = models.FileField(upload_to="pictures/", max_length=200, unique=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    credit = models.CharField(max_length=200)
    rights = models.CharField(max_length=300, blank=True)
    focal_x = models.FloatField(default=0.5)
    focal_y = models.FloatField(default=0.5)

    objects = ImageManager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="focal_point_is_in_the_picture",
            ),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="picture_has_a_size"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (str(self.uuid),)

    @property
    def renditions(self) -> list[tuple[int, str]]:
        """The widths readers can get, narrowest first, with the storage name of each."""
        return [(width, rendition_name(str(self.uuid), width)) for width in WIDTHS if width <= self.width]


class ImageRole(models.TextChoices):
    LEAD = "lead", "lead picture"
    BODY = "body", "in the text"


class ImageUseManager(models.Manager["ImageUse"]):
    def get_by_natural_key(self, article_uuid: str, image_uuid: str) -> "ImageUse":
        return self.get(article__uuid=article_uuid, image__uuid=image_uuid)


class ImageUse(models.Model):
    """A picture in a story, with the words that go with it there."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="pictures")
    image = models.ForeignKey(Image, models.PROTECT, related_name="uses")
    role = models.CharField(max_length=4, choices=ImageRole.choices, default=ImageRole.LEAD)
    caption = models.CharField(max_length=500, blank=True)
    alt = models.CharField(max_length=500, blank=True)
    is_decorative = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ImageUseManager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "image"], name="picture_is_used_once_in_a_story"),
            models.UniqueConstraint(fields=["article"], condition=Q(role="lead"), name="story_has_one_lead_picture"),
        ]

    def __str__(self) -> str:
        return f"{self.image} in {self.article}"

    def natural_key(self) -> tuple[str, str]:
        return str(self.article.uuid), str(self.image.uuid)

    natural_key.dependencies = ["articles.article", "articles.image"]  # type: ignore[attr-defined]

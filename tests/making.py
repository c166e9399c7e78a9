"""Plain functions that make what a test needs, each with only what the test says and the rest sensible."""

import datetime as dt
import io

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client
from PIL import Image as Picture

from articles.actions import editing, moving, publishing
from articles.actions.fields import Snapshot
from articles.actions.pictures import add_picture
from articles.models import Article, Edition, EditionKind, Image, Section, Topic
from people.actions import keep_organisation, keep_person
from people.models import Organisation, Person

# Wednesday evening in London; most scenes play then.
WEDNESDAY = dt.datetime(2022, 2, 9, 20, 14, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def make_user(username: str, role: str | None = None, **fields: object) -> User:
    user = User.objects.create(
        **{"username": username, "first_name": username.capitalize(), "is_staff": bool(role), **fields}
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def signed_in(user: User) -> Client:
    """A browser in which they are signed in, without a trace of it in their account."""
    client, last_login = Client(), user.last_login
    client.force_login(user)
    user.last_login = last_login
    user.save(update_fields=["last_login"])
    return client


def make_section(name: str = "World", **fields: object) -> Section:
    return Section.objects.create(name=name, slug=fields.pop("slug", name.lower()), **fields)


def make_person(name: str = "Liz Truss", **data: object) -> Person:
    first, _, last = name.rpartition(" ")
    return keep_person({"slug": name.lower().replace(" ", "-"), "name": name, "sort_name": f"{last}, {first}"} | data)


def make_organisation(name: str = "NATO", **data: object) -> Organisation:
    return keep_organisation({"slug": name.lower().replace(" ", "-"), "name": name} | data)


def make_topic(name: str = "Diplomacy") -> Topic:
    return Topic.objects.create(name=name, slug=name.lower().replace(" ", "-"))


def make_image(**fields: object) -> Image:
    """A picture of one colour, 960 × 640."""
    return add_picture(picture_bytes(), title="Table", credit="Illustration: Meridian", **fields)


def picture_bytes(size: tuple[int, int] = (960, 640), kind: str = "WEBP") -> bytes:
    out = io.BytesIO()
    Picture.new("RGB", size, "#8c3b2e").save(out, kind)
    return out.getvalue()


def fields(**changes: object) -> Snapshot:
    """The fields of a story that is ready for readers, with those changed that the test is about."""
    return {
        "headline": "France debriefs US as envoy flies to Moscow",
        "standfirst": "The White House hears of the talks from the man who held them.",
        "body": "<p>The talks went on into the night.</p>",
        "section": "world",
        "bylines": [{"name": "Staff and agencies"}],
        **changes,
    }


def make_story(by: User, at: dt.datetime = WEDNESDAY - 3 * HOUR, **changes: object) -> Article:
    """A draft."""
    return editing.create(by=by, at=at, fields=fields(**changes))


def make_ready_story(by: User, at: dt.datetime = WEDNESDAY - 3 * HOUR, **changes: object) -> Article:
    """A story that may be published; `by` is a publisher."""
    article = make_story(by, at, **changes)
    moving.approve(article, by=by, at=at)
    return article


def make_live_story(by: User, at: dt.datetime = WEDNESDAY, **changes: object) -> Edition:
    """A story readers see from `at` on; `by` is a publisher."""
    article = make_ready_story(by, at - HOUR, **changes)
    return publishing.publish(article, by=by, at=at)


def make_liz_truss(**data: object) -> Person:
    """Foreign Secretary, from 6 September 2022 Prime Minister, since 25 October 2022 neither."""
    make_organisation("Foreign Office")
    make_organisation("Downing Street")
    offices = [
        {
            "organisation": "foreign-office",
            "title": "UK Foreign Secretary",
            "start": "2021-09-15",
            "end": "2022-09-06",
        },
        {"organisation": "downing-street", "title": "UK Prime Minister", "start": "2022-09-06", "end": "2022-10-25"},
    ]
    return make_person("Liz Truss", position=offices, **data)


def change_story(
    story: Edition,
    by: User,
    at: dt.datetime,
    kind: EditionKind = EditionKind.UPDATE,
    note: str = "",
    **changes: object,
) -> Edition:
    """Give readers a changed version of a story they know; `by` is a publisher."""
    article = Article.objects.get(pk=story.article_id)
    if changes:
        editing.save(article, by=by, changes=changes, at=at)
    return publishing.publish(article, by=by, at=at, kind=kind, note=note)


def withhold(story: Edition) -> None:
    """Take a version from readers for legal reasons, without a notice."""
    story.withheld = True
    story.save(update_fields=["withheld"])


def state_of(article: Article) -> dict[str, object]:
    """Return all there is of a story in the database, to see that a refusal changed nothing."""
    found = Article.objects.filter(pk=article.pk).values().get()
    related = ("bylines", "related_links", "mentions", "pictures", "article_topics", "addresses")
    appended = ("revisions", "history", "editions")
    return found | {name: list(getattr(article, name).order_by("pk").values()) for name in related + appended}


def everything() -> dict[str, list[dict[str, object]]]:
    """Return every row of every table that a newsroom writes, to prove that nothing changed."""
    houses = [apps.get_app_config(name) for name in ("auth", "people", "articles")]
    models = [model for house in houses for model in house.get_models(include_auto_created=True)]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}

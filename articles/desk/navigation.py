"""The desk's navigation: what this person may open, and where they are."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse

# Label, name of the address, the permission that opens it, and the key after `g`.
ITEMS = [
    ("My desk", "index", "", "d"),
    ("Stories", "articles_article_changelist", "articles.view_article", "s"),
    ("Board", "desk_board", "articles.view_article", "b"),
    ("Calendar", "desk_calendar", "articles.view_article", "c"),
    ("People", "people_person_changelist", "people.view_person", "p"),
    ("Organisations", "people_organisation_changelist", "people.view_organisation", "o"),
    ("Pictures", "articles_image_changelist", "articles.view_image", "i"),
    ("Topics", "articles_topic_changelist", "articles.view_topic", "t"),
    ("Sections", "articles_section_changelist", "articles.view_section", ""),
    ("Users", "auth_user_changelist", "auth.view_user", ""),
]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry; `key` opens it after `g`."""

    label: str
    url: str
    key: str
    is_current: bool


def navigation(user: AbstractBaseUser | AnonymousUser, path: str) -> list[Item]:
    """Return the entries that this person may open; the longest address that begins `path` is the current one."""
    found = [
        (label, reverse(f"admin:{name}"), key)
        for label, name, permission, key in ITEMS
        if not permission or user.has_perm(permission)  # type: ignore[union-attr]
    ]
    here = max((url for _, url, _ in found if path.startswith(url)), key=len, default="")
    home = reverse("admin:index")
    return [Item(label, url, key, url == here and (url != home or path == home)) for label, url, key in found]

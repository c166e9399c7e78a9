"""Starting a story from the working copy of another."""

import datetime as dt

from django.contrib.auth.models import User

from articles.actions import snapshots
from articles.actions.editing import create
from articles.actions.fields import Snapshot
from articles.actions.moving import Denied
from articles.models import Article

# The address is made anew, and names are found anew.
OWN = frozenset({"slug", "mentions"})


def copy(article: Article, *, by: User, at: dt.datetime | None = None) -> Article:
    """Start a draft with all that the working copy says, and return it.

    It is a new story: with an embargo and a legal hold, which are about what is told, but without what was published,
    noted, assigned or imported.

    Raises Denied for somebody who may not read the working copy or may not start stories.
    """
    if not Article.objects.readable_by(by).filter(pk=article.pk).exists():
        raise Denied("You may not read this story.")
    stored = Article.objects.select_related("section").get(pk=article.pk)
    fields: Snapshot = {name: value for name, value in snapshots.take(stored).items() if name not in OWN}  # type: ignore[assignment]
    said = f"Copied from “{str(stored)[:80]}”"
    return create(by=by, fields=fields, at=at, label=said, why=said, like=stored)

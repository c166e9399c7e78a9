"""How far the working copy of a story is from what readers have, or are about to get."""

import datetime as dt
from dataclasses import dataclass

from articles.models import Article, Edition

# Taken for the record; nobody changes them in the form.
UNCOUNTED = frozenset({"mentions"})


@dataclass(frozen=True, slots=True)
class Difference:
    """The fields in which the working copy is not the edition, and from which saves both are."""

    edition: Edition
    fields: list[str]
    from_version: int
    to_version: int


def standing_edition(editions: list[Edition], at: dt.datetime) -> Edition | None:
    """Return the next edition of those to come, else the one in force, else the last that was: what is compared."""
    kept = [edition for edition in editions if edition.was_seen and not edition.withheld]
    coming = [edition for edition in kept if edition.live_from > at]
    return coming[0] if coming else kept[-1] if kept else None


def difference(article: Article, edition: Edition) -> Difference | None:
    """Return what was changed in the working copy since that edition was made of it; None when nothing was."""
    versions = {edition.text_version, article.text_version}
    saved = dict(article.revisions.filter(version__in=versions).values_list("version", "snapshot"))
    if len(saved) < 2:
        return None
    # Publishing may have given the story another slug than was saved: the edition's is what readers know.
    then, now = saved[edition.text_version] | {"slug": edition.slug}, saved[article.text_version]
    fields = sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))
    changed = [name for name in fields if name not in UNCOUNTED]
    return Difference(edition, changed, edition.text_version, article.text_version) if changed else None

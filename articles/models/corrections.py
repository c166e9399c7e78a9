"""What readers are told that we got wrong."""

import datetime as dt

from django.db.models import Exists, OuterRef

from articles.models.editions import Edition, EditionQuerySet


def corrections(at: dt.datetime) -> EditionQuerySet:
    """Return the corrections and clarifications of stories that are live at that moment, newest first, as cards."""
    still_live = Edition.objects.live(at).filter(article=OuterRef("article"))
    seen = Edition.objects.corrected().seen_by(at).filter(Exists(still_live), withheld=False)
    return seen.for_cards().order_by("-live_from", "-id")

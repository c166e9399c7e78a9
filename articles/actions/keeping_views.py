"""Keeping the filters of the story list under a name, for oneself or for everybody at the desk."""

from django.contrib.auth.models import User

from articles.actions.moving import Denied
from articles.markup import clean_line
from articles.models import SavedView
from articles.workflow import Refused

LONGEST_NAME = 60
LONGEST_QUERY = 1000
MOST = 50


def keep_view(name: str, query: str, *, by: User, is_shared: bool = False) -> SavedView:
    """Keep filters under a name; those that this person kept under it before are replaced.

    Raises Refused without a name, for one that is too long, for too many views.
    """
    name = clean_line(name)
    if not name:
        raise Refused("Give the view a name.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"The name is longer than {LONGEST_NAME} characters. Shorten it.")
    if len(query) > LONGEST_QUERY:
        raise Refused("These filters are too long to be kept. Take some off.")
    if by.saved_views.exclude(name=name).count() >= MOST:
        raise Refused(f"You have {MOST} views. Remove one that you no longer need.")
    view, _ = SavedView.objects.update_or_create(user=by, name=name, defaults={"query": query, "is_shared": is_shared})
    return view


def share_view(view: SavedView, *, by: User) -> None:
    """Show the view to everybody at the desk. Raises Denied when it is somebody else's."""
    _refuse_others(view, by)
    SavedView.objects.filter(pk=view.pk).update(is_shared=True)


def unshare_view(view: SavedView, *, by: User) -> None:
    """Show the view to nobody else any more. Raises Denied when it is somebody else's."""
    _refuse_others(view, by)
    SavedView.objects.filter(pk=view.pk).update(is_shared=False)


def remove_view(view: SavedView, *, by: User) -> None:
    """Remove the view. Raises Denied when it is somebody else's."""
    _refuse_others(view, by)
    SavedView.objects.filter(pk=view.pk).delete()


def _refuse_others(view: SavedView, by: User) -> None:
    if view.user_id != by.pk:
        raise Denied("This view is a colleague’s. Save these filters under a name of your own.")

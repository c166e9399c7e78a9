"""The tables of what we published: the working copy and its parts, and the editions readers get."""

from articles.models.articles import Article, Byline, BylineRole, Genre, who_reads
from articles.models.desk import Notification, NotificationKind, Preference, SavedView
from articles.models.editions import FAR_FUTURE, Edition, EditionKind
from articles.models.front import Placement
from articles.models.history import HistoryEntry
from articles.models.images import Image, ImageRole, ImageUse
from articles.models.links import Address, LinkKind, LinkState, OldSlug, RelatedLink
from articles.models.mentions import Mention, MentionState, Quote
from articles.models.notes import Note
from articles.models.offers import Offer, allowed, called, may, offered
from articles.models.outlets import Appearance, EditionAuthor, EditionLink, EditionTopic
from articles.models.previews import PreviewLink
from articles.models.revisions import EditBuffer, Presence, Revision
from articles.models.sections import Section
from articles.models.standing import (
    is_pending,
    is_to_publish,
    is_turn_of,
    is_waiting,
    place,
    place_of,
    standing_is,
    waiting_for,
    with_standing,
)
from articles.models.topics import ArticleTopic, Topic

__all__ = [
    "FAR_FUTURE",
    "Address",
    "Appearance",
    "Article",
    "ArticleTopic",
    "Byline",
    "BylineRole",
    "EditBuffer",
    "Edition",
    "EditionAuthor",
    "EditionKind",
    "EditionLink",
    "EditionTopic",
    "Genre",
    "HistoryEntry",
    "Image",
    "ImageRole",
    "ImageUse",
    "LinkKind",
    "LinkState",
    "Mention",
    "MentionState",
    "Note",
    "Notification",
    "NotificationKind",
    "Offer",
    "OldSlug",
    "Placement",
    "Preference",
    "Presence",
    "PreviewLink",
    "Quote",
    "RelatedLink",
    "Revision",
    "SavedView",
    "Section",
    "Topic",
    "allowed",
    "called",
    "offered",
    "is_pending",
    "is_to_publish",
    "is_turn_of",
    "may",
    "is_waiting",
    "place",
    "place_of",
    "standing_is",
    "waiting_for",
    "who_reads",
    "with_standing",
]

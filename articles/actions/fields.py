"""What a working copy is as plain data: the fields that are saved, imported, kept in revisions and restored."""

from typing import TypedDict


class BylineData(TypedDict, total=False):
    person: str  # a person's slug; either this or a free name
    name: str
    role: str


class PictureData(TypedDict, total=False):
    image: str  # the picture's uuid
    caption: str
    alt: str
    is_decorative: bool


class LinkData(TypedDict, total=False):
    key: str
    hint: str
    url: str
    target: str  # a story's uuid
    kind: str
    note: str
    vetoed: bool


class MentionData(TypedDict):
    entity: str  # "kind:slug"
    surface: str
    paragraph: int
    offset: int
    state: str


class Snapshot(TypedDict, total=False):
    """A working copy, or the part of one that changes; times are ISO 8601 with a zone, slugs name the rest."""

    headline: str
    short_headline: str
    standfirst: str
    kicker: str
    body: str
    slug: str
    genre: str
    language: str
    dateline: str
    section: str | None
    embargo_until: str | None
    expires_at: str | None
    legal_hold: bool
    seo_title: str
    seo_description: str
    social_headline: str
    bylines: list[BylineData]
    topics: list[str]  # slugs of existing topics
    picture: PictureData | None
    links: list[LinkData]
    mentions: list[MentionData]  # taken for the record; a restore finds names anew and keeps what was decided

"""What may never be in the database: each named constraint refuses on purpose."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from articles.models import (
    FAR_FUTURE,
    Address,
    Appearance,
    Article,
    ArticleTopic,
    Byline,
    EditBuffer,
    Edition,
    EditionAuthor,
    EditionLink,
    EditionTopic,
    HistoryEntry,
    Image,
    ImageUse,
    Mention,
    Note,
    Notification,
    OldSlug,
    Placement,
    Preference,
    Presence,
    PreviewLink,
    Quote,
    RelatedLink,
    Revision,
    SavedView,
    Section,
    Topic,
)
from people.models import Alias, Entity, Organisation, Person, Position
from tests.making import (
    DAY,
    HOUR,
    WEDNESDAY,
    make_image,
    make_live_story,
    make_organisation,
    make_person,
    make_section,
    make_story,
    make_topic,
)

LATER = WEDNESDAY + HOUR
PAST = WEDNESDAY - DAY
TODAY, YESTERDAY = WEDNESDAY.date(), PAST.date()


@pytest.fixture
def paper(pia, world):
    """One of everything that the rows below refer to."""
    image = make_image()
    person, organisation = make_person("Ana Ruiz"), make_organisation("NATO")
    Alias.objects.create(entity=person, name="Ana")
    Position.objects.create(person=person, organisation=organisation, title="Envoy", start=TODAY)
    topic = make_topic()
    edition = make_live_story(
        pia,
        body="<p>Ana Ruiz came.</p>",
        bylines=[{"person": "ana-ruiz"}, {"name": "Agencies"}],
        topics=["diplomacy"],
        picture={"image": str(image.uuid), "alt": "A table."},
        links=[{"key": "one", "hint": "To come"}],
    )
    Section.objects.create(name="Old", slug="old")
    article = Article.objects.get()
    Article.objects.filter(pk=article.pk).update(source="file", source_id="1")
    for front in (None, world):
        Placement.objects.create(front=front, slot=1, article=article, live_from=WEDNESDAY)
    OldSlug.objects.create(kind="topic", slug="old", topic=topic)
    Quote.objects.create(article=article, text="Yes.")
    EditBuffer.objects.create(
        identity=article.uuid, article=article, user=pia, base_version=1, fields={}, at=WEDNESDAY
    )
    Presence.objects.create(article=article, user=pia, seen_at=WEDNESDAY)
    other = make_image()
    note = Note.objects.create(article=article, text="Why?", by=pia, at=WEDNESDAY)
    SavedView.objects.create(user=pia, name="Ready")
    return {
        "article": article,
        "edition": edition,
        "section": world,
        "topic": topic,
        "image": image,
        "other": other,
        "person": person,
        "organisation": organisation,
        "pia": pia,
        "note": note,
    }


def again(row, **changes):
    """Insert a copy of a row with these changes."""
    copy = type(row).objects.get(pk=row.pk)
    copy.pk = copy.id = None
    copy._state.adding = True
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)


def put(row, **changes):
    type(row).objects.filter(pk=row.pk).update(**changes)


def edition(p, **changes):
    again(p["edition"], **{"number": 9, "live_from": PAST, "live_until": WEDNESDAY} | changes)


def create(model, p, **fields):
    model.objects.create(**{"article": p["article"]} | fields)


def move(p, version):
    create(HistoryEntry, p, version=version, move="save", from_state="draft", to_state="draft", at=PAST)


def preview(p, **fields):
    create(PreviewLink, p, token_hash="a", by=p["pia"], created_at=WEDNESDAY, **fields)


# Constraint -> what it refuses.
REFUSED = {
    "entity_slug_is_unique_in_its_kind": lambda p: Entity.objects.create(kind="person", name="B", slug="ana-ruiz"),
    "entity_is_not_merged_into_itself": lambda p: put(p["person"], merged_into=p["person"].entity_ptr),
    "entity_has_a_name_and_a_slug": lambda p: put(p["person"], name=""),
    "person_dies_after_being_born": lambda p: put(p["person"], born=TODAY, died=YESTERDAY),
    "organisation_ends_after_it_begins": lambda p: put(p["organisation"], founded=TODAY, dissolved=YESTERDAY),
    "organisation_is_not_its_own_parent": lambda p: put(p["organisation"], parent=p["organisation"]),
    "alias_is_listed_once": lambda p: Alias.objects.create(entity=p["person"], name="Ana"),
    "alias_is_not_empty": lambda p: Alias.objects.create(entity=p["person"], name=""),
    "position_ends_after_it_starts": lambda p: put(Position.objects.get(), end=YESTERDAY),
    "position_is_listed_once": lambda p: again(Position.objects.get()),
    "position_has_a_title": lambda p: again(Position.objects.get(), title=""),
    "article_has_a_slug": lambda p: put(p["article"], slug=""),
    "article_state_is_known": lambda p: put(p["article"], state="published"),
    "article_source_comes_with_its_id": lambda p: put(p["article"], source_id=""),
    "article_is_imported_once_from_a_source": lambda p: put(
        make_story(p["pia"], headline="B"), source="file", source_id="1"
    ),
    "bylines_stand_in_an_order": lambda p: create(Byline, p, name="B", order=0),
    "person_has_one_byline_in_a_role": lambda p: create(Byline, p, person=p["person"], order=9),
    "byline_is_a_person_or_a_name": lambda p: create(Byline, p, order=9),
    "edition_is_numbered_once": lambda p: edition(p, number=1),
    "story_has_one_open_edition": lambda p: edition(p, live_until=FAR_FUTURE),
    "edition_ends_after_it_starts": lambda p: edition(p, live_until=PAST - HOUR),
    "edition_is_updated_after_publication": lambda p: edition(p, updated_at=PAST, first_published_at=WEDNESDAY),
    "correction_says_what_was_wrong": lambda p: edition(p, kind="correction", note=""),
    "placement_ends_after_it_starts": lambda p: create(
        Placement, p, slot=2, live_from=WEDNESDAY, live_until=WEDNESDAY
    ),
    "slot_holds_one_story_at_a_time": lambda p: create(Placement, p, front=p["section"], slot=1, live_from=WEDNESDAY),
    "home_slot_holds_one_story_at_a_time": lambda p: create(Placement, p, slot=1, live_from=WEDNESDAY),
    "history_has_one_entry_per_version": lambda p: move(p, version=1),
    "focal_point_is_in_the_picture": lambda p: put(p["image"], focal_x=1.01),
    "picture_has_a_size": lambda p: put(p["image"], height=0),
    "picture_is_used_once_in_a_story": lambda p: create(ImageUse, p, image=p["image"], role="body"),
    "story_has_one_lead_picture": lambda p: create(ImageUse, p, image=p["other"], role="lead"),
    "related_link_key_is_unique_in_its_story": lambda p: create(RelatedLink, p, key="one", hint="B"),
    "related_link_leads_to_another_story": lambda p: create(RelatedLink, p, key="two", target=p["article"]),
    "related_link_points_somewhere": lambda p: create(RelatedLink, p, key="two"),
    "resolved_link_has_its_target": lambda p: create(RelatedLink, p, key="two", hint="B", state="resolved"),
    "address_belongs_to_one_story": lambda p: again(Address.objects.get(), article=make_story(p["pia"])),
    "old_slug_leads_to_one_place": lambda p: OldSlug.objects.create(kind="topic", slug="old", topic=p["topic"]),
    "old_slug_has_its_target": lambda p: OldSlug.objects.create(kind="section", slug="b", topic=p["topic"]),
    "mention_is_listed_once": lambda p: again(Mention.objects.get(), state="rejected"),
    "a_place_in_the_text_names_one_entity": lambda p: again(
        Mention.objects.get(), entity=p["organisation"].entity_ptr
    ),
    "quote_is_listed_once": lambda p: create(Quote, p, text="Yes."),
    "confirmed_quote_has_a_speaker": lambda p: create(Quote, p, text="No.", state="confirmed"),
    "note_does_not_answer_itself": lambda p: put(p["note"], reply_to=p["note"]),
    "note_says_something": lambda p: put(p["note"], text=""),
    "resolved_note_says_by_whom": lambda p: put(p["note"], resolved_at=WEDNESDAY),
    "saved_view_has_one_name": lambda p: again(SavedView.objects.get()),
    "saved_view_has_a_name": lambda p: again(SavedView.objects.get(), name=""),
    "preview_link_expires_later": lambda p: preview(p, expires_at=WEDNESDAY),
    "preview_link_is_revoked_by_somebody": lambda p: preview(
        p, expires_at=WEDNESDAY + HOUR, revoked_at=WEDNESDAY + HOUR / 2
    ),
    "entity_appears_once_in_an_edition": lambda p: again(Appearance.objects.get()),
    "edition_has_a_topic_once": lambda p: again(EditionTopic.objects.get()),
    "edition_credits_somebody_once": lambda p: again(EditionAuthor.objects.get()),
    "edition_link_key_is_unique": lambda p: again(EditionLink.objects.get()),
    "revision_is_numbered_once": lambda p: create(Revision, p, version=1, snapshot={}, by=p["pia"], at=PAST),
    "one_edit_buffer_per_story_and_person": lambda p: again(EditBuffer.objects.get()),
    "one_presence_per_story_and_person": lambda p: again(Presence.objects.get()),
    "section_is_not_its_own_parent": lambda p: put(p["section"], parent=p["section"]),
    "section_slug_is_not_another_address": lambda p: make_section("Admin"),
    "topic_has_a_name_and_a_slug": lambda p: Topic.objects.create(name="", slug="b"),
    "topic_is_given_once": lambda p: ArticleTopic.objects.create(content_object=p["article"], tag=p["topic"]),
}
MODELS = (
    *(Person, Organisation, Entity, Alias, Position, Article, Byline, Edition, Placement, HistoryEntry, Image),
    *(ImageUse, RelatedLink, Address, OldSlug, Mention, Quote, Note, PreviewLink, Appearance, EditionTopic),
    *(
        EditionAuthor,
        EditionLink,
        Revision,
        EditBuffer,
        Presence,
        Section,
        Topic,
        ArticleTopic,
        Notification,
        Preference,
        SavedView,
    ),
)


@pytest.mark.parametrize("name", REFUSED)
def test_the_constraint_refuses(name, paper):
    [model] = [model for model in MODELS if name in {constraint.name for constraint in model._meta.constraints}]
    constraint = next(found for found in model._meta.constraints if found.name == name)
    before = list(model.objects.order_by("pk").values())

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        REFUSED[name](paper)

    # SQLite names a check by its name, and a uniqueness by its columns.
    columns = [model._meta.get_field(field).column for field in getattr(constraint, "fields", ())]
    named = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    assert name in str(refusal.value) or named and str(refusal.value).endswith(named)
    assert list(model.objects.order_by("pk").values()) == before


def test_every_named_constraint_has_its_refusal():
    assert set(REFUSED) == {constraint.name for model in MODELS for constraint in model._meta.constraints}


def test_every_model_of_ours_is_among_those():
    assert set(MODELS) == {
        model for label in ("people", "articles") for model in apps.get_app_config(label).get_models()
    }

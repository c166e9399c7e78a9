"""Who has a page on which day, and how a name is shown."""

import datetime as dt

import pytest

from people.models import Entity
from tests.making import make_organisation, make_person

TODAY = dt.date(2022, 6, 10)
TOMORROW, YESTERDAY = TODAY + dt.timedelta(days=1), TODAY - dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "shown", "protected"),
    [
        ({}, True, False),
        ({"is_public": False}, False, False),
        ({"protection": "minor"}, False, True),
        ({"protection": "victim", "protection_until": TOMORROW}, False, True),
        ({"protection": "court_order", "protection_until": TODAY}, False, True),
        ({"protection": "court_order", "protection_until": YESTERDAY}, True, False),
        ({"protection": "none", "protection_until": TOMORROW}, True, False),
        ({"is_public": False, "protection": "minor", "protection_until": YESTERDAY}, False, False),
    ],
)
def test_who_is_hidden_or_protected_has_no_page(changes, shown, protected, db):
    make_organisation("NATO")
    person = make_person("Ana Ruiz")
    Entity.objects.filter(pk=person.pk).update(**changes)

    found = Entity.objects.get(pk=person.pk)

    assert (found.is_shown_on(TODAY), found.is_protected_on(TODAY)) == (shown, protected)
    # One question about one and the same about many.
    assert (found in Entity.objects.public(TODAY)) == shown
    assert Entity.objects.public(TODAY).count() == 1 + shown


def test_somebody_merged_into_another_has_no_page(db):
    ana, old = make_person("Ana Ruiz"), make_person("Ana Ruiz Gomez")
    Entity.objects.filter(pk=old.pk).update(merged_into=ana.entity_ptr)

    assert list(Entity.objects.public(TODAY)) == [ana.entity_ptr]
    assert not Entity.objects.get(pk=old.pk).is_shown_on(TODAY)


def test_people_and_organisations_are_told_apart(db):
    ana, nato = make_person("Ana Ruiz"), make_organisation("NATO")

    assert list(Entity.objects.people()) == [ana.entity_ptr]
    assert list(Entity.objects.organisations()) == [nato.entity_ptr]


def test_a_person_and_an_organisation_may_share_a_slug_and_have_two_addresses(db):
    person, organisation = make_person("Mercedes", slug="mercedes"), make_organisation("Mercedes")

    assert person.get_absolute_url() == "/people/mercedes/"
    assert organisation.get_absolute_url() == "/organisations/mercedes/"
    for entity in (person.entity_ptr, organisation.entity_ptr):
        assert Entity.objects.get_by_natural_key(*entity.natural_key()) == entity


def test_people_stand_in_the_order_of_the_index(db):
    make_person("Liz Truss")
    make_person("Ana Ruiz")
    make_organisation("NATO")

    assert [entity.sort_name for entity in Entity.objects.all()] == ["NATO", "Ruiz, Ana", "Truss, Liz"]


def test_a_badge_shows_the_initials(db):
    assert [make_person("Liz Truss").initials, make_organisation("Bank of England").initials] == ["LT", "BE"]

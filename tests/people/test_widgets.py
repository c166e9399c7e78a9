"""The box that looks up what a field points at: it shows what is chosen and reads no more than that."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Section
from people.models import Organisation, Person
from tests.making import make_liz_truss, make_organisation, make_person, make_section, make_user


@pytest.fixture
def ada(db) -> Client:
    client = Client()
    client.force_login(make_user("ada", "admin", is_superuser=True))
    return client


def box(page: str, name: str) -> str:
    """Return the tags of one field's box, on one line."""
    found = re.search(rf'<div class="lookup"[^>]*data-name="{name}".*?</div>', page, re.DOTALL)
    assert found, f"{name} is looked up nowhere"
    return re.sub(r"\s+", " ", found[0])


def test_a_field_shows_what_is_chosen_by_its_name(ada):
    defence = make_organisation("Defence")
    army = make_organisation("Army")
    army.parent = defence
    army.save()
    for number in range(30):
        make_organisation(f"Other {number}")

    page = ada.get(reverse("admin:people_organisation_change", args=[army.pk])).content.decode()

    assert box(page, "parent") == (
        '<div class="lookup" data-lookup="/admin/desk/lookup/organisations/" data-name="parent"> '
        f'<input type="hidden" name="parent" value="{defence.pk}" data-label="Defence"> '
        '<input type="text" autocomplete="off" spellcheck="false" value="Defence" placeholder="Type to find" '
        'id="id_parent"> </div>'
    )
    assert "Other 7" not in page


def test_several_are_shown_and_kept(ada):
    ed, sam = make_user("ed", "editor"), make_user("sam", "editor")
    world = make_section("World")
    world.editors.set([ed, sam])
    address = reverse("admin:articles_section_change", args=[world.pk])

    page = ada.get(address).content.decode()
    ada.post(address, {"name": "The world", "order": "1", "parent": "", "editors": [str(sam.pk)]})

    assert re.findall(r'data-label="(\w+)"', box(page, "editors")) == ["ed", "sam"]
    assert " data-many>" in box(page, "editors")
    world.refresh_from_db()
    assert (world.name, list(world.editors.all()), world.parent) == ("The world", [sam], None)


@pytest.mark.parametrize("key", ["0", "-1", "liz", "999999", "1 OR 1=1"])
def test_what_is_no_key_is_refused_and_shown_without_an_error_500(ada, key):
    world = make_section("World")
    address = reverse("admin:articles_section_change", args=[world.pk])

    answer = ada.post(address, {"name": "The world", "order": "1", "parent": key, "editors": [key]})

    assert answer.status_code == 200
    assert {"parent", "editors"} <= set(answer.context["adminform"].form.errors)
    assert Section.objects.get().name == "World"


def test_nothing_chosen_is_saved_as_nothing(ada):
    parent = make_section("Sport")
    football = make_section("Football", parent=parent)
    football.editors.add(make_user("ed", "editor"))

    ada.post(reverse("admin:articles_section_change", args=[football.pk]), {"name": "Football", "order": "1"})

    football.refresh_from_db()
    assert (football.parent, list(football.editors.all())) == (None, [])


@pytest.mark.parametrize("count", [1, 3])
def test_a_person_with_many_offices_costs_no_more(count, ada):
    liz = make_liz_truss() if count == 3 else make_person("Liz Truss")
    if count == 3:
        make_organisation("Treasury")
        liz.positions.create(organisation=Organisation.objects.get(slug="treasury"), title="Chief Secretary")
    else:
        liz.positions.create(organisation=make_organisation("Treasury"), title="Chief Secretary")
    assert liz.positions.count() == count

    with CaptureQueriesContext(connection) as queries:
        answer = ada.get(reverse("admin:people_person_change", args=[liz.pk]))

    assert answer.status_code == 200
    assert len([query for query in queries if "people_" in query["sql"]]) == 3
    assert Person.objects.count() == 1

"""The A–Z of people and of organisations."""

import pytest

from people.models import Entity, Protection
from tests.making import make_organisation, make_person
from tests.reading import links, main, read, text, texts


def letters(page):
    """Return each letter with the names under it."""
    return [(text(heading), [said for said, _ in links(heading.getparent())]) for heading in main(page).iter("h2")]


def test_people_stand_under_the_letter_of_their_surname(noor, world):
    make_person("Liz Truss", description="British politician.")
    make_person("Sergei Lavrov")
    make_person("Ann Tate")

    page = read(noor.get("/people/"))

    assert texts(page, "title", "h1") == ["People A–Z | Meridian", "People A–Z"]
    assert letters(page) == [("L", ["Sergei Lavrov"]), ("T", ["Ann Tate", "Liz Truss British politician."])]
    assert links(main(page)) == [
        ("L", "#letter-1"),
        ("T", "#letter-2"),
        ("Sergei Lavrov", "/people/sergei-lavrov/"),
        ("Ann Tate", "/people/ann-tate/"),
        ("Liz Truss British politician.", "/people/liz-truss/"),
    ]
    assert [page.find(f".//*[@id='letter-{number}']").tag for number in (1, 2)] == ["h2", "h2"]


def test_names_of_every_script_stand_under_a_latin_letter_or_a_hash(noor, world):
    names = {"Åse": "ase", "Zoë": "zoe", "ángel": "angel", "Цветаева": "tsvetaeva", "50 Cent": "cent"}
    for name, slug in names.items():
        make_person(name, slug=slug, sort_name=name)

    assert letters(read(noor.get("/people/"))) == [
        ("#", ["50 Cent"]),
        ("A", ["ángel", "Åse"]),
        ("T", ["Цветаева"]),
        ("Z", ["Zoë"]),
    ]


def test_organisations_have_an_index_of_their_own(noor, world):
    make_person("Liz Truss")
    make_organisation("NATO")

    page = read(noor.get("/organisations/"))

    assert texts(main(page), "h1") == ["Organisations A–Z"]
    assert letters(page) == [("N", ["NATO"])]


@pytest.mark.parametrize("address", ["/people/", "/organisations/"])
def test_an_empty_index_is_a_page(noor, db, address):
    page = read(noor.get(address))

    assert letters(page) == []
    assert text(main(page)).endswith("Nobody has a page here yet.")


@pytest.mark.parametrize("why", [{"is_public": False}, *({"protection": p} for p in Protection.values[1:])])
def test_who_has_no_page_is_not_in_the_index(noor, world, why):
    liz = make_person("Liz Truss")
    make_person("Ann Tate")
    assert letters(read(noor.get("/people/"))) == [("T", ["Ann Tate", "Liz Truss"])]

    Entity.objects.filter(pk=liz.pk).update(**why)

    assert letters(read(noor.get("/people/"))) == [("T", ["Ann Tate"])]


def test_a_merged_record_is_not_in_the_index(noor, world):
    double = make_person("Elizabeth Truss")

    Entity.objects.filter(pk=double.pk).update(merged_into=make_person("Liz Truss"))

    assert letters(read(noor.get("/people/"))) == [("T", ["Liz Truss"])]

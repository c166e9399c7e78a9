"""Writing who is who: the same record twice is one record, and a bad one is not half kept."""

import datetime as dt

import pytest

from people.actions import Date, Unknown, keep_organisation, keep_person
from people.models import Alias, Entity, Organisation, Person, Position, Precision

LIZ = {
    "slug": "liz-truss",
    "name": "Liz Truss",
    "sort_name": "Truss, Liz",
    "pronouns": "she/her",
    "born": "1975-07-26",
    "description": "British politician.",
    "bio": "\nShort.\n",
    "wikidata": "Q264766",
    "aliases": [{"name": "Elizabeth Truss"}, {"name": "Liz", "match": "suggest", "case_sensitive": False}],
    "position": [
        {
            "organisation": "foreign-office",
            "title": "UK Foreign Secretary",
            "start": "2021-09",
            "end": "2022",
            "source": "https://www.gov.uk/",
        }
    ],
}
OFFICE = {"slug": "foreign-office", "name": "Foreign Office", "founded": "1782", "legal_name": "FCDO"}


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Entity, Person, Organisation, Alias, Position)]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2021", dt.date(2021, 1, 1), dt.date(2021, 12, 31), Precision.YEAR),
        ("2021-02", dt.date(2021, 2, 1), dt.date(2021, 2, 28), Precision.MONTH),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29), Precision.MONTH),
        ("2021-12", dt.date(2021, 12, 1), dt.date(2021, 12, 31), Precision.MONTH),
        ("2021-09-15", dt.date(2021, 9, 15), dt.date(2021, 9, 15), Precision.DAY),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_given(text, first, last, precision):
    assert Date.parse(text) == Date(first, last, precision)


@pytest.mark.parametrize(
    "text", ["", "soon", "2021-13", "2021-00", "2021-02-30", "2021-2-3", "15/09/2021", "0", "2021-"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        Date.parse(text)


def test_a_person_is_kept_with_names_and_offices(db):
    office = keep_organisation(OFFICE)

    liz = keep_person(LIZ)

    stored = Person.objects.get()
    assert (stored.kind, stored.name, stored.sort_name, stored.slug) == (
        "person",
        "Liz Truss",
        "Truss, Liz",
        "liz-truss",
    )
    assert (stored.description, stored.bio, stored.pronouns) == ("British politician.", "Short.", "she/her")
    assert (stored.born, stored.born_precision, stored.died) == (dt.date(1975, 7, 26), "day", None)
    assert stored.wikidata_id == "Q264766"
    assert list(liz.aliases.values_list("name", "match", "case_sensitive")) == [
        ("Elizabeth Truss", "auto", True),
        ("Liz", "suggest", False),
    ]
    position = liz.positions.get()
    assert (position.organisation, position.title, position.source) == (
        office,
        LIZ["position"][0]["title"],
        "https://www.gov.uk/",
    )
    assert (position.start, position.start_precision) == (dt.date(2021, 9, 1), "month")
    assert (position.end, position.end_precision) == (dt.date(2022, 12, 31), "year")


def test_an_organisation_is_kept_with_the_one_above_it(db):
    parent = keep_organisation({"slug": "government", "name": "Government"})

    office = keep_organisation(
        OFFICE | {"parent": "government", "dissolved": "2020-09-02", "homepage": "https://x.uk/"}
    )

    stored = Organisation.objects.get(slug="foreign-office")
    assert (stored, stored.parent, stored.legal_name, stored.homepage) == (office, parent, "FCDO", "https://x.uk/")
    assert (stored.founded, stored.founded_precision) == (dt.date(1782, 1, 1), "year")
    assert (stored.dissolved, stored.dissolved_precision) == (dt.date(2020, 9, 2), "day")


def test_keeping_the_same_again_changes_nothing(db):
    keep_organisation(OFFICE)
    keep_person(LIZ)
    before = everything()

    keep_organisation(OFFICE)
    keep_person(LIZ)

    assert everything() == before


def test_a_record_is_brought_up_to_date_and_keeps_its_identity(db):
    keep_organisation(OFFICE)
    liz = keep_person(LIZ)
    ended = LIZ["position"][0] | {"end": "2022-09-06"}

    again = keep_person(
        LIZ | {"name": "Mary Elizabeth Truss", "aliases": [{"name": "Liz", "match": "never"}], "position": [ended]}
    )

    assert (again.pk, again.name) == (liz.pk, "Mary Elizabeth Truss")
    assert dict(liz.aliases.values_list("name", "match")) == {"Elizabeth Truss": "auto", "Liz": "never"}
    assert list(liz.positions.values_list("end", "end_precision")) == [(dt.date(2022, 9, 6), "day")]


def test_an_office_with_another_first_day_is_another_office(db):
    keep_organisation(OFFICE)
    keep_person(LIZ)

    keep_person(LIZ | {"position": [LIZ["position"][0] | {"start": "2024", "end": "2025"}]})

    assert list(Position.objects.values_list("start", flat=True)) == [dt.date(2021, 9, 1), dt.date(2024, 1, 1)]


def test_an_office_without_a_first_day_is_kept_once(db):
    keep_organisation(OFFICE)
    undated = LIZ | {"position": [{"organisation": "foreign-office", "title": "Adviser"}]}

    keep_person(undated)
    keep_person(undated)

    assert list(Position.objects.values_list("title", "start", "end")) == [("Adviser", None, None)]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (LIZ, Unknown),
        (LIZ | {"position": [{"organisation": "nowhere", "title": "Envoy"}]}, Unknown),
        (LIZ | {"born": "long ago"}, ValueError),
        (LIZ | {"position": [], "aliases": [{"name": "Liz", "match": "perhaps"}]}, ValueError),
    ],
)
def test_a_bad_person_is_not_half_kept(data, error, db):
    with pytest.raises(error):
        keep_person(data)

    assert everything() == [[], [], [], [], []]


def test_a_bad_change_leaves_the_person_as_they_were(db):
    keep_organisation(OFFICE)
    keep_person(LIZ)
    before = everything()

    with pytest.raises(Unknown, match="There is no organisation “nowhere”"):
        keep_person(LIZ | {"name": "Other", "position": [{"organisation": "nowhere", "title": "Envoy"}]})

    assert everything() == before


def test_an_organisation_below_one_we_do_not_know_is_refused(db):
    with pytest.raises(Unknown, match="There is no organisation “nowhere”"):
        keep_organisation(OFFICE | {"parent": "nowhere"})

    assert everything() == [[], [], [], [], []]


def test_without_a_slug_the_name_gives_one(db):
    assert keep_organisation({"name": "Médecins Sans Frontières"}).slug == "medecins-sans-frontieres"
    assert keep_organisation({"name": "…"}).slug == "organisation"

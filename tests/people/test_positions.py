"""Who somebody was on the day: offices that overlap, and dates known only to the month or year."""

import datetime as dt

import pytest
from django.db.models import F

from people.models import Person, Position
from tests.making import make_liz_truss, make_organisation, make_person


def held(*offices):
    """Make a person with these (title, start, end); "" is not known."""
    make_organisation("NATO")
    known = [{"title": t, "start": s, "end": e, "organisation": "nato"} for t, s, e in offices]
    return make_person("Ana Ruiz", position=[{k: v for k, v in office.items() if v} for office in known])


def roles(person, *days):
    return [person.role_on(dt.date.fromisoformat(day)) for day in days]


def test_an_office_is_held_from_its_first_day_to_its_last(db):
    liz = make_liz_truss()

    days = ("2021-09-14", "2021-09-15", "2022-02-09", "2022-10-25", "2022-10-26")
    assert roles(liz, *days) == ["", "UK Foreign Secretary", "UK Foreign Secretary", "UK Prime Minister", ""]


def test_on_the_day_one_office_gives_way_to_another_the_new_one_counts(db):
    assert roles(make_liz_truss(), "2022-09-05", "2022-09-06") == ["UK Foreign Secretary", "UK Prime Minister"]


@pytest.mark.parametrize(
    ("start", "end", "day", "title"),
    [
        ("2021", "2022", "2020-12-31", ""),
        ("2021", "2022", "2021-01-01", "Envoy"),
        ("2021", "2022", "2022-12-31", "Envoy"),
        ("2021", "2022", "2023-01-01", ""),
        ("2021-02", "2021-02", "2021-01-31", ""),
        ("2021-02", "2021-02", "2021-02-01", "Envoy"),
        ("2021-02", "2021-02", "2021-02-28", "Envoy"),
        ("2021-02", "2021-02", "2021-03-01", ""),
        ("2020-02", "2020-02", "2020-02-29", "Envoy"),
        ("2021-12", "2021-12", "2021-12-31", "Envoy"),
        ("2021-12", "2021-12", "2022-01-01", ""),
        ("2021-02-03", "2021-02-03", "2021-02-03", "Envoy"),
        ("", "2021", "1900-01-01", "Envoy"),
        ("2021", "", "2999-01-01", "Envoy"),
        ("", "", "2022-02-09", "Envoy"),
    ],
)
def test_a_span_known_vaguely_counts_in_full_and_one_not_known_has_no_end(start, end, day, title, db):
    assert roles(held(("Envoy", start, end)), day) == [title]


def test_of_two_offices_at_once_the_one_taken_up_last_counts(db):
    ana = held(("Minister", "2015", ""), ("Deputy leader", "2020-06", "2021-06"), ("Member", "", ""))

    days = ("2014-12-31", "2015-01-01", "2020-06-01", "2021-06-30", "2021-07-01")
    assert roles(ana, *days) == ["Member", "Minister", "Deputy leader", "Deputy leader", "Minister"]


def test_of_two_taken_up_on_one_day_the_one_recorded_last_counts(db):
    assert roles(held(("First", "2020", ""), ("Second", "2020", "")), "2021-01-01") == ["Second"]


def test_the_roles_of_many_are_asked_in_one_query_and_agree_with_each_one(db, django_assert_num_queries):
    liz = make_liz_truss()
    ana = held(("Member", "", ""), ("Minister", "2015", ""), ("Second", "2015", ""))
    nobody = make_person("Kim Doe")
    day = dt.date(2022, 2, 9)

    with django_assert_num_queries(1):
        found = Position.objects.roles(day, [liz.pk, ana.pk, nobody.pk])

    assert found == {liz.pk: "UK Foreign Secretary", ana.pk: "Second"}
    assert found == {person.pk: person.role_on(day) for person in (liz, ana)}
    assert nobody.role_on(day) == ""


def next_office(person, on, today):
    office = Position.objects.next_office(dt.date.fromisoformat(on), dt.date.fromisoformat(today), person="pk")
    found = Person.objects.annotate(office=office).values_list("office", flat=True).get(pk=person.pk)
    return found and str(Position.from_json(found))


@pytest.mark.parametrize(
    ("on", "today", "office"),
    [
        ("2021-01-01", "2023-01-01", "UK Foreign Secretary, 15 September 2021 – 6 September 2022"),
        ("2021-09-15", "2023-01-01", "UK Prime Minister, 6 September 2022 – 25 October 2022"),
        ("2022-02-09", "2022-09-06", "UK Prime Minister, 6 September 2022 – 25 October 2022"),
        ("2022-02-09", "2022-09-05", None),
        ("2022-09-06", "2023-01-01", None),
    ],
)
def test_what_came_next_is_what_was_taken_up_first_after_the_day_and_not_after_today(on, today, office, db):
    assert next_office(make_liz_truss(), on, today) == office


def test_what_came_next_keeps_how_exactly_its_dates_are_known(db):
    assert next_office(held(("Envoy", "2021-02", "2022")), "2020-01-01", "2023-01-01") == "Envoy, February 2021 – 2022"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2021-09-15", "2022-09-06", "15 September 2021 – 6 September 2022"),
        ("2021-09", "2022", "September 2021 – 2022"),
        ("2015", "", "since 2015"),
        ("", "2022-09", "? – September 2022"),
        ("", "", "dates unknown"),
    ],
)
def test_a_span_is_written_as_exactly_as_it_is_known(start, end, written, db):
    position = held(("Envoy", start, end)).positions.get()

    assert (position.written_span, str(position)) == (written, f"Envoy, {written}")
    assert position.has_ended() == bool(end)


def test_offices_stand_in_the_order_they_were_taken_up_the_undated_first(db):
    ana = held(("Third", "2020", ""), ("Second", "2015-06", ""), ("First", "", ""))

    assert [position.title for position in ana.positions.all()] == ["First", "Second", "Third"]
    assert list(ana.positions.order_by(F("start").asc(nulls_first=True), "id")) == list(ana.positions.all())

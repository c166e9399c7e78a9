import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from people.timeline import AXIS, LANE, MOST_TICKS, NARROW, WIDE, Row, Span, bar, pixels

TODAY = dt.date(2026, 11, 23)
FOREIGN_SECRETARY = Span("UK Foreign Secretary", dt.date(2021, 9, 15), dt.date(2022, 9, 6))
PRIME_MINISTER = Span("UK Prime Minister", dt.date(2022, 9, 6), dt.date(2022, 10, 25))
MEMBER = Span("Member of Parliament", dt.date(2010, 5, 6), dt.date(2024, 5, 30))

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2040, 12, 31))
TITLES = st.one_of(
    st.text(min_size=1, max_size=200),
    st.lists(st.sampled_from(["Minister", "of", "the", "International", "W"]), min_size=1).map(" ".join),
)


@st.composite
def offices(draw: st.DrawFn) -> Span:
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end:
        start, end = sorted((start, end))
    return Span(draw(TITLES), start, end)


def across(row: Row, width: int) -> tuple[float, float]:
    """Return from where to where, in pixels, a row is drawn at that width, its text included."""
    text = row.short or row.label if width < WIDE else f"{row.label} {row.span}"
    at = row.at * width / 100
    left = {"start": at, "middle": at - pixels(text) / 2, "end": at - pixels(text)}[row.anchor]
    return min(left, row.x * width / 100), max(left + pixels(text), (row.x + row.w) * width / 100)


def collisions(rows: tuple[Row, ...], width: int) -> list[tuple[Row, Row]]:
    """Return the pairs of rows of one lane that lie over each other."""
    found = []
    for one, other in itertools.combinations(rows, 2):
        (left, right), (left_other, right_other) = across(one, width), across(other, width)
        apart = right <= left_other + 0.01 or right_other <= left + 0.01
        if one.y == other.y and not apart:
            found.append((one, other))
    return found


def labels(spans: list[Span]) -> list[str]:
    drawn = bar(spans, TODAY)
    return [row.label for row in drawn.rows] if drawn else []


def test_there_is_no_bar_without_an_office() -> None:
    assert bar([], TODAY) is None


def test_there_is_no_bar_when_no_first_day_is_known() -> None:
    assert bar([Span("Adviser", None, None), Span("Envoy", None, dt.date(2020, 1, 1))], TODAY) is None


def test_an_office_without_a_first_day_is_left_out() -> None:
    assert labels([Span("Adviser", None, None), FOREIGN_SECRETARY]) == ["UK Foreign Secretary"]


def test_one_office_of_two_years_is_drawn_whole() -> None:
    drawn = bar([Span("Envoy", dt.date(2021, 1, 1), dt.date(2022, 12, 31))], TODAY)

    assert drawn is not None
    assert (drawn.width, drawn.height) == (NARROW, LANE + AXIS)
    assert drawn.rows == (Row(0.0, 100.0, 0, "Envoy", "2021–2022", "", 0.0, "start", False),)
    assert [tick.label for tick in drawn.ticks] == ["2021", "2022"]


def test_offices_come_oldest_first() -> None:
    spans = [PRIME_MINISTER, MEMBER, FOREIGN_SECRETARY]

    assert labels(spans) == ["Member of Parliament", "UK Foreign Secretary", "UK Prime Minister"]


def test_offices_held_at_the_same_time_lie_in_different_lanes() -> None:
    drawn = bar([MEMBER, FOREIGN_SECRETARY], TODAY)

    assert drawn is not None
    assert [row.y for row in drawn.rows] == [0, LANE]
    assert drawn.height == 2 * LANE + AXIS


def test_offices_that_follow_each_other_share_a_lane_when_their_labels_do() -> None:
    first = Span("Mayor", dt.date(2000, 1, 1), dt.date(2010, 1, 1))
    second = Span("Judge", dt.date(2010, 1, 1), dt.date(2020, 1, 1))

    drawn = bar([first, second], TODAY)

    assert drawn is not None
    assert [row.y for row in drawn.rows] == [0, 0]
    assert drawn.rows[0].x + drawn.rows[0].w == drawn.rows[1].x


def test_offices_that_follow_each_other_part_when_their_labels_collide() -> None:
    drawn = bar([FOREIGN_SECRETARY, PRIME_MINISTER], TODAY)

    assert drawn is not None
    assert [row.y for row in drawn.rows] == [0, LANE]


def test_an_office_still_held_runs_until_today_at_the_edge() -> None:
    drawn = bar([Span("President", dt.date(2019, 11, 1), None)], TODAY)

    assert drawn is not None
    row = drawn.rows[0]
    assert (row.open, row.span, row.x + row.w) == (True, "since 2019", 100)


def test_an_office_that_is_still_to_come_says_from_when() -> None:
    drawn = bar([FOREIGN_SECRETARY, Span("Envoy", dt.date(2027, 3, 1), None)], TODAY)

    assert drawn is not None
    assert [row.span for row in drawn.rows] == ["2021–2022", "from 2027"]


def test_a_last_day_to_come_is_drawn_as_far_as_it_goes() -> None:
    drawn = bar([Span("Governor", dt.date(2020, 1, 1), dt.date(2028, 12, 31))], TODAY)

    assert drawn is not None
    assert (drawn.rows[0].span, drawn.rows[0].w, drawn.rows[0].open) == ("2020–2028", 100, False)


def test_an_office_of_a_day_can_still_be_seen() -> None:
    drawn = bar([MEMBER, Span("Acting Speaker", dt.date(2024, 12, 31), dt.date(2024, 12, 31))], TODAY)

    assert drawn is not None
    assert drawn.rows[1].w > 1
    assert drawn.rows[1].x + drawn.rows[1].w == 100


def test_a_label_near_the_end_is_set_to_the_end_of_its_bar() -> None:
    drawn = bar([MEMBER, PRIME_MINISTER], TODAY)

    assert drawn is not None
    assert [row.anchor for row in drawn.rows] == ["start", "end"]
    assert drawn.rows[1].at == drawn.rows[1].x + drawn.rows[1].w


def test_a_long_label_has_a_short_form_of_whole_words_for_a_narrow_drawing() -> None:
    title = "Executive Director of the International Energy Agency"
    drawn = bar([Span(title, dt.date(2015, 9, 1), None)], TODAY)

    assert drawn is not None
    assert drawn.rows[0].label == title
    assert drawn.rows[0].short == "Executive Director of the International…"


def test_a_label_is_shown_whole_in_a_wide_drawing_if_it_fits_anywhere() -> None:
    secretary = Span("UK Chief Secretary to the Treasury", dt.date(2017, 6, 11), dt.date(2019, 7, 24))
    member = Span("Member", dt.date(2012, 9, 4), dt.date(2022, 10, 25))

    drawn = bar([secretary, member], TODAY)

    assert drawn is not None
    row = drawn.rows[1]
    assert (row.label, row.short) == ("UK Chief Secretary to the Treasury", "UK Chief Secretary to the…")


def test_a_label_longer_than_any_drawing_is_cut_there_too() -> None:
    drawn = bar([Span("W" * 200, dt.date(2015, 9, 1), None)], TODAY)

    assert drawn is not None
    assert 5 < len(drawn.rows[0].short) < len(drawn.rows[0].label) < 50
    assert drawn.rows[0].label.endswith("W…")


def test_the_axis_shows_every_year_of_a_few_and_round_ones_of_many() -> None:
    few = bar([FOREIGN_SECRETARY, PRIME_MINISTER], TODAY)
    many = bar([Span("President", dt.date(1999, 8, 9), None)], TODAY)

    assert few is not None
    assert many is not None
    assert [tick.label for tick in few.ticks] == ["2021", "2022"]
    assert [tick.label for tick in many.ticks] == ["2000", "2005", "2010", "2015", "2020"]


def test_a_year_whose_label_would_run_out_of_the_drawing_has_no_tick() -> None:
    drawn = bar([Span("President", dt.date(2020, 1, 1), None)], dt.date(2026, 1, 20))

    assert drawn is not None
    assert [tick.label for tick in drawn.ticks] == ["2020", "2021", "2022", "2023", "2024", "2025"]


def test_an_office_taken_up_today_is_drawn_on_a_line_of_a_year() -> None:
    drawn = bar([Span("President", dt.date(2026, 1, 1), None)], dt.date(2026, 1, 1))

    assert drawn is not None
    assert [tick.label for tick in drawn.ticks] == ["2026"]
    assert drawn.rows[0].x == 0


def test_the_first_and_the_last_year_there_are_can_be_drawn() -> None:
    drawn = bar([Span("Emperor", dt.date.min, dt.date.max)], TODAY)

    assert drawn is not None
    assert [tick.label for tick in drawn.ticks] == ["2000", "4000", "6000", "8000"]


@given(st.lists(offices(), max_size=12))
def test_nothing_ever_runs_out_of_the_drawing_or_over_something_else(spans: list[Span]) -> None:
    drawn = bar(spans, TODAY)

    if drawn is None:
        assert not any(span.start for span in spans)
        return
    assert len(drawn.rows) == sum(span.start is not None for span in spans)
    assert len(drawn.ticks) <= MOST_TICKS
    assert drawn.height == max(row.y for row in drawn.rows) + LANE + AXIS
    for width in (NARROW, 358, WIDE, 1200):
        edges = [across(row, width) for row in drawn.rows]
        assert [edge for edge in edges if edge[0] < -0.01 or edge[1] > width + 0.01] == []
        assert collisions(drawn.rows, width) == []

"""Where things are put: lines, shares, labels, axes, arcs."""

import re
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.pictures import axis as axes
from annotations.pictures.arcs import NODE, WIDTH, draw
from annotations.pictures.dating import Extent, in_prose
from annotations.pictures.placing import APART, Label, place
from annotations.pictures.svg import shares, width_of, wrap

LABELS = st.lists(
    st.builds(Label, st.integers(290, 750), st.integers(1, 500), st.sampled_from([16, 32, 48])), max_size=25
).map(lambda labels: sorted(labels, key=lambda label: label.at))
EXTENTS = st.lists(
    st.tuples(st.dates(date(2, 1, 1), date(9990, 1, 1)), st.dates(date(2, 1, 1), date(9990, 1, 1))).map(
        lambda days: Extent(min(days), max(days))
    ),
    min_size=1,
    max_size=20,
)


def extents(words: str) -> list[Extent]:
    return in_prose(words)


# --- words ------------------------------------------------------------------------------------------


def test_words_break_at_blanks_and_not_at_no_break_spaces():
    assert wrap("No date given: Article\N{NO-BREAK SPACE}2", 100) == ["No date given:", "Article\N{NO-BREAK SPACE}2"]
    assert wrap("", 100) == [""]


def test_a_word_that_is_too_wide_is_cut():
    assert wrap("Донаудампфшиффарт", 60) == ["Донаудам", "пфшиффар", "т"]


@given(st.text(max_size=200), st.integers(40, 300))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(words, room):
    lines = wrap(words, room)
    assert all(width_of(line) <= room or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == re.sub("[ \t\r\n]", "", words)


def test_wide_scripts_take_more_room_and_marks_take_none():
    assert width_of("漢字") > width_of("ab") > width_of("il")
    assert width_of("e\u0301\u2068") == width_of("e")


# --- shares -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "widths"),
    [
        ([1, 1], [180, 180]),
        ([3, 1], [270, 90]),
        ([100, 1], [316, 44]),
        ([100, 1, 1], [272, 44, 44]),
        ([5], [360]),
        ([1] * 9, [44] * 9),
        ([], []),
    ],
)
def test_nothing_vanishes_beside_much(counts, widths):
    assert shares(counts, 360, 44) == widths


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=7))
def test_shares_fill_the_room_and_keep_their_order(counts):
    widths = shares(counts, 360, 44)
    assert sum(widths) == 360
    assert min(widths) >= 44
    assert all(one <= two for (_a, one), (_b, two) in pairwise(sorted(zip(counts, widths, strict=True))))


# --- labels -----------------------------------------------------------------------------------------


def overlap(one, other) -> bool:
    beside = one.x < other.right + APART and other.x < one.right + APART
    return beside and one.base < other.top and other.base < one.top


@given(LABELS)
def test_no_two_labels_meet(labels):
    placed = place(labels, 0, 760)
    assert [one.label for one in placed] == labels
    assert not any(overlap(one, other) for one, other in combinations(placed, 2))
    assert all(one.x >= 0 and one.right <= 760 for one in placed)


@given(LABELS.map(lambda labels: [Label(one.at, min(one.width, 280), one.height) for one in labels]))
def test_no_leader_runs_through_words_that_fit_before_it(labels):
    placed = place(labels, 0, 760)
    for one, other in combinations(placed, 2):
        low, high = sorted((one, other), key=lambda label: label.base)
        assert low.base == high.base or not low.x <= high.at <= low.right


def test_labels_far_apart_stand_side_by_side_and_close_ones_in_steps():
    placed = place([Label(100, 50, 16), Label(300, 50, 16), Label(310, 50, 16)], 0, 760)
    assert [(one.x, one.base) for one in placed] == [(45, 0), (245, 0), (255, 16)]


# --- the axis ---------------------------------------------------------------------------------------


def test_years_in_which_nothing_happens_are_cut_out():
    axis = axes.of_extents(extents("1947, 1989, December 1991"), 0, 400)
    assert [(one.first, one.last) for one in axis.stretches] == [(1947, 1948), (1989, 1992)]
    assert axis.cuts == [axis.stretches[0].end + axes.CUT // 2]
    assert [tick.words for tick in axis.ticks()] == ["1947", "1989", "1990", "1991"]


def test_a_long_time_runs_over_the_cut():
    axis = axes.of_extents(extents("1947 to 1989"), 0, 400)
    assert len(axis.stretches) == 2
    assert axis.between(extents("1947 to 1989")[0]) == (0, 400)


def test_one_date_makes_an_axis_and_none_makes_none():
    axis = axes.of_extents(extents("21 December 1991"), 0, 400)
    assert [tick.words for tick in axis.ticks()] == ["1991"]
    start, end = axis.between(extents("21 December 1991")[0])
    assert (start, end) == (388, 389)
    with pytest.raises(ValueError, match="An axis needs a date"):
        axes.of_extents([], 0, 400)


@given(EXTENTS)
def test_an_axis_keeps_the_order_of_time_and_its_bounds(given_extents):
    axis = axes.of_extents(given_extents, 10, 460)
    assert (axis.start, axis.end) == (10, 460)
    places = [axis.between(extent) for extent in sorted(given_extents)]
    assert all(10 <= start <= end <= 460 for start, end in places)
    assert all(one[0] <= two[0] for one, two in pairwise(places))


@given(EXTENTS)
def test_no_two_years_on_an_axis_meet(given_extents):
    ticks = axes.of_extents(given_extents, 10, 460).ticks()
    assert ticks
    assert all(one.x + width_of(one.words) <= two.x for one, two in pairwise(ticks))


# --- arcs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 3, 5, 12, 40])
def test_no_two_badges_meet_and_none_hides_a_node(count):
    ends = [(one, two, None) for one in range(count) for two in range(one, count)]
    drawing = draw(range(1, count + 1), ends, loops=True)
    spots = [(arc.x, arc.y) for arc in drawing.arcs] + [(dot.x, dot.y) for dot in drawing.dots]
    near = [
        (one, two)
        for one, two in combinations(sorted(spots), 2)
        if abs(one[0] - two[0]) < 2 * NODE - 4 and abs(one[1] - two[1]) < 2 * NODE - 4
    ]
    assert near == []
    assert all(NODE <= x <= drawing.width - NODE and NODE <= y <= drawing.height - NODE for x, y in spots)


@pytest.mark.parametrize(("count", "is_wide"), [(0, False), (1, False), (2, False), (8, False), (40, True)])
def test_a_map_of_many_articles_grows_rather_than_crowds(count, is_wide):
    drawing = draw(range(count), [])
    assert drawing.is_wide is is_wide
    assert drawing.width >= WIDTH


def test_an_arc_goes_from_node_to_node_and_a_loop_returns():
    arc, loop = draw([1, 2], [(0, 1, "edge"), (1, 1, "loop")], loops=True).arcs
    assert (arc.edge, arc.path) == ("edge", "M72 33A61 13 0 0 1 72 59")
    assert (loop.edge, loop.path) == ("loop", "M46 60A29 8 0 0 0 46 76")


@pytest.mark.parametrize("loops", [True, False])
def test_every_arc_reaches_its_badge(loops):
    ends = [(one, two, None) for one in range(7) for two in range(one if loops else one + 1, 7)]
    for arc in draw(range(1, 8), ends, loops=loops).arcs:
        column, start, across, height, end = map(int, re.findall(r"M(\d+) (\d+)A(\d+) (\d+) .* (\d+)$", arc.path)[0])
        assert 2 * height <= end - start <= 2 * height + 1
        assert abs(column - arc.x) == across
        assert abs((start + end) // 2 - arc.y) <= NODE // 2

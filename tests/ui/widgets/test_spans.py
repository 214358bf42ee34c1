"""Several stretches at once: plain arithmetic."""

from __future__ import annotations

import pytest

from rvcdesk.ui.widgets.spans import changed, holding, tidy, without


@pytest.mark.parametrize(
    ("spans", "clean"),
    [
        ([], ()),
        ([(5, 5)], ()),
        ([(9, 2)], ((2, 9),)),
        ([(-5, 5), (90, 200)], ((0, 5), (90, 100))),
        ([(50, 60), (10, 20), (30, 40)], ((50, 60), (10, 20), (30, 40))),
        ([(50, 60), (55, 70), (10, 20)], ((50, 70), (10, 20))),  # the active one takes in what it meets
        ([(10, 90), (20, 30), (40, 50)], ((10, 90),)),
        ([(10, 20), (20, 30)], ((10, 20), (20, 30))),  # neighbours stay two
        ([(200, 300), (10, 20)], ((10, 20),)),
    ],
)
def test_tidy(spans: list[tuple[int, int]], clean: tuple[tuple[int, int], ...]) -> None:
    assert tidy(spans, 100) == clean
    assert tidy(clean, 100) == clean


def test_which_holds_a_frame() -> None:
    spans = ((50, 60), (10, 20))
    assert holding(spans, 15) == (10, 20)
    assert holding(spans, 20) is None
    assert without(spans, 55) == ((10, 20),)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((), ((10, 20),), [(10, 20)]),
        (((10, 20),), ((10, 25),), [(20, 25)]),
        (((10, 20),), ((15, 25),), [(10, 15), (20, 25)]),
        (((10, 20), (40, 50)), ((10, 20),), [(40, 50)]),
        (((10, 20), (20, 30)), ((10, 30),), []),
    ],
)
def test_changed(
    old: tuple[tuple[int, int], ...], new: tuple[tuple[int, int], ...], expected: list[tuple[int, int]]
) -> None:
    assert changed(old, new) == expected

"""Which pieces are kept out of training."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rvcdesk.audio.files import decode
from rvcdesk.training.data.heldout import SHORTEST_S, HeldPlace, held_out
from rvcdesk.training.data.pieces import split_pieces
from rvcdesk.training.data.slicer import slices

# Lengths of the slices of a recording: phrases of speech to a minute of singing without a pause.
RECORDINGS = st.lists(
    st.lists(st.sampled_from([0.4, 1.6, 3.0, 4.1, 9.0, 60.0]), min_size=1, max_size=12),
    min_size=1,
    max_size=4,
)


def places(recordings: list[list[float]]) -> list[HeldPlace]:
    found = []
    for number, lengths in enumerate(recordings):
        at = 0.0
        for length in lengths:
            found += [HeldPlace(str(number), at + low, at + high) for low, high in split_pieces(length)]
            at += length + 0.4
    return found


def singing(pieces: int) -> list[HeldPlace]:
    return places([[3.4 * pieces + 0.3]])


def overlap(one: HeldPlace, other: HeldPlace) -> float:
    if one.clip != other.clip:
        return 0.0
    return max(0.0, min(one.end_s, other.end_s) - max(one.start_s, other.start_s))


@settings(deadline=None)
@given(RECORDINGS, st.integers(-1, 40))
def test_number_and_length(recordings: list[list[float]], wanted: int) -> None:
    pieces = places(recordings)
    held = held_out(pieces, wanted)
    able = sum(piece.end_s - piece.start_s >= SHORTEST_S for piece in pieces)
    assert list(held) == sorted(set(held))
    assert held == held_out(list(pieces), wanted)
    assert all(pieces[index].end_s - pieces[index].start_s >= SHORTEST_S for index in held)
    if wanted < 0:
        assert len(held) <= 16
        assert able < 20 or able / 45 <= len(held) <= able / 20 or len(held) >= 8
        assert able >= 20 or not held
    else:
        assert len(held) == min(wanted, len(pieces) // 4, able)


@settings(deadline=None)
@given(RECORDINGS, RECORDINGS)
def test_recordings_added_at_the_end(recordings: list[list[float]], more: list[list[float]]) -> None:
    before, after = places(recordings), places(recordings + more)
    old = set(held_out(before))
    new = {index for index in held_out(after) if index < len(before)}
    # Nothing that was trained on becomes a measure, but for the portion that was not full.
    lengths = [piece.end_s - piece.start_s for piece in after]
    able = [index for index in range(len(before)) if lengths[index] >= SHORTEST_S]
    rest = set(able[len(able) // 20 * 20 :])
    assert new - rest <= old
    if sum(length >= SHORTEST_S for length in lengths) < 17 * 20:
        assert old <= new


@settings(deadline=None)
@given(st.integers(20, 800), st.integers(-1, 30))
def test_spread_over_time(count: int, wanted: int) -> None:
    held = held_out(places([[3.0] * count]), wanted)
    if len(held) > 1:
        gaps = [after - before for before, after in zip(held, held[1:], strict=False)]
        assert max(gaps) <= 2 * count / len(held) + 1
        assert held[0] <= 2 * count / len(held) and held[-1] >= count - 3 * count / len(held)


def test_how_many_by_itself() -> None:
    counts = {total: len(held_out(singing(total))) for total in (0, 1, 19, 20, 60, 320, 339, 340, 700, 6000)}
    assert counts == {0: 0, 1: 0, 19: 0, 20: 1, 60: 3, 320: 16, 339: 16, 340: 8, 700: 8, 6000: 9}


def test_phrases_between_pauses_share_nothing() -> None:
    # A long passage, and now and then a phrase that stands alone.
    pieces = places([[20.0, 3.0] * 20])
    held = held_out(pieces)
    assert len(held) == 7
    assert all(overlap(pieces[i], other) == 0 for i in held for n, other in enumerate(pieces) if n != i)


def test_singing_without_a_pause_shares_little() -> None:
    pieces = singing(60)
    held = held_out(pieces)
    assert len(held) == 3
    for index in held:
        shared = sum(overlap(pieces[index], other) for n, other in enumerate(pieces) if n != index)
        assert shared <= 0.61


def test_the_sample(sample: Path) -> None:
    """Real speech: every recording is measured on, and nothing of it is shared where it need not be."""
    pieces = []
    for path in sorted(sample.glob("carlo_0*.flac")):
        audio, rate = decode(path, mono=True)
        for start, end in slices(audio, rate):
            pieces += [
                HeldPlace(path.stem, start / rate + low, start / rate + high)
                for low, high in split_pieces((end - start) / rate)
            ]
    held = held_out(pieces, 4)
    assert [pieces[index].clip for index in held] == ["carlo_01", "carlo_02", "carlo_03", "carlo_04"]
    shared = [sum(overlap(pieces[i], piece) for n, piece in enumerate(pieces) if n != i) for i in held]
    assert sum(shared) < 0.1 * sum(pieces[i].end_s - pieces[i].start_s for i in held)

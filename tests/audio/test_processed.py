"""Effects on a clip: cached, chained, split without a change, made again, heard by everybody."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rvcdesk.audio import edits
from rvcdesk.audio.clip import Clip, load_clip
from rvcdesk.audio.files import write
from rvcdesk.audio.processed import ProcessedReader, applied, chains, make_all, prune, removed
from rvcdesk.jobs import Cancelled
from rvcdesk.project import Project
from tests.helpers.sound import Recorder, voice

RATE = 16000


@pytest.fixture
def clip(tmp_path: Path) -> Iterator[Clip]:
    write(tmp_path / "głos.wav", voice(RATE, 2, 6.0), RATE, subtype="FLOAT")
    with Project.create(tmp_path / "Próba") as project:
        made = project.add_recording(tmp_path / "głos.wav")
    clip = load_clip(tmp_path / "Próba", made.id)
    yield clip
    clip.close()


def sound(clip: Clip, kept_only: bool = False) -> NDArray[np.float32]:
    return np.concatenate(list(clip.render(kept_only=kept_only).blocks(5000)), axis=1)


def put(clip: Clip, start: int, end: int, name: str, **options: float) -> None:
    assert clip.edit("Test", applied(clip.state.segments, start, end, name, options))


def files(clip: Clip) -> list[Path]:
    return sorted((clip.folder / "cache" / "effects").glob("*"))


DELETE = {"low_hz": 100.0, "high_hz": 900.0}


def test_only_the_stretch_changes_and_undo_brings_it_back(clip: Clip) -> None:
    before = sound(clip)
    put(clip, 20000, 50000, "spectral_delete", **DELETE)
    after = sound(clip)
    np.testing.assert_array_equal(after[:, :20000], before[:, :20000])
    np.testing.assert_array_equal(after[:, 50000:], before[:, 50000:])
    inner = slice(20500, 49500)
    assert np.square(after[:, inner]).mean() < 0.2 * np.square(before[:, inner]).mean()
    assert np.abs(np.diff(after[:, 19990:20100])).max() < 3 * np.abs(np.diff(before)).max()
    clip.undo()
    np.testing.assert_array_equal(sound(clip), before)
    clip.redo()
    np.testing.assert_array_equal(sound(clip), after)


def test_splits_trims_cuts_and_a_restart_do_not_change_the_sound(clip: Clip) -> None:
    put(clip, 20000, 50000, "spectral_delete", **DELETE)
    after = sound(clip)
    clip.cut(30000, 31000)
    clip.cut(19000, 21000)
    np.testing.assert_array_equal(sound(clip), after)
    clip.restore(0, clip.frames)
    clip.split(25000)
    clip.split(40000, 45000)
    np.testing.assert_array_equal(sound(clip), after)
    clip.close()
    shutil.rmtree(clip.folder / "cache")
    again = load_clip(clip.folder, clip.id)
    np.testing.assert_array_equal(sound(again), after)
    again.ripple_delete(0, 22000)
    np.testing.assert_array_equal(sound(again), after[:, 22000:])
    again.close()


def test_a_chain_of_two_over_different_stretches(clip: Clip) -> None:
    plain = sound(clip)
    put(clip, 20000, 50000, "spectral_delete", **DELETE)
    first = sound(clip)
    put(clip, 40000, 70000, "spectral_attenuate", low_hz=0.0, high_hz=8000.0, gain_db=-20.0)
    both = sound(clip)
    np.testing.assert_array_equal(both[:, :40000], first[:, :40000])
    for part in (slice(40500, 49500), slice(50500, 69500)):
        ratio = np.square(both[:, part]).mean() / np.square(first[:, part]).mean()
        assert 10 * np.log10(ratio) == pytest.approx(-20, abs=0.5)
    # What was two stretches before is processed as one: nothing is heard where they meet.
    assert [len(chain) for _, chain in chains(clip.state.segments)] == [1, 2]
    np.testing.assert_allclose(both[:, 49000:51000], 0.1 * first[:, 49000:51000], atol=5e-3)
    assert len(files(clip)) == 2  # the first is shared
    # Taken off in the middle, it goes over into the plain sound; a third effect does not bring it back.
    clip.edit("Test", removed(clip.state.segments, 44000, 46000))
    np.testing.assert_array_equal(sound(clip)[:, 44100:45900], plain[:, 44100:45900])
    put(clip, 42000, 60000, "spectral_attenuate", low_hz=0.0, high_hz=8000.0, gain_db=-6.0)
    last, half = sound(clip), 10 ** (-6 / 20)
    np.testing.assert_allclose(last[:, 44100:45900], half * plain[:, 44100:45900], atol=1e-4)
    np.testing.assert_allclose(last[:, 46100:59900], half * both[:, 46100:59900], atol=1e-4)
    steps = np.abs(np.diff(last[:, 43900:46100]))
    assert steps.max() <= np.abs(np.diff(plain)).max()


def test_gains_and_fades_lie_on_top_and_removing_takes_effects_off(clip: Clip) -> None:
    before = sound(clip)
    put(clip, 20000, 50000, "spectral_delete", **DELETE)
    after = sound(clip)
    clip.gain(30000, 40000, -6.0)
    lower = sound(clip)
    np.testing.assert_allclose(lower[:, 30100:39900], after[:, 30100:39900] * 10 ** (-6 / 20), rtol=1e-5)
    clip.undo()
    clip.edit("Test", removed(clip.state.segments, 0, clip.frames))
    np.testing.assert_array_equal(sound(clip), before)


def test_what_is_not_ready_is_heard_without_until_it_is_made(clip: Clip) -> None:
    before = sound(clip)
    put(clip, 20000, 50000, "spectral_delete", **DELETE)
    render = clip.render(kept_only=False, wait=False)
    np.testing.assert_array_equal(render.read(0, render.frames), before)
    assert not files(clip)
    readers = [clip.processed(*chain) for chain in chains(clip.state.segments)]
    with pytest.raises(Cancelled):
        make_all(readers, Recorder(cancel_after=0))
    assert not files(clip)
    seen = Recorder()
    make_all(readers, seen)
    assert seen.calls[-1] == (1, 1)
    assert not np.array_equal(render.read(0, render.frames), before)
    np.testing.assert_array_equal(render.read(0, render.frames), sound(clip))


def test_a_damaged_cache_is_made_again(clip: Clip) -> None:
    put(clip, 20000, 50000, "spectral_delete", **DELETE)
    after = sound(clip)
    clip.close()
    (file,) = files(clip)
    file.write_bytes(file.read_bytes()[:3000])
    again = load_clip(clip.folder, clip.id)
    np.testing.assert_array_equal(sound(again), after)
    (reader,) = [again.processed(*chain) for chain in chains(again.state.segments)]
    assert isinstance(reader, ProcessedReader) and reader.ready
    again.close()


def test_what_no_step_needs_is_pruned(clip: Clip) -> None:
    put(clip, 20000, 50000, "spectral_delete", **DELETE)
    put(clip, 30000, 60000, "click_removal")
    after = sound(clip)
    clip.undo()  # what can be done again is needed
    tried = applied(clip.state.segments, 0, 9000, "click_removal", {})
    clip.render_of(tried, kept_only=False).read(0, 100)
    assert len(files(clip)) == 3
    clip.close()
    used = [
        (clip.sound_of(source), chain)
        for state in clip.history.states
        for source, chain in chains(state.segments)
    ]
    cache = clip.folder / "cache"
    assert prune(cache, used, before=0) == 0
    assert prune(cache, used, before=time.time() + 10) == 1
    kept = files(clip)
    assert len(kept) == 2
    clip.redo()
    np.testing.assert_array_equal(sound(clip), after)
    assert files(clip) == kept


def test_silence_is_left_alone_and_cut_stretches_belong_to_the_region(clip: Clip) -> None:
    clip.silence(25000, 26000)
    clip.cut(30000, 31000)
    put(clip, 20000, 50000, "spectral_delete", **DELETE)
    found = [dict(chain[0].parameters) for _, chain in chains(clip.state.segments)]
    assert [(item["at"], item["frames"]) for item in found] == [(20000, 5000), (26000, 24000)]
    assert edits.silent_spans(clip.state.segments) == [(25000, 26000)]
    assert not sound(clip)[:, 25050:25950].any()

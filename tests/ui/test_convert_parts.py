"""The Convert page's parts without a window: timeline, A/B sound, songs and takes on disk, dropped files."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import AudioReader, write
from rvcdesk.audio.loudness import measure
from rvcdesk.audio.sources import ArraySource, version_of
from rvcdesk.conversion.cover import next_take, record_mix, record_take
from rvcdesk.conversion.options import ConvertOptions
from rvcdesk.messages import BadInput
from rvcdesk.sample import SONG, stems
from rvcdesk.ui.convert.export import Export, load_whole_end, mix_options
from rvcdesk.ui.convert.files import sort_files
from rvcdesk.ui.convert.gpu import device_of
from rvcdesk.ui.convert.page import ConvertPage
from rvcdesk.ui.convert.song import Song, instrumental_beside, last_vocal
from rvcdesk.ui.convert.sound import RESULT, SOURCE, CoverSound, Levels, matched
from rvcdesk.ui.convert.takes import semitones
from rvcdesk.ui.convert.timeline import FileSound, ShiftedSound, ShiftedWave
from rvcdesk.ui.widgets.waveform_source import ArraySource as ArrayWave
from rvcdesk.ui.window import MainWindow

RATE = 8000


def ramp(frames: int, channels: int = 1) -> np.ndarray:
    return np.repeat(np.linspace(0.1, 0.9, frames, dtype=np.float32)[None], channels, axis=0)


@pytest.mark.parametrize("offset", [-0.25, 0.0, 0.5])
def test_an_offset_moves_sound_and_picture_alike(offset: float) -> None:
    samples = ramp(RATE)
    moved = ShiftedSound(ArraySource(samples, RATE), offset)
    shift = round(offset * RATE)
    wanted = np.pad(samples, ((0, 0), (shift, 0))) if shift > 0 else samples[:, -shift:]
    assert moved.frames == wanted.shape[1]
    read = np.concatenate([moved.read(start, 1000) for start in range(0, moved.frames, 1000)], axis=1)
    assert np.array_equal(read, wanted)
    wave = ShiftedWave(ArrayWave(samples, RATE), offset, 2.0)
    assert wave.frames == 2 * RATE
    drawn = wave.samples(0, wave.frames, 0) / 32767
    assert np.allclose(drawn, wanted[0], atol=1e-4)
    lows, highs = wave.columns(0, 80.0, 200, 0)  # type: ignore[misc]
    whole = np.pad(wanted[0], (0, 2 * RATE - wanted.shape[1])).reshape(200, 80)
    assert np.abs(highs / 32767 - whole.max(axis=1)).max() < 0.01
    assert np.abs(lows / 32767 - whole.min(axis=1)).max() < 0.01


def test_a_closed_file_is_silence_for_the_player(tmp_path: Path) -> None:
    write(tmp_path / "a.wav", ramp(RATE), RATE)
    sound = FileSound(AudioReader(tmp_path / "a.wav"))
    assert sound.read(0, 100).any()
    sound.close()
    assert sound.read(0, 100).shape == (1, 100) and not sound.read(0, 100).any()


def test_source_and_result_are_made_equally_loud_without_clipping() -> None:
    noise = np.random.default_rng(0).uniform(-1, 1, (1, 2 * RATE)).astype(np.float32)
    quiet, loud, silent = (measure(noise * np.float32(gain), RATE) for gain in (0.1, 0.4, 0.0))
    source_db, result_db = matched(quiet, loud)
    assert (source_db, result_db) == pytest.approx((12.04, 0.0), abs=0.05)
    source_db, result_db = matched(loud, quiet)
    assert (source_db, result_db) == pytest.approx((-12.04, 0.0), abs=0.05)
    peaky = noise * np.float32(0.1)
    peaky[0, 0] = 0.7
    source_db, result_db = matched(measure(peaky, RATE), loud)
    assert source_db < 3.1 and result_db < -8 and source_db - result_db == pytest.approx(12.04, abs=0.1)
    assert matched(quiet, silent) == matched(None, loud) == (0.0, 0.0)


def test_the_switch_and_the_faders_act_at_the_same_place() -> None:
    source, result = np.full((1, RATE), 0.1, np.float32), np.full((1, RATE), 0.2, np.float32)
    music = np.full((2, 2 * RATE), 0.4, np.float32)
    parts = (ArraySource(source, RATE), ArraySource(result, RATE), ArraySource(music, RATE))
    levels = Levels(instrumental_muted=True)
    sound = CoverSound(*parts, levels, (0.0, 0.0), RESULT)
    assert sound.seconds == 2.0 and sound.switch.read(100, 4)[0] == pytest.approx(0.2)
    sound.switch.select(sound.index(SOURCE))
    assert sound.switch.read(100, 4)[1] == pytest.approx(0.1)
    before = version_of(sound.switch)
    sound.set_levels(Levels(vocal_db=6.0206, instrumental_db=-6.0206), (0.0, 6.0206))
    assert version_of(sound.switch) > before
    assert sound.switch.read(100, 4)[0] == pytest.approx(0.2 + 0.2, rel=1e-3)
    sound.switch.select(sound.index(RESULT))
    assert sound.switch.read(100, 4)[0] == pytest.approx(0.8 + 0.2, rel=1e-3)
    before = version_of(sound.switch)
    sound.set_levels(Levels(vocal_db=6.0206, instrumental_db=-6.0206), (0.0, 6.0206))
    assert version_of(sound.switch) == before, "nothing changed, nothing to render again"
    alone = CoverSound(None, parts[1], None, levels, (0.0, 0.0), SOURCE)
    assert alone.index(SOURCE) == alone.index(RESULT) == 0
    assert alone.switch.read(0, 1)[0] == pytest.approx(0.2)


def test_takes_belong_to_their_own_song(tmp_path: Path) -> None:
    """Two songs of one name share a folder; a song that is gone leaves its takes behind."""
    project = tmp_path / "project"
    songs = [Song.of(tmp_path / place / "vocals.wav", project) for place in ("ona", "on")]
    for song in songs:
        write(song.vocal, ramp(RATE), RATE)
        take = next_take(song.folder)
        write(take, ramp(RATE), RATE)
        record_take(song.folder, take, song.vocal, ConvertOptions((song.vocal,), "v", take))
    assert songs[0].folder == songs[1].folder
    assert [[take["file"] for take in song.takes] for song in songs] == [["take 01.wav"], ["take 02.wav"]]
    songs[0].vocal.unlink()
    assert [take["file"] for take in songs[1].takes] == ["take 01.wav", "take 02.wav"]


def test_a_song_comes_back_as_it_was_left(tmp_path: Path) -> None:
    assert last_vocal(tmp_path) is None
    sample = stems(tmp_path) / SONG
    write(sample, ramp(RATE), RATE)
    assert last_vocal(tmp_path) == sample
    music = sample.with_name("instrumental.flac")
    write(music, ramp(RATE, 2), RATE)
    assert instrumental_beside(sample) == music
    song = Song.of(sample, tmp_path)
    assert song.mix() is None
    levels = Levels(-3.0, False, -6.5, True, 0.125)
    song.keep_mix(music, levels)
    assert song.mix() == (music, levels) and last_vocal(tmp_path) == sample
    record_mix(song.folder, {"vocal": f"stems/{SONG}", "vocal_db": "loud"})
    assert song.mix() == (None, Levels()), "what makes no sense is the default"
    other = Song.of(tmp_path / "elsewhere" / SONG, tmp_path)
    assert other.mix() is None
    write(other.vocal, ramp(RATE), RATE)
    assert instrumental_beside(tmp_path / "elsewhere" / "x.wav") is None
    newest = Song.of(tmp_path / "elsewhere" / "nowa.wav", tmp_path)
    write(newest.vocal, ramp(RATE), RATE)
    newest.keep_mix(None, Levels())
    os.utime(newest.folder / "cover.json", (2e9, 2e9))
    assert last_vocal(tmp_path) == newest.vocal


def test_dropped_files_are_told_apart(tmp_path: Path) -> None:
    files = {
        name: tmp_path / name
        for name in ("v.pth", "v.index", "song.mp3", "Song (Instrumental).flac", "film.mkv")
    }
    for path in files.values():
        path.write_bytes(b"x")
    voice, vocal, music = sort_files(list(files.values())[::-1])
    assert (voice, vocal, music) == (files["v.pth"], files["film.mkv"], files["Song (Instrumental).flac"])
    assert sort_files([files["song.mp3"], files["film.mkv"]]) == (None, files["song.mp3"], files["film.mkv"])
    assert sort_files([files["Song (Instrumental).flac"]])[1] == files["Song (Instrumental).flac"]
    assert sort_files([files["v.index"], tmp_path / "gone.wav"]) == (None, None, None)


def test_what_is_saved_is_what_was_heard(tmp_path: Path) -> None:
    vocal, music, out = tmp_path / "take 01.wav", tmp_path / "music.wav", tmp_path / "out.flac"
    options = mix_options(vocal, music, Levels(1.0, False, -4.0, False, 0.5), out)
    assert (options.vocal_gain_db, options.instrumental_gain_db, options.offset_s) == (1.0, -4.0, 0.5)
    assert mix_options(vocal, music, Levels(instrumental_muted=True), out).instrumental is None
    assert mix_options(vocal, music, Levels(vocal_muted=True), out).vocal_gain_db == -120
    write(vocal, ramp(RATE), RATE)
    for wrong, said in ((vocal, "made of"), (tmp_path / "out.txt", "ending"), (tmp_path / "out", "ending")):
        with pytest.raises(BadInput, match=said):
            Export._check(wrong, [vocal, music])
    Export._check(out, [vocal, music])
    (tmp_path / "torn.wav").write_bytes(vocal.read_bytes()[:4000])
    with pytest.raises(BadInput):
        load_whole_end(tmp_path / "pusty.wav", _Nobody())
    assert load_whole_end(vocal, _Nobody()) == vocal


class _Nobody:
    def progress(self, done: float, total: float, stage: str) -> None:
        pass

    def warn(self, message: object) -> None:
        pass


def test_the_device_of_a_run(tmp_path: Path) -> None:
    assert device_of(tmp_path) == ""
    lines = [
        '{"event": "prepare", "done": 1}',
        '{"event": "prepare", "device": "NVIDIA"}',
        '{"event": "step"}',
    ]
    lines += ['{"event": "prepare", "device": "cpu"}', '{"event": "prepare", "device"']
    (tmp_path / "events.jsonl").write_text("\n".join(lines[:3]) + "\n", encoding="utf-8")
    assert device_of(tmp_path) == "NVIDIA"
    (tmp_path / "events.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert device_of(tmp_path) == "cpu", "the last one counts, a torn line does not"


def test_semitones_are_signed() -> None:
    assert [semitones(value) for value in (12, 0, -12, 3.5)] == ["+12", "0", "−12", "+3.5"]


def test_the_studio_fits_beside_the_settings_in_a_small_window(window: MainWindow) -> None:
    window.show_page("convert")
    page = window.pages["convert"]
    assert isinstance(page, ConvertPage)
    assert page.studio.transport.minimumSizeHint().width() <= 440
    # 1024 pixels, less the rail, the settings with their margins, and a scroll bar.
    assert page.studio.minimumWidth() <= 1016 - window.rail.width() - page.side.minimumSizeHint().width() - 20
    for part in (page.studio.transport, page.studio.compare):
        assert part.minimumSizeHint().width() + 70 <= page.studio.minimumWidth()


def test_what_applio_notes_of_its_recordings_is_said_in_words(window: MainWindow) -> None:
    window.show_page("convert")
    page = window.pages["convert"]
    assert isinstance(page, ConvertPage)
    assert page.side.picker._dataset("00:12:34") == "13 min of recordings"
    assert page.side.picker._dataset("54 pieces, 2.5 min") == "54 pieces, 2.5 min"

"""Real files of every format, made here, read back and compared with what went in."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

from rvcdesk.audio import files
from rvcdesk.audio.files import AudioReader, Resampler, blocks, decode, probe, resample, write
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput
from tests.helpers.sound import NAME, Recorder, alike, voice

# suffix, subtype, the largest error allowed (None: lossy), the lowest correlation
FORMATS = [
    (".wav", "PCM_16", 2.0**-15, 1.0),
    (".wav", "PCM_24", 2.0**-23, 1.0),
    (".wav", "FLOAT", 0.0, 1.0),
    (".flac", "PCM_16", 2.0**-15, 1.0),
    (".flac", "PCM_24", 2.0**-23, 1.0),
    (".ogg", None, None, 0.999),
    (".mp3", None, None, 0.999),
    (".m4a", None, None, 0.997),
]


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [16000, 22050, 40000, 48000])
@pytest.mark.parametrize(("suffix", "subtype", "error", "correlation"), FORMATS)
def test_what_is_written_is_read(
    tmp_path: Path,
    suffix: str,
    subtype: str | None,
    error: float | None,
    correlation: float,
    rate: int,
    channels: int,
) -> None:
    path = tmp_path / f"{NAME}{suffix}"
    sound = voice(rate, channels)
    assert write(path, sound, rate, subtype=subtype) == 0
    info = probe(path)
    got, got_rate = decode(path)
    assert (info.rate, info.channels, info.frames) == (got_rate, channels, got.shape[1])
    assert got.dtype == np.float32
    expected = resample(sound, rate, got_rate)  # MP3 and M4A hold no 40 kHz
    extra = got.shape[1] - expected.shape[1]
    assert 0 <= extra < 1024 if suffix == ".m4a" else extra == 0
    if error is not None:
        assert np.abs(got - expected).max() <= error
    assert alike(got, expected) >= correlation - 1e-6
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3", ".m4a"])
def test_random_access_equals_decoding(tmp_path: Path, suffix: str) -> None:
    """Also after seeks, where lossy decoders need a run-up."""
    path = tmp_path / f"a{suffix}"
    write(path, voice(44100, 2, 4.0), 44100)
    whole, _ = decode(path)
    rng = np.random.default_rng(0)
    with AudioReader(path, tmp_path / "cache") as reader:
        assert (reader.rate, reader.frames, reader.channels) == (44100, whole.shape[1], 2)
        for start in [*rng.integers(0, whole.shape[1] - 3000, 60).tolist(), 0]:
            assert np.abs(reader.read(start, 2500) - whole[:, start : start + 2500]).max() < 1e-6
        tail = reader.read(reader.frames - 10, 500)
        assert tail.shape == (2, 10)
        assert reader.read(-5, 8).shape == (2, 3)
        assert reader.read(reader.frames + 5, 8).shape == (2, 0)
    with pytest.raises(ValueError, match="closed"):
        reader.read(0, 1)


@pytest.mark.parametrize("suffix", [".wav", ".ogg", ".mp3", ".m4a"])
def test_blocks_and_parts_equal_the_whole(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write(path, voice(32000, 2, 2.0), 32000)
    whole, _ = decode(path)
    parts = list(blocks(path, 1000, start=20500, frames=4321))
    assert [part.shape for part in parts] == [(2, 1000)] * 4 + [(2, 321)]
    assert np.abs(np.concatenate(parts, axis=1) - whole[:, 20500:24821]).max() < 1e-6
    everything = np.concatenate(list(blocks(path, 7919)), axis=1)
    assert np.array_equal(everything, whole)
    part, _ = decode(path, start=whole.shape[1] - 100, frames=500)
    assert part.shape == (2, 100)
    assert list(blocks(path, 1000, start=10**9)) == []


def test_int16_reads_agree_with_float_reads(tmp_path: Path) -> None:
    sound = voice(16000, 2) * 2.0  # beyond full scale
    for subtype in ("PCM_16", "PCM_24", "FLOAT"):
        path = tmp_path / f"{subtype}.wav"
        write(path, sound, 16000, subtype=subtype)
        with AudioReader(path) as reader:
            low = reader.read_int16(100, 5000)
            exact = np.clip(reader.read(100, 5000) * 32768, -32768, 32767)
        assert low.dtype == np.int16
        assert low.flags.c_contiguous
        assert np.abs(low - exact).max() <= 1.0


def test_decode_converts_rate_and_mixes(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    sound = voice(44100, 2)
    write(path, sound, 44100, subtype="FLOAT")
    report = Recorder()
    mono, rate = decode(path, rate=16000, mono=True, report=report)
    assert rate == 16000
    assert mono.shape == (round(sound.shape[1] * 16000 / 44100),)
    assert np.abs(mono - resample(sound.mean(axis=0), 44100, 16000)).max() < 1e-5
    assert report.calls[-1] == (sound.shape[1], sound.shape[1])
    with pytest.raises(Cancelled):
        decode(path, report=Recorder(cancel_after=0))


def test_resampling_has_no_delay_and_exact_lengths() -> None:
    for from_rate, to_rate in [(48000, 16000), (16000, 40000), (44100, 48000), (22050, 44100)]:
        frames = from_rate + 77
        click = np.zeros((1, frames), np.float32)
        click[0, from_rate // 2] = 1.0
        out = resample(click, from_rate, to_rate)
        assert out.shape == (1, round(frames * to_rate / from_rate))
        assert np.argmax(np.abs(out)) == to_rate // 2
        tone = np.sin(2 * np.pi * 440 * np.arange(frames) / from_rate).astype(np.float32)
        ideal = np.sin(2 * np.pi * 440 * np.arange(out.shape[1]) / to_rate)
        middle = slice(2000, -2000)
        assert np.abs(resample(tone, from_rate, to_rate)[middle] - ideal[middle]).max() < 1e-3


@pytest.mark.parametrize(("from_rate", "to_rate"), [(48000, 16000), (16000, 44100), (48000, 48000)])
def test_streamed_resampling_equals_the_whole(from_rate: int, to_rate: int) -> None:
    sound = voice(from_rate, 2)
    stream = Resampler(from_rate, to_rate, 2)
    parts = [stream.process(sound[:, at : at + 997]) for at in range(0, sound.shape[1], 997)]
    out = np.concatenate([*parts, stream.flush()], axis=1)
    whole = resample(sound, from_rate, to_rate)
    assert out.shape == whole.shape
    assert np.abs(out - whole).max() < 1e-5


def test_a_reader_serves_many_threads(tmp_path: Path) -> None:
    path = tmp_path / "a.ogg"
    write(path, voice(22050, 1, 3.0), 22050)
    whole, _ = decode(path)
    wrong: list[int] = []

    def work(seed: int) -> None:
        for start in np.random.default_rng(seed).integers(0, whole.shape[1] - 500, 40).tolist():
            if np.abs(reader.read(start, 400) - whole[:, start : start + 400]).max() > 1e-6:
                wrong.append(start)

    with AudioReader(path) as reader:
        threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


# ---------------------------------------------------------------- bad files


def test_bad_files_are_named_in_one_sentence(tmp_path: Path) -> None:
    html = tmp_path / "strona żółta.wav"
    html.write_text("<html><body>404</body></html>" * 50, encoding="utf-8")
    empty = tmp_path / "empty.wav"
    empty.write_bytes(b"")
    noise = tmp_path / "noise.raw"
    noise.write_bytes(np.random.default_rng(0).bytes(5000))
    playlist = tmp_path / "list.m4a"
    playlist.write_text("#EXTM3U\n#EXTINF:1,\nempty.wav\n", encoding="utf-8")
    nothing = tmp_path / "nothing.wav"
    soundfile.write(nothing, np.zeros((0, 1)), 16000)
    cases = {
        html: "cannot be read as audio",
        empty: "is empty",
        noise: "cannot be read as audio",
        playlist: "cannot be read as audio",
        nothing: "holds no sound",
        tmp_path / "missing.wav": "does not exist",
        tmp_path: "is a folder",
        html / "below a file.wav": "does not exist",
    }
    for path, words in cases.items():
        for verb in (probe, decode, AudioReader, lambda p: list(blocks(p, 100))):
            with pytest.raises(BadInput) as caught:
                verb(path)
            text = str(caught.value)
            assert words in text
            assert path.name in text
            assert "\n" not in text
            assert text.endswith(".")


def test_damaged_files(tmp_path: Path) -> None:
    flac = tmp_path / "cut.flac"
    write(flac, voice(44100, 1, 5.0), 44100)
    flac.write_bytes(flac.read_bytes()[: flac.stat().st_size // 2])
    with pytest.raises(BadInput, match=r"cut\.flac is damaged after \d\.\d s"):
        probe(flac)
    m4a = tmp_path / "cut.m4a"
    write(m4a, voice(44100, 1), 44100)
    m4a.write_bytes(m4a.read_bytes()[: m4a.stat().st_size // 2])
    with pytest.raises(BadInput, match=r"cut\.m4a cannot be read"):
        probe(m4a)


def test_an_mp3_cut_short_has_the_length_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "cut.mp3"
    write(path, voice(44100, 1, 4.0), 44100)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    info = probe(path)
    assert 44100 < info.frames < 3 * 44100
    assert decode(path)[0].shape == (1, info.frames)


def test_headers_that_do_not_know_their_length(tmp_path: Path) -> None:
    """Streamed files: a FLAC with no total, a WAV whose sizes are all ones."""
    sound = voice(16000, 1)
    flac, wav = tmp_path / "stream.flac", tmp_path / "stream.wav"
    for path in (flac, wav):
        write(path, sound, 16000)
    data = bytearray(flac.read_bytes())
    data[21] &= 0xF0
    data[22:26] = bytes(4)
    flac.write_bytes(data)
    data = bytearray(wav.read_bytes())
    at = data.find(b"data")
    data[4:8] = data[at + 4 : at + 8] = b"\xff" * 4
    wav.write_bytes(data)
    for path in (flac, wav):
        assert probe(path).frames == sound.shape[1]
        assert alike(decode(path)[0], sound) > 0.9999
        with AudioReader(path, tmp_path / "cache") as reader:
            assert reader.read(500, 100).shape == (1, 100)


def test_limits(tmp_path: Path) -> None:
    many = tmp_path / "many.wav"
    soundfile.write(many, np.zeros((100, 9)), 16000)
    with pytest.raises(BadInput, match="9 channels"):
        probe(many)
    long = tmp_path / "long.wav"
    soundfile.write(long, np.zeros((4000, 1)), 4000, subtype="PCM_U8")
    size = 12 * 3600 * 4000 + 4000
    data = bytearray(long.read_bytes())
    at = data.find(b"data")
    data[at + 4 : at + 8] = size.to_bytes(4, "little")
    long.write_bytes(data)
    with open(long, "rb+") as file:
        file.truncate(at + 8 + size)  # sparse: takes no room
    with pytest.raises(BadInput, match="longer than 12 hours"):
        probe(long)
    odd = tmp_path / "odd.wav"
    soundfile.write(odd, np.zeros((100, 1)), 100)
    with pytest.raises(BadInput, match="sample rate of 100 Hz"):
        probe(odd)


def test_values_that_are_not_numbers_become_silence(tmp_path: Path) -> None:
    path = tmp_path / "nan.wav"
    sound = voice(16000, 1)
    sound[0, 100], sound[0, 200] = np.nan, np.inf
    soundfile.write(path, sound.T, 16000, subtype="FLOAT")
    got, _ = decode(path)
    assert np.isfinite(got).all()
    assert got[0, 100] == got[0, 200] == 0
    assert got[0, 101] == sound[0, 101]
    with AudioReader(path) as reader:
        assert np.isfinite(reader.read(0, 300)).all()
        assert reader.read_int16(0, 300)[0, 100] == 0


def test_usable(tmp_path: Path) -> None:
    files.check_usable(voice(16000, 1), 16000, tmp_path / "a.wav")
    with pytest.raises(BadInput, match=r"a\.wav is only 0\.300 s long"):
        files.check_usable(voice(16000, 1, 0.3), 16000, tmp_path / "a.wav")
    with pytest.raises(BadInput, match=r"a\.wav is silent \(its peak is -7\d dBFS\)"):
        files.check_usable(voice(16000, 1) * np.float32(0.001), 16000, tmp_path / "a.wav")
    with pytest.raises(BadInput, match="is silent"):
        files.check_usable(np.zeros(16000, np.float32), 16000, "a.wav")


# ---------------------------------------------------------------- files from elsewhere


def test_files_from_elsewhere(shared: Path) -> None:
    """The same speech as WAV, OGG, M4A and MP3, made by other programs."""
    folder = shared / "data" / "formats"
    exact, rate = decode(folder / "mono_44k_24bit.wav")
    assert (rate, exact.shape) == (44100, (1, 176400))
    for name in ("mono_44k.ogg", "mono_44k.m4a"):
        got, got_rate = decode(folder / name)
        assert got_rate == rate
        assert probe(folder / name).frames == got.shape[1]
        assert alike(got, exact) > 0.97
        assert alike(got[:, 3:], exact) < alike(got, exact) > alike(got, exact[:, 3:])  # in step
    mp3 = next(folder.glob("*.mp3"))
    assert decode(mp3)[0].shape == (1, probe(mp3).frames)
    stereo, rate = decode(folder / "stereo_48k_float32.wav")
    assert (rate, stereo.shape) == (48000, (2, 120000))

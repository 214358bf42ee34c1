"""What PyAV reads: M4A and the sound of videos, through a decoded copy where access is random."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rvcdesk.audio.files import AudioReader, decode, probe, write
from rvcdesk.jobs import Cancelled
from rvcdesk.messages import BadInput
from tests.helpers.sound import NAME, Recorder, Samples, alike, voice


def make_video(path: Path, sound: Samples | None) -> None:
    """Twenty grey pictures, with or without a 48 kHz stereo track."""
    import av

    codec = "libvpx" if path.suffix == ".webm" else "mpeg4"
    with av.open(str(path), "w") as container:
        video = container.add_stream(codec, rate=20)
        video.width = video.height = 64
        video.pix_fmt = "yuv420p"
        audio = None
        if sound is not None:
            name = "libopus" if path.suffix == ".webm" else "aac"
            audio = container.add_stream(name, rate=48000, layout="stereo")
        for index in range(20):
            picture = av.VideoFrame.from_ndarray(np.full((64, 64, 3), index * 10, np.uint8), format="rgb24")
            picture.pts = index
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
        if audio is not None and sound is not None:
            frame = av.AudioFrame.from_ndarray(sound, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = 48000, 0
            container.mux(audio.encode(frame))
            container.mux(audio.encode(None))


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".webm"])
def test_the_sound_of_a_video(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"{NAME}{suffix}"
    sound = voice(48000, 2, 1.0)
    make_video(path, sound)
    got, rate = decode(path)
    assert rate == 48000
    assert probe(path).frames == got.shape[1]
    assert 0 <= got.shape[1] - 48000 < 1024
    assert alike(got, sound) > 0.99
    with AudioReader(path, tmp_path / "cache") as reader:
        assert np.array_equal(reader.read(1234, 5678), got[:, 1234 : 1234 + 5678])


def test_a_video_without_sound_says_so(tmp_path: Path) -> None:
    path = tmp_path / "silent film.mp4"
    make_video(path, None)
    with pytest.raises(BadInput, match=r"^silent film\.mp4 holds no sound"):
        probe(path)


def test_the_decoded_copy_is_kept_renewed_and_mended(tmp_path: Path) -> None:
    path, cache = tmp_path / "a.m4a", tmp_path / "cache"
    write(path, voice(44100, 1), 44100)
    report = Recorder()
    AudioReader(path, cache, report).close()
    assert report.calls
    (copy,) = cache.iterdir()
    again = Recorder()
    AudioReader(path, cache, again).close()
    assert again.calls == []
    copy.write_bytes(b"broken")
    whole, _ = decode(path)
    with AudioReader(path, cache) as reader:
        assert reader.available == reader.frames
        assert np.array_equal(reader.read(0, reader.frames), whole)
    write(path, voice(44100, 2, 0.8), 44100)
    with AudioReader(path, cache) as reader:
        assert reader.channels == 2
    assert len(list(cache.iterdir())) == 2


def test_cancel_while_decoding_leaves_nothing(tmp_path: Path) -> None:
    path, cache = tmp_path / "a.m4a", tmp_path / "cache"
    write(path, voice(44100, 1), 44100)
    with pytest.raises(Cancelled):
        AudioReader(path, cache, Recorder(cancel_after=2))
    assert list(cache.iterdir()) == []


def test_without_a_cache_the_copy_goes_with_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    path = tmp_path / "a.m4a"
    write(path, voice(44100, 1), 44100)
    with AudioReader(path) as reader:
        assert reader.read(0, 100).shape == (1, 100)
        assert list((tmp_path / "temporary").iterdir())
    assert list((tmp_path / "temporary").iterdir()) == []

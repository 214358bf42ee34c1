"""Sounds as strangers send them: each is read, or refused in one sentence, and neither takes much."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from rvcdesk.audio.files import AudioReader, blocks, decode, probe, write
from rvcdesk.messages import BadInput
from rvcdesk.voice.inspect import inspect

RATE = 16000
TONE = (0.3 * np.sin(np.arange(RATE) * 0.1)).astype("f4")[None]


def wav(  # every field of the header can lie
    samples: bytes,
    *,
    channels: int = 1,
    rate: int = RATE,
    bits: int = 16,
    size: int | None = None,
    kind: int = 1,
) -> bytes:
    align = channels * bits // 8
    fmt = struct.pack("<HHIIHH", kind, channels, rate, (rate * align) % (1 << 32), align % 65536, bits)
    length = len(samples) if size is None else size
    body = b"WAVEfmt " + struct.pack("<I", 16) + fmt + b"data" + struct.pack("<I", length) + samples
    return b"RIFF" + struct.pack("<I", min(len(body), (1 << 32) - 1)) + body


PCM = (TONE[0] * 32767).astype("<i2").tobytes()

READABLE: dict[str, bytes] = {
    "length left open": wav(PCM, size=0xFFFFFFFF),
    "length 0x7fffffff": wav(PCM, size=0x7FFFFFFF),
    "an odd byte at the end": wav(PCM + b"\1"),
    "not a number here and there": wav(
        np.where(np.arange(RATE) % 100 == 3, np.nan, TONE[0]).astype("<f4").tobytes(), kind=3, bits=32),
    "infinite here and there": wav(
        np.where(np.arange(RATE) % 100 == 3, -np.inf, TONE[0]).astype("<f4").tobytes(), kind=3, bits=32),
}  # fmt: skip


@pytest.mark.parametrize("name", READABLE)
def test_strange_but_readable(name: str, tmp_path: Path) -> None:
    path = tmp_path / "żółw.wav"
    path.write_bytes(READABLE[name])
    assert inspect(path)["usable"]
    assert probe(path).frames == RATE
    samples, rate = decode(path, mono=True)
    assert rate == RATE and np.isfinite(samples).all() and np.abs(samples).max() < 0.31


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "no bytes": ("a.wav", b"", "is empty"),
    "no channels": ("a.wav", wav(PCM, channels=0), "cannot be read|holds no sound"),
    "0 Hz": ("a.wav", wav(PCM, rate=0), "0 Hz|cannot be read"),
    "4 GHz": ("a.wav", wav(PCM, rate=(1 << 32) - 1), "Hz|cannot be read"),
    "10000 channels": ("a.wav", wav(PCM * 20, channels=10_000), "channels|cannot be read"),
    "no samples": ("a.wav", wav(b""), "holds no sound"),
    "unknown coding": ("a.wav", wav(PCM, kind=0x7777), "cannot be read|holds no sound"),
    "text": ("a.wav", b"This is a song.\n" * 40, "cannot be read as audio"),
    "page": ("a.mp3", b"<html>404</html>" * 40, "cannot be read as audio"),
    "zeros": ("a.flac", bytes(5000), "cannot be read as audio|holds no sound"),
    "a playlist": ("a.m4a", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "cannot be read as audio"),
    "a concat script": ("a.mp4", b"ffconcat version 1.0\nfile /etc/passwd\n", "cannot be read as audio"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    file, content, part = REFUSED[name]
    path = tmp_path / file
    path.write_bytes(content)
    with pytest.raises(BadInput, match=part) as caught:
        probe(path)
    assert file in str(caught.value) and str(caught.value).isprintable()
    with pytest.raises(BadInput):
        AudioReader(path)
    found = inspect(path)
    assert not found["usable"] and found["problems"] == [str(caught.value)]


@pytest.mark.parametrize("suffix", ["flac", "mp3", "ogg", "m4a", "wav"])
@pytest.mark.parametrize("share", [0.02, 0.4, 0.97])
def test_cut_short(suffix: str, share: float, tmp_path: Path) -> None:
    """What is there can be heard, or it is refused; never half of either."""
    whole = tmp_path / f"whole.{suffix}"
    write(whole, TONE, RATE) if suffix in ("wav", "flac", "m4a") else soundfile.write(whole, TONE[0], RATE)
    path = tmp_path / f"cut.{suffix}"
    path.write_bytes(whole.read_bytes()[: int(share * whole.stat().st_size)])
    try:
        frames = probe(path).frames
    except BadInput as error:
        assert path.name in str(error)
        return
    assert 0 < frames <= RATE + 3000
    assert sum(block.shape[1] for block in blocks(path, 1000)) == frames


def test_one_kind_named_as_another(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.mp3", TONE[0], RATE)
    (tmp_path / "a.mp3").rename(tmp_path / "b.wav")
    assert abs(probe(tmp_path / "b.wav").frames - RATE) < 3000
    write(tmp_path / "a.m4a", TONE, RATE)
    (tmp_path / "a.m4a").rename(tmp_path / "c.flac")
    assert probe(tmp_path / "c.flac").rate == RATE


def test_a_video_without_sound(tmp_path: Path) -> None:
    import av

    path = tmp_path / "silent.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), "u1"), format="rgb24")
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with pytest.raises(BadInput, match="holds no sound"):
        probe(path)


def test_a_sound_that_unpacks_to_half_a_day(tmp_path: Path) -> None:
    """A FLAC of silence is tiny; its length is a claim that is checked before anything is unpacked."""
    path = tmp_path / "long.flac"
    with soundfile.SoundFile(path, "w", 2000, 1, "PCM_16") as file:
        block = np.zeros(1 << 20, "i2")
        for _ in range(13 * 3600 * 2000 // len(block) + 1):
            file.write(block)
    assert path.stat().st_size < 1 << 20
    with pytest.raises(BadInput, match="longer than 12 hours"):
        probe(path)

"""What libsndfile cannot read or write, through PyAV: M4A/AAC, WMA, the sound of a video."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np

from rvcdesk.messages import BadInput

# Containers that can point at other files or addresses (playlists, concat scripts) are left out.
CONTAINERS = (
    "aac,ac3,eac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,flac,flv,matroska,mov,mp3,mpc,mpc8,mpeg,"
    "mpegts,mpegvideo,ogg,tak,tta,truehd,w64,wav,wv,mxf,rm,voc"
)
AAC_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000)


class AvInfo(NamedTuple):
    """What the header and the first decoded frame say; `frames` is only an estimate."""

    rate: int
    channels: int
    frames: int
    container: str
    codec: str


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The input container; anything FFmpeg dislikes becomes a sentence."""
    import av

    options = {"protocol_whitelist": "file", "format_whitelist": CONTAINERS}
    try:
        # "file:" keeps a colon in a name from being read as a protocol.
        with av.open(f"file:{path.absolute()}", metadata_errors="ignore", options=options) as container:
            yield container
    except (av.FFmpegError, ValueError) as error:
        raise not_audio(path) from error


def not_audio(path: Path) -> BadInput:
    """The sentence for a file that no decoder understands."""
    return BadInput(
        "{file} cannot be read as audio; choose a WAV, FLAC, OGG, Opus, MP3, M4A or video file.",
        file=path.name,
    )


def _decoded(container: Any) -> Iterator[Any]:
    """Decoded frames of the first audio stream; a bad packet is a short gap, as in any player."""
    import av

    for packet in container.demux(container.streams.audio[0]):
        with contextlib.suppress(av.InvalidDataError):
            yield from packet.decode()


def _frames(container: Any, path: Path) -> Iterator[np.ndarray]:
    """Decoded pieces, (channels, n) float32, all at the rate and layout of the first."""
    import av

    if not container.streams.audio:
        raise BadInput("{file} holds no sound; choose another file.", file=path.name)
    resampler = None
    for frame in _decoded(container):
        if resampler is None:
            resampler = av.AudioResampler(format="fltp", layout=frame.layout, rate=frame.sample_rate)
        for piece in resampler.resample(frame):
            yield piece.to_ndarray()
    if resampler is not None:
        for piece in resampler.resample(None):
            yield piece.to_ndarray()


def probe(path: Path) -> AvInfo:
    """Open `path` and decode its first frame.

    Raises:
        BadInput: not audio, or no sound in it.
    """
    with _opened(path) as container:
        if not container.streams.audio:
            raise BadInput("{file} holds no sound; choose another file.", file=path.name)
        stream = container.streams.audio[0]
        first = next(_decoded(container), None)
        if first is None:
            raise BadInput("{file} holds no sound; choose another file.", file=path.name)
        seconds = 0.0
        if stream.duration and stream.time_base:
            seconds = float(stream.duration * stream.time_base)
        elif container.duration:
            seconds = container.duration / 1e6
        rate, channels = int(first.sample_rate), len(first.layout.channels)
        name = str(container.format.name).split(",")[0]
        return AvInfo(rate, channels, max(0, round(seconds * rate)), name, str(stream.codec_context.name))


def pieces(path: Path) -> Iterator[np.ndarray]:
    """The decoded sound from the start, as (channels, n) float32 of whatever n the codec gives."""
    with _opened(path) as container:
        yield from _frames(container, path)


class AacWriter:
    """Writes AAC in an M4A file, block by block."""

    def __init__(self, path: Path, rate: int, channels: int) -> None:
        import av

        self._av = av
        self._layout = "mono" if channels == 1 else "stereo"
        self._rate = rate
        self._position = 0
        self._container = av.open(f"file:{path.absolute()}", "w", format="ipod")
        self._stream: Any = self._container.add_stream("aac", rate=rate, layout=self._layout)
        self._stream.bit_rate = min(160_000, 4 * rate) * channels

    def write(self, block: np.ndarray) -> None:
        """Append (channels, n) float32."""
        frame = self._av.AudioFrame.from_ndarray(
            np.ascontiguousarray(block, np.float32), format="fltp", layout=self._layout
        )
        frame.sample_rate = self._rate
        frame.pts = self._position
        self._position += block.shape[1]
        self._container.mux(self._stream.encode(frame))

    def __enter__(self) -> AacWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.closing(self._container):
            if kind is None and self._position:
                self._container.mux(self._stream.encode(None))

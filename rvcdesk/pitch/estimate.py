"""One function for the pitch of a voice, by any method, all on the same grid of 10 ms."""

from __future__ import annotations

import importlib
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rvcdesk.assets.store import find, require
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput
from rvcdesk.pitch.chunks import RATE, How, Mono, Sound, frame_count, median3

SILENT_BELOW = 1e-6  # full scale is 1
SHORTEST = RATE // 50  # one period of the lowest pitch, 20 ms
BLOCK_S = 20  # of another rate, resampled at a time
PRECISIONS = ("exact", "fast")


@dataclass(frozen=True)
class Method:
    """A way to find the pitch: where it is, and what the user is told."""

    module: str
    title: str
    about: str
    function: str = "estimate"
    jumpy: bool = False  # `filter_radius` is for these

    @property
    def network(self) -> bool:
        """Whether it is a network, which a GPU makes faster."""
        return self.module in ("rmvpe", "fcpe", "crepe")


METHODS: dict[str, Method] = {
    "rmvpe": Method("rmvpe", "RMVPE", N_("A deep network made for singing: the best choice for covers.")),
    "fcpe": Method("fcpe", "FCPE", N_("A small network: fast, good on singing and speech.")),
    "crepe": Method("crepe", "CREPE", N_("A large network: exact, very slow without a GPU.")),
    "crepe-tiny": Method(
        "crepe", "CREPE tiny", N_("CREPE's small network: less exact, faster."), "estimate_tiny"
    ),
    "harvest": Method("harvest", "Harvest", N_("No network: slow, finds low and breathy notes."), jumpy=True),
    "dio": Method("dio", "DIO", N_("No network: fast, for clean recordings."), jumpy=True),
    "pm": Method("pm", "Praat", N_("Autocorrelation: the fastest, for clean recordings.")),
}


def rmvpe_available() -> bool:
    """Whether RMVPE's weights are here."""
    return find("rmvpe") is not None


def available_methods() -> tuple[str, ...]:
    """Names that `estimate_f0` takes now, `auto` first, then the best first."""
    return ("auto", *(name for name in METHODS if name != "rmvpe" or rmvpe_available()))


def resolve_method(method: str) -> str:
    """The method that `auto` stands for here (RMVPE where present, else FCPE), or `method` itself.

    Raises:
        BadInput: there is no such method.
        UserError: it lacks its weights.
    """
    if method == "auto":
        return "rmvpe" if rmvpe_available() else "fcpe"
    if method not in METHODS:
        raise BadInput(
            "The pitch method {method} is not available; choose one of {known}.",
            method=method,
            known=", ".join(available_methods()),
        )
    if method == "rmvpe":
        require("rmvpe")
    return method


def estimate_f0(
    audio: ArrayLike | Sound,
    rate: int = RATE,
    method: str = "auto",
    device: str = "cpu",
    report: Reporter = SILENT,
    *,
    filter_radius: int = 0,
    repair_octaves: bool = False,
    precision: str = "exact",
    threshold: float | None = None,
) -> Mono:
    """The pitch of a voice, 100 frames a second, frame i centred at i * 10 ms whatever the method.

    Audio at 16 kHz is read in windows, so a memory map of any length costs no memory; another rate costs
    its copy at 16 kHz.

    Args:
        audio: mono (n,), any rate and type (full scale is 1): an array, a memory map, or at 16 kHz a
            `Sound`, which may read it from anywhere.
        rate: Hz.
        method: one of `available_methods()`.
        device: for the methods that are networks.
        filter_radius: from 3 on, a median of three over the methods that jump (`harvest`, `dio`).
        repair_octaves: bring short stretches back that jumped by an octave (`octaves.repair`).
        precision: "exact" is float32; "fast" lets RMVPE compute in bfloat16 where the device does.
        threshold: of the method's own measure of a voice (RMVPE 0.03, FCPE 0.006, CREPE 0.1, Praat 0.6);
            None is that number. `harvest` and `dio` have none.

    Returns:
        float32 (n16 // 160 + 1,) in Hz, 0 where unvoiced; n16 is n at 16 kHz.

    Raises:
        BadInput: there is no such method or precision, or its file of weights is damaged.
        UserError: the method lacks its weights.
    """
    if precision not in PRECISIONS:
        raise BadInput(
            "The precision must be one of {known}, not {value}.", known=", ".join(PRECISIONS), value=precision
        )
    if threshold is not None and not 0 <= threshold <= 1:
        raise BadInput("The pitch threshold is between 0 and 1, not {value}.", value=threshold)
    chosen = METHODS[resolve_method(method)]
    sound = audio if isinstance(audio, Sound) else Sound(_at_16k(audio, rate))
    if _silent(sound):
        return np.zeros(frame_count(sound.size), np.float32)
    module = importlib.import_module(f"rvcdesk.pitch.{chosen.module}")
    f0: Mono = getattr(module, chosen.function)(sound, How(device, precision, threshold), report)
    if chosen.jumpy and filter_radius >= 3:
        f0 = median3(f0)
    if repair_octaves:
        from rvcdesk.pitch.octaves import repair

        f0 = repair(f0)[0]
    return f0.astype(np.float32)


def estimate_together(sounds: Sequence[Mono], method: str, device: str) -> list[Mono] | None:
    """`estimate_f0` of several sounds at 16 kHz, of a few minutes each, in one batch, in float32.

    Returns:
        As `estimate_f0`, for each; None where the method gains nothing by it.

    Raises:
        BadInput, UserError: as `estimate_f0`.
    """
    if method != "rmvpe":
        return None
    from rvcdesk.pitch.rmvpe import estimate_many

    loud = [Sound(sound) for sound in sounds]
    found = iter(estimate_many([sound for sound in loud if not _silent(sound)], How(device)))
    return [
        np.zeros(frame_count(sound.size), np.float32) if _silent(sound) else next(found) for sound in loud
    ]


def _silent(sound: Sound) -> bool:
    return sound.size < SHORTEST or sound.loudest() < SILENT_BELOW


def free_models() -> None:
    """Let go of every network that this package keeps warm; the next call loads it again."""
    for name in {method.module for method in METHODS.values()}:
        module = sys.modules.get(f"rvcdesk.pitch.{name}")
        if hasattr(module, "free"):
            module.free()  # type: ignore[union-attr]


def _at_16k(audio: ArrayLike, rate: int) -> NDArray[np.generic]:
    """(n,) as it is when at 16 kHz, else resampled block by block."""
    samples = np.asanyarray(audio).reshape(-1)
    if rate == RATE or not samples.size:
        return samples
    from rvcdesk.audio.resampling import Resampler, resampled_length

    result = np.zeros(resampled_length(samples.size, rate, RATE), np.float32)
    stream, source, place = Resampler(rate, RATE, 1), Sound(samples), 0
    block = BLOCK_S * rate
    for number in range(math.ceil(samples.size / block) + 1):
        part = source[number * block : (number + 1) * block]
        out = (stream.process(part[None]) if part.size else stream.flush())[0]
        out = out[: result.size - place]
        result[place : place + out.size] = out
        place += out.size
    return result

"""One function for the pitch of a voice, by any method, all on the same grid of 10 ms."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import N_, BadInput
from rvcdesk.pitch.chunks import RATE, Mono, frame_count, median3
from rvcdesk.settings import user_data_dir

SILENT_BELOW = 1e-6  # full scale is 1
SHORTEST = RATE // 50  # one period of the lowest pitch, 20 ms


@dataclass(frozen=True)
class Method:
    """A way to find the pitch: where it is, and what the user is told."""

    module: str
    title: str
    about: str
    function: str = "estimate"
    jumpy: bool = False  # `filter_radius` is for these


METHODS: dict[str, Method] = {
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
    """Whether RMVPE can be used: this version knows its network, and its weights are there."""
    return "rmvpe" in METHODS and (user_data_dir() / "models" / "rmvpe.pt").is_file()


def available_methods() -> tuple[str, ...]:
    """Names that `estimate_f0` takes now, `auto` first, then the best first."""
    return ("auto", *(name for name in METHODS if name != "rmvpe" or rmvpe_available()))


def resolve_method(method: str) -> str:
    """The method that `auto` stands for here (RMVPE where present, else FCPE), or `method` itself.

    Raises:
        BadInput: there is no such method, or it lacks its weights.
    """
    if method not in available_methods():
        raise BadInput(
            "The pitch method {method} is not available; choose one of {known}.",
            method=method,
            known=", ".join(available_methods()),
        )
    if method == "auto":
        return "rmvpe" if rmvpe_available() else "fcpe"
    return method


def estimate_f0(
    audio: ArrayLike,
    rate: int = RATE,
    method: str = "auto",
    device: str = "cpu",
    report: Reporter = SILENT,
    *,
    filter_radius: int = 0,
) -> Mono:
    """The pitch of a voice, 100 frames a second, frame i centred at i * 10 ms whatever the method.

    Long audio goes in chunks: memory does not grow beyond the audio itself.

    Args:
        audio: mono (n,), any rate; resampled to 16 kHz.
        rate: Hz.
        method: one of `available_methods()`.
        device: for the methods that are networks.
        filter_radius: from 3 on, a median of three over the methods that jump (`harvest`, `dio`).

    Returns:
        float32 (n16 // 160 + 1,) in Hz, 0 where unvoiced; n16 is n at 16 kHz.

    Raises:
        BadInput: there is no such method.
    """
    from rvcdesk.audio.resampling import resample

    chosen = METHODS[resolve_method(method)]
    samples = np.nan_to_num(np.asarray(audio, np.float32).reshape(-1))
    sound = np.ascontiguousarray(resample(samples, rate, RATE))
    if sound.size < SHORTEST or np.abs(sound).max() < SILENT_BELOW:
        return np.zeros(frame_count(sound.size), np.float32)
    module = importlib.import_module(f"rvcdesk.pitch.{chosen.module}")
    f0: Mono = getattr(module, chosen.function)(sound, device, report)
    if chosen.jumpy and filter_radius >= 3:
        f0 = median3(f0)
    return f0.astype(np.float32)

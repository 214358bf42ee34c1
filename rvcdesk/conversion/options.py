"""What a conversion and a mix are asked to do: one set of defaults for the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rvcdesk.messages import BadInput

RANGES: dict[str, tuple[float, float]] = {
    "transpose": (-36.0, 36.0),
    "index_rate": (0.0, 1.0),
    "filter_radius": (0, 7),
    "rms_mix": (0.0, 1.0),
    "protect": (0.0, 0.5),
    "resample": (0, 192_000),
    "threads": (0, 256),
}
DIALECTS = ("classic", "2026")
PRECISIONS = ("exact", "fast")
CHOICES: dict[str, tuple[str, ...]] = {
    "dialect": ("auto", *DIALECTS),
    "precision": ("auto", *PRECISIONS),
}


@dataclass(frozen=True)
class ConvertOptions:
    """Put `voice` (a path or a library name) on each input.

    `out` is a file for one input, a folder for several. `transpose` in semitones; `index_rate` how
    much of the voice's own pronunciation is mixed in; `rms_mix` 1 keeps the voice's loudness, 0
    follows the source's; `protect` below 0.5 keeps breaths and consonants of the source; `resample`
    in Hz, 0 keeps the voice's rate. The same seed gives the same bytes.

    `dialect` is what the network is given where there is no pitch: 0 Hz ("classic") or a line between
    the voiced neighbours ("2026"); auto is what the voice was trained with. `f0_file` is a text file of
    lines seconds,Hz, put over the pitch that was found and not transposed; `repair_octaves` first brings
    back short stretches that jumped by an octave. `precision` is "exact" (float32), "fast" (bfloat16,
    where the device has it; 47 to 52 dB to exact on RVC's own cases), or auto, which is fast.
    """

    inputs: tuple[Path, ...]
    voice: str
    out: Path
    project: Path | None = None
    index: Path | None = None
    transpose: float = 0.0
    index_rate: float = 0.75
    filter_radius: int = 3
    rms_mix: float = 0.25
    protect: float = 0.33
    resample: int = 0
    f0: str = "auto"
    seed: int = 0
    speaker: int = 0
    device: str = "auto"
    threads: int = 0
    dialect: str = "auto"
    precision: str = "auto"
    f0_file: Path | None = None
    repair_octaves: bool = False

    def check(self) -> None:
        """Refuse what cannot be done.

        Raises:
            BadInput: nothing to convert, or a number out of range.
        """
        if not self.inputs:
            raise BadInput("There is nothing to convert; name a recording.")
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise BadInput(
                    "{name} is {value}, but must be between {low} and {high}.",
                    name=name.replace("_", "-"),
                    value=value,
                    low=low,
                    high=high,
                )
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise BadInput(
                    "{name} is {value}, but must be one of {choices}.",
                    name=name,
                    value=getattr(self, name),
                    choices=", ".join(choices),
                )
        if self.f0_file is not None and len(self.inputs) > 1:
            raise BadInput("A pitch curve belongs to one recording; convert one at a time with it.")
        if self.resample and self.resample < 8000:
            raise BadInput("resample must be 0 or at least 8000 Hz, not {value}.", value=self.resample)

    def output_for(self, source: Path) -> Path:
        """Where the result of one input goes."""
        if len(self.inputs) == 1 and not self.out.is_dir():
            return self.out if self.out.suffix else self.out.with_suffix(".wav")
        return self.out / f"{source.stem}.wav"


@dataclass(frozen=True)
class MixOptions:
    """Mix a vocal with an instrumental; gains in dB, `offset_s` moves the vocal (positive: later)."""

    vocal: Path
    out: Path
    instrumental: Path | None = None
    vocal_gain_db: float = 0.0
    instrumental_gain_db: float = 0.0
    offset_s: float = 0.0

"""What a training run is asked to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from rvcdesk.messages import BadInput
from rvcdesk.voice.presets import get_preset


@dataclass(frozen=True)
class TrainOptions:
    """One run. Zero means "what suits the machine" for batch_size and "by epochs" for steps.

    `base` is auto (the preset's base model where it is present), none, or the catalogue's id of another
    one ("community:…"); `base_g` and `base_d` name files instead, of which the first may be a finished
    voice too. `f0` is auto, a method's name, or none for a voice without pitch.
    `dialect` is whose numbers: RVC's "classic" (0 Hz where there is no pitch) or "2026" (a line between
    the voiced neighbours, and other constants of the mel loss); the voice remembers it.
    `save_every` counts epochs, `save_every_steps` steps (0: off). Threads 0: all cores but one.
    `held_out` pieces are kept out of the training to measure on (-1: some, where there are enough; 0: none).
    `compile`: on a CUDA card "auto" records steps and plays them back, "on" builds kernels for this network
    as well (minutes at the start), "off" does neither. `checkpointing` computes the decoder's inner values
    twice instead of keeping them, `cache` says where the dataset lies; auto: where each pays.
    `tensorboard` writes TensorBoard files beside the events.
    """

    project: Path
    name: str = "voice"
    preset: str = "draft"
    epochs: int = 20
    steps: int = 0
    batch_size: int = 0
    base: str = "auto"
    base_g: Path | None = None
    base_d: Path | None = None
    f0: str = "auto"
    seed: int = 0
    save_every: int = 5
    save_every_steps: int = 0
    device: str = "auto"
    threads: int = 0
    precision: str = "auto"
    preview_source: Path | None = None
    dialect: str = "classic"
    held_out: int = -1
    compile: str = "auto"
    checkpointing: str = "auto"
    cache: str = "auto"
    tensorboard: bool = True

    @property
    def run_folder(self) -> Path:
        """Where everything of the run lies."""
        return self.project / "runs" / self.name

    def check(self) -> None:
        """Refuse what cannot be run.

        Raises:
            BadInput: a value out of range, an unknown preset, or a name that is no folder name.
        """
        get_preset(self.preset)
        if (
            not re.fullmatch(r"[^\\/:*?\"<>|\x00-\x1f]{1,80}", self.name)
            or self.name.strip(". ") != self.name
        ):
            raise BadInput("{name} cannot be a voice's name; leave out / \\ : * ? \" < > | and end dots.",
                           name=self.name)  # fmt: skip
        low = {"epochs": 1, "steps": 0, "batch_size": 0, "save_every": 0, "save_every_steps": 0, "threads": 0,
               "held_out": -1}  # fmt: skip
        high = {"epochs": 100_000, "steps": 100_000_000, "batch_size": 4096, "threads": 256, "held_out": 1000}
        for option, least in low.items():
            value = getattr(self, option)
            if not least <= value <= high.get(option, 1_000_000):
                raise BadInput("The option {name} cannot be {value}.", name=option, value=value)
        known = {
            "base": ("auto", "none"),
            "precision": ("auto", "fp32", "bf16", "fp16"),
            "dialect": ("classic", "2026"),
            "compile": ("auto", "on", "off"),
            "checkpointing": ("auto", "on", "off"),
            "cache": ("auto", "device", "memory"),
        }
        for option, choices in known.items():
            other = option == "base" and str(self.base).startswith("community:")
            if getattr(self, option) not in choices and not other:
                raise BadInput(
                    "The option {name} cannot be {value}.", name=option, value=getattr(self, option)
                )

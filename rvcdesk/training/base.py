"""Where a training starts from: a base model of the preset, files of the user's, or nothing, said out loud."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rvcdesk.messages import BadInput, Message, N_
from rvcdesk.settings import user_data_dir
from rvcdesk.training.options import TrainOptions

if TYPE_CHECKING:
    from rvcdesk.training.trainer import Trainer


def find_base(options: TrainOptions) -> tuple[Path | None, Path | None]:
    """The generator's and the discriminator's base files that a run would use; no torch.

    Raises:
        BadInput: a file the user named is not there.
    """
    from rvcdesk.voice.presets import get_preset

    for path in (options.base_g, options.base_d):
        if path is not None and not path.is_file():
            raise BadInput("The base model {file} is not there.", file=path)
    if options.base_g or options.base_d or options.base == "none":
        return options.base_g, options.base_d
    names = get_preset(options.preset).base_model(f0=options.f0 != "none")
    places = [user_data_dir() / "models" / name if name else None for name in names]
    found = [place if place is not None and place.is_file() else None for place in places]
    return found[0], found[1]


def base_note(options: TrainOptions) -> Message:
    """What the user should know about the start of this run, before it starts."""
    generator, discriminator = find_base(options)
    if generator is None:
        return Message(
            N_("No base model for {preset}: the training starts from nothing and needs much longer."),
            {"preset": options.preset},
        )
    names = ", ".join(path.name for path in (generator, discriminator) if path is not None)
    return Message(N_("The training starts from the base model {files}."), {"files": names})


def load_base(trainer: Trainer, options: TrainOptions, warn: Callable[[Message], None]) -> None:
    """Put the base model into the trainer's networks; without one, say so.

    Raises:
        BadInput: a base file does not fit the preset.
    """
    generator, discriminator = find_base(options)
    if generator is None:
        warn(base_note(options))
    for path, network in ((generator, trainer.generator), (discriminator, trainer.discriminator)):
        if path is None:
            continue
        from rvcdesk.voice.checkpoint import load_training_weights

        weights = load_training_weights(path)
        wanted = network.state_dict()
        different = [key for key, value in wanted.items() if key not in weights or weights[key].shape != value.shape]
        if different or len(weights) != len(wanted):
            raise BadInput(
                "The base model {file} does not fit the preset {preset} ({key}).",
                file=path.name,
                preset=options.preset,
                key=different[0] if different else "…",
            )
        network.load_state_dict({key: value.float() for key, value in weights.items()})

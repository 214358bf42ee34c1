"""Where a training starts from: the preset's base model, the user's files, or nothing, said out loud."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rvcdesk.assets import store
from rvcdesk.assets.catalog import base_id, serving, size_text
from rvcdesk.messages import N_, BadInput, Message
from rvcdesk.training.options import TrainOptions

if TYPE_CHECKING:
    from torch import Tensor, nn

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
    return store.find(names[0]), store.find(names[1])


def base_note(options: TrainOptions) -> Message:
    """What the user should know about the start of this run, before it starts."""
    generator, discriminator = find_base(options)
    if generator is None:
        offered = serving(base_id(options.preset, f0=options.f0 != "none"))
        if offered and options.base == "auto" and options.base_d is None:
            return Message(
                N_(
                    "No base model for {preset}: the training starts from nothing and needs much longer. "
                    "{title} ({size}) is in Voices > Models, or get it with `rvcdesk assets fetch {id}`."
                ),
                {"preset": options.preset, "title": offered[0].title, "size": size_text(offered[0].bytes),
                 "id": offered[0].id},
            )  # fmt: skip
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
        if path is not None:
            _load(network, path, options.preset)


def _load(network: nn.Module, path: Path, preset: str) -> None:
    weights = _read(path)
    wanted = network.state_dict()
    odd = [key for key, value in wanted.items() if key not in weights or weights[key].shape != value.shape]
    odd += [key for key in weights if key not in wanted]
    if odd:
        raise BadInput(
            "The base model {file} does not fit the preset {preset} (at {key}); choose the one made for it.",
            file=path.name,
            preset=preset,
            key=odd[0],
        )
    network.load_state_dict({key: value.float() for key, value in weights.items()})


def _read(path: Path) -> dict[str, Tensor]:
    """The weights of a training checkpoint or of our .safetensors, by RVC's names, safely."""
    from rvcdesk.tensors.reading import pickled_tensors, safetensors_tensors
    from rvcdesk.tensors.safe_pickle import first_look
    from rvcdesk.tensors.safetensors_header import is_safetensors
    from rvcdesk.voice.keys import classic_names

    if is_safetensors(path):
        return classic_names(safetensors_tensors(path))
    look = first_look(path)
    weights = look.tensors(look.root.get("model")) if isinstance(look.root, dict) else {}
    if not weights:
        raise BadInput("{file} is not a base model (it has no network in it).", file=path.name)
    return classic_names(pickled_tensors(look, weights))

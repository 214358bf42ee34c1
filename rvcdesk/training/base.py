"""Where a training starts from: the preset's base model, the user's files, or nothing, said out loud."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rvcdesk.assets import catalog, store
from rvcdesk.assets.catalog import Asset, asset, base_id, serving, size_text
from rvcdesk.messages import N_, BadInput, Message
from rvcdesk.training.options import TrainOptions
from rvcdesk.voice.keys import POSTERIOR, classic_names, without_posterior
from rvcdesk.voice.presets import get_preset

if TYPE_CHECKING:
    from torch import Tensor, nn

    from rvcdesk.training.trainer import Trainer


def other_bases(preset: str, *, f0: bool = True) -> tuple[Asset, ...]:
    """Base models by other people that fit a preset, whether here or not; they all are for singing."""
    return tuple(
        item for item in catalog.load_catalog() if item.kind == "community" and item.preset == preset and f0
    )


def find_base(options: TrainOptions) -> tuple[Path | None, Path | None]:
    """The generator's and the discriminator's base files that a run would use; no torch.

    Raises:
        BadInput: a file the user named is not there, or a base model that is not here or does not fit.
    """
    for path in (options.base_g, options.base_d):
        if path is not None and not path.is_file():
            raise BadInput("The base model {file} does not exist; choose another.", file=path)
    if options.base_g or options.base_d or options.base == "none":
        return options.base_g, options.base_d
    if options.base != "auto":
        return _other_base(options)
    names = get_preset(options.preset).base_model(f0=options.f0 != "none")
    return store.find(names[0]), store.find(names[1])


def _other_base(options: TrainOptions) -> tuple[Path | None, Path | None]:
    fitting = {item.id: item for item in other_bases(options.preset, f0=options.f0 != "none")}
    item = asset(options.base)
    if options.base not in fitting:
        raise BadInput(
            "The base model {title} is not made for {preset}; choose another one.",
            title=item.title,
            preset=options.preset,
        )
    found = {file.part: store.find(file.name) for file in item.files}
    if found.get("generator") is None:
        raise BadInput(
            "The base model {title} is not here yet; get it in Voices > Models or with "
            "`rvcdesk assets fetch {id}`.",
            title=item.title,
            id=item.id,
        )
    return found["generator"], found.get("discriminator")


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
    names: str | Message = ", ".join(path.name for path in (generator, discriminator) if path is not None)
    if options.base not in ("auto", "none") and not (options.base_g or options.base_d):
        names = asset(options.base).title
    return Message(N_("The training starts from the base model {files}."), {"files": names})


def load_base(trainer: Trainer, options: TrainOptions, warn: Callable[[Message], None]) -> None:
    """Put the base model into the trainer's networks; without one, say so.

    Raises:
        BadInput: a base file does not fit the preset.
    """
    generator, discriminator = find_base(options)
    if generator is None:
        warn(base_note(options))
    if generator is not None:
        weights = _read(generator)
        if _is_voice(weights):
            weights = _completed(weights, trainer, options, generator.name, warn)
        _put(trainer.generator, weights, generator.name, options.preset)
    if discriminator is not None:
        _put(trainer.discriminator, _read(discriminator), discriminator.name, options.preset)


def _is_voice(weights: dict[str, Tensor]) -> bool:
    """Whether a generator lacks what only training needs, as every small voice does."""
    return bool(weights) and len(without_posterior(weights)) == len(weights)


def _completed(
    weights: dict[str, Tensor],
    trainer: Trainer,
    options: TrainOptions,
    name: str,
    warn: Callable[[Message], None],
) -> dict[str, Tensor]:
    """A voice with the posterior encoder of the preset's base model, or a fresh one; said out loud."""
    base = store.find(get_preset(options.preset).base_model(f0=trainer.f0)[0])
    if base is None:
        warn(
            Message(
                N_("{file} is a voice, without the part that only training needs; that part begins anew."),
                {"file": name},
            )
        )
        source = trainer.generator.state_dict()
    else:
        warn(
            Message(
                N_("{file} is a voice, without the part that only training needs; {base} lends its own."),
                {"file": name, "base": base.name},
            )
        )
        source = _read(base)
    return weights | {key: value for key, value in source.items() if POSTERIOR in key}


def _put(network: nn.Module, weights: dict[str, Tensor], name: str, preset: str) -> None:
    wanted = network.state_dict()
    odd = [key for key, value in wanted.items() if key not in weights or weights[key].shape != value.shape]
    odd += [key for key in weights if key not in wanted]
    if odd:
        raise BadInput(
            "The base model {file} does not fit the preset {preset} (at {key}); choose the one made for it.",
            file=name,
            preset=preset,
            key=odd[0],
        )
    broken = next((key for key, value in weights.items() if not bool(value.isfinite().all())), None)
    if broken is not None:
        raise BadInput(
            "The base model {file} holds numbers that are not finite ({weight}); get it again.",
            file=name,
            weight=broken,
        )
    network.load_state_dict({key: value.float() for key, value in weights.items()})


def _read(path: Path) -> dict[str, Tensor]:
    """The weights of a training checkpoint or of a voice, by RVC's names, safely."""
    from rvcdesk.tensors.reading import pickled_tensors, safetensors_tensors
    from rvcdesk.tensors.safe_pickle import first_look
    from rvcdesk.tensors.safetensors_header import is_safetensors

    if is_safetensors(path):
        return classic_names(safetensors_tensors(path))
    look = first_look(path)
    root = look.root if isinstance(look.root, dict) else {}
    weights = look.tensors(root.get("model") or root.get("weight"))
    if not weights:
        raise BadInput("{file} is not a base model (it has no network in it).", file=path.name)
    return classic_names(pickled_tensors(look, weights))

"""All effects by name, and how one is rendered over its region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rvcdesk.audio.edits import Effect
from rvcdesk.audio.effects.base import EffectKind, Region, Samples, read_padded
from rvcdesk.audio.effects.click_removal import CLICK_REMOVAL
from rvcdesk.audio.effects.clip_repair import CLIP_REPAIR
from rvcdesk.audio.effects.hum_notch import HUM_NOTCH
from rvcdesk.audio.effects.noise_reduction import NOISE_REDUCTION
from rvcdesk.audio.effects.spectral_box import SPECTRAL_ATTENUATE, SPECTRAL_DELETE, SPECTRAL_HEAL
from rvcdesk.audio.sources import ArraySource, Readable
from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.messages import BadInput
from rvcdesk.options import from_json

EDGE_S = 0.005  # over so much the effect sets in and leaves again inside its region

KINDS = (
    NOISE_REDUCTION,
    CLICK_REMOVAL,
    CLIP_REPAIR,
    HUM_NOTCH,
    SPECTRAL_DELETE,
    SPECTRAL_ATTENUATE,
    SPECTRAL_HEAL,
)
EFFECTS: dict[str, EffectKind] = {kind.name: kind for kind in KINDS}


def kind_of(effect: Effect) -> EffectKind:
    """The effect's kind.

    Raises:
        BadInput: there is none of that name: the clip was edited with a newer version.
    """
    if effect.name not in EFFECTS:
        raise BadInput("The effect {name} is not known here; update to hear this clip.", name=effect.name)
    return EFFECTS[effect.name]


def region_of(effect: Effect) -> Region:
    """Where in its source the effect was applied."""
    values = dict(effect.parameters)
    return Region(int(values["at"]), int(values["frames"]))


def options_of(effect: Effect) -> Any:
    """The effect's options.

    Raises:
        BadInput: they are out of range, or not this effect's.
    """
    values = {key: value for key, value in effect.parameters if key not in ("at", "frames")}
    return from_json(kind_of(effect).options, values)


def blocks(source: Readable, effect: Effect, report: Reporter = SILENT) -> Iterator[Samples]:
    """The processed region of an effect, in blocks.

    It begins and ends with the sound of the source, so that what is processed and what is not join.

    Raises:
        BadInput: the effect or its options are not known.
        Cancelled: `report` asked to stop.
    """
    region = region_of(effect)
    edge = min(round(EDGE_S * source.rate), region.frames // 2)
    rise = edge if region.at > 0 else 0
    fall = edge if region.end < source.frames else 0
    done = 0
    for block in kind_of(effect).render(source, region, options_of(effect), report):
        count = block.shape[1]
        if done < rise or done + count > region.frames - fall:
            place = np.arange(done, done + count, dtype=np.float32) + np.float32(0.5)
            wet = np.ones(count, np.float32)
            if rise:
                wet = np.minimum(wet, place / rise)
            if fall:
                wet = np.minimum(wet, (region.frames - place) / fall)
            dry = read_padded(source, region.at + done, count)
            block = dry + wet * (block - dry)
        yield block
        done += count


def apply(samples: Samples, rate: int, name: str, **options: Any) -> Samples:
    """An effect over the whole of an array: float32 (channels, n) or (n,) in, the same shape out."""
    source = ArraySource(samples, rate)
    values = {"at": 0, "frames": source.frames, **options}
    out = np.concatenate(list(blocks(source, Effect(name, tuple(values.items())))), axis=1)
    return out.reshape(np.shape(samples))

"""Networks without first weights: no number drawn, no compiler loaded."""

from __future__ import annotations

import subprocess
import sys

import torch

from rvcdesk.tensors.unset import unset_weights
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import build_synthesizer


def test_nothing_is_drawn_and_shapes_are_the_same() -> None:
    config = PRESETS["draft"].config(speakers=2)
    before = torch.random.get_rng_state()
    with unset_weights():
        there = build_synthesizer(config)
    with unset_weights("meta"):
        shapes = build_synthesizer(config)
    assert torch.equal(torch.random.get_rng_state(), before)
    assert all(value.is_meta for value in shapes.state_dict().values())
    assert {name: value.shape for name, value in there.state_dict().items()} == {
        name: value.shape for name, value in shapes.state_dict().items()
    }
    assert torch.nn.Linear(2, 2).weight.abs().sum() > 0


def test_looking_at_shapes_loads_no_compiler() -> None:
    code = """
import sys
from rvcdesk.tensors.unset import unset_weights
from rvcdesk.voice.presets import PRESETS
from rvcdesk.voice.synthesizer import build_synthesizer
with unset_weights("meta"):
    for preset in PRESETS.values():
        build_synthesizer(preset.config())
sys.exit("torch._dynamo" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

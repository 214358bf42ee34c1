"""How the waveform is looked at and selected in."""

from __future__ import annotations

from rvcdesk.ui.action_spec import ActionSpec

VIEWING: tuple[ActionSpec, ...] = ()

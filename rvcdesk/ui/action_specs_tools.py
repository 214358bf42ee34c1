"""Processing, recording and measuring."""

from __future__ import annotations

from rvcdesk.ui.action_spec import ActionSpec

TOOLS: tuple[ActionSpec, ...] = ()

"""Finding, reviewing and judging."""

from __future__ import annotations

from rvcdesk.ui.action_spec import ActionSpec

REVIEW: tuple[ActionSpec, ...] = ()

"""Editing and playing: verbs on the selection, labels, clipboard, transport."""

from __future__ import annotations

from rvcdesk.ui.action_spec import ActionSpec

EDITING: tuple[ActionSpec, ...] = ()

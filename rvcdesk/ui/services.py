"""What every page is given: one object, made once by the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rvcdesk.settings import Settings
    from rvcdesk.ui.actions import ActionTable
    from rvcdesk.ui.engine_client import EngineClient
    from rvcdesk.ui.jobbar import Jobs
    from rvcdesk.ui.models.service import Models
    from rvcdesk.ui.notify import Notifier
    from rvcdesk.ui.player_service import PlayerService


@dataclass
class Services:
    """The shared parts of the window.

    Attributes:
        settings: the user's settings; call `save()` after `set()`.
        notify: the one way to tell the user something.
        engine: requests to the warm child process.
        player: playback.
        jobs: what the job bar shows; `jobs.follow(title, request)` for engine requests.
        models: model files: what is here, and fetching what is not.
        actions: the QActions, for tool bars and context menus: `actions.action(id)`.
    """

    settings: Settings
    notify: Notifier
    engine: EngineClient
    player: PlayerService
    jobs: Jobs
    models: Models
    actions: ActionTable

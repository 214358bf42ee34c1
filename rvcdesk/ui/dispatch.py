"""Who answers an action now, and whether it can be used."""

from __future__ import annotations

from collections.abc import Callable

from rvcdesk.messages import UserError
from rvcdesk.ui.action_specs import BY_ID, GLOBAL, ActionSpec
from rvcdesk.ui.page import Page
from rvcdesk.ui.projects import Projects
from rvcdesk.ui.services import Services


class Dispatch:
    """The visible page answers first, then the window."""

    def __init__(
        self,
        services: Services,
        projects: Projects,
        page: Callable[[], Page | None],
        commands: dict[str, Callable[[], object]],
    ) -> None:
        """`page` gives the visible one; `commands` are the window's own."""
        self._services = services
        self._projects = projects
        self._page = page
        self._commands = commands

    def _handler(self, spec: ActionSpec) -> tuple[Page | None, Callable[[], object] | None]:
        page = self._page()
        if page is not None and spec.page in (GLOBAL, page.id):
            handler = page.action_handlers.get(spec.id)
            if handler is not None:
                return page, handler
        return None, self._commands.get(spec.id)

    def allowed(self, spec: ActionSpec) -> bool:
        """Whether an action can be used now."""
        return self._allowed(spec, {})

    def _allowed(self, spec: ActionSpec, known: dict[str, bool]) -> bool:
        """The one rule for what is enabled; `known` is what the page has told already."""
        project = self._projects.current
        if spec.needs_project and project is None:
            return False
        if spec.changes and (project is None or project.read_only):
            return False
        page, handler = self._handler(spec)
        if page is None or handler is None:
            return handler is not None
        return known.get(spec.id, True) if known else page.enabled(spec.id)

    def update(self) -> None:
        """Ask again what can be used; the page is asked once for all that it can tell at once."""
        page = self._page()
        known = page.usable() if page is not None else {}
        self._services.actions.update(lambda spec: self._allowed(spec, known))

    def run(self, id: str) -> None:
        """Do it, if it can be done; what is wrong is said in the status bar."""
        spec = BY_ID[id]
        _, handler = self._handler(spec)
        if handler is None or not self.allowed(spec):
            return
        try:
            handler()
        except UserError as error:
            self._services.notify.error(error)
        self.update()

"""Views that scroll and zoom together: source and result, one above the other."""

from __future__ import annotations

from rvcdesk.ui.widgets.waveform import WaveformView


def link_views(*views: WaveformView) -> None:
    """Let views scroll and zoom together, by time: their rates may differ."""
    busy = False

    def follow(leader: WaveformView) -> None:
        nonlocal busy
        if busy or leader.source is None:
            return
        busy = True
        for view in views:
            if view is leader or view.source is None:
                continue
            if leader.port.is_fitted:
                view.fit()  # and stays so when the window gets another width
            else:
                ratio = view.rate / leader.rate
                view.set_view(leader.port.start * ratio, leader.port.end * ratio)
        busy = False

    for view in views:
        view.view_changed.connect(lambda *_, leader=view: follow(leader))

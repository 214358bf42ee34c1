"""What the tests of the loss plot share."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from rvcdesk.ui.widgets.loss_plot import LossPlot


@pytest.fixture
def plot(qtbot: QtBot) -> LossPlot:
    widget = LossPlot()
    qtbot.addWidget(widget)
    widget.resize(900, 400)
    widget.show()
    qtbot.waitExposed(widget)
    return widget

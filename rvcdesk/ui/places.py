"""Where choosing files begins: where some were taken last, at first where browsers put them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_last: Path | None = None


def start_folder() -> str:
    """The folder that a dialog for files from elsewhere opens with."""
    if _last is not None and _last.is_dir():
        return str(_last)
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    return downloads if downloads and Path(downloads).is_dir() else str(Path.home())


def remember(paths: Iterable[Path]) -> None:
    """These were chosen; the next dialog begins beside them."""
    global _last
    for path in paths:
        _last = path.parent
        return

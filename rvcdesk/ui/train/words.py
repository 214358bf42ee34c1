"""Times and sizes in words, for the Train page."""

from __future__ import annotations

import datetime
import math

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from rvcdesk.ui.tr import decimal

MINUTE, HOUR, DAY = 60, 3600, 86_400


def duration(seconds: float) -> str:
    """As one says it: "less than a minute", "25 min", "3 h 50 min", "2 d 4 h"."""
    translate = QCoreApplication.translate
    if seconds < MINUTE:
        return translate("TrainWords", "less than a minute")
    minutes = math.ceil(seconds / MINUTE)
    if minutes < MINUTE:
        return translate("TrainWords", "{minutes} min").format(minutes=minutes)
    if seconds < DAY:
        minutes = minutes if minutes < 600 else 10 * math.ceil(minutes / 10)
        hours, minutes = divmod(minutes, MINUTE)
        if not minutes:
            return translate("TrainWords", "{hours} h").format(hours=hours)
        return translate("TrainWords", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    days, hours = divmod(math.ceil(seconds / HOUR), 24)
    said = translate("TrainWords", "{days} d").format(days=days)
    return said + (" " + translate("TrainWords", "{hours} h").format(hours=hours) if hours else "")


def moment(seconds: float, now: datetime.datetime | None = None) -> str:
    """When it is in so many seconds: "16:40", "tomorrow at 02:15", "on Friday at 02:15", or a date."""
    translate = QCoreApplication.translate
    now = now or datetime.datetime.now()
    then = now + datetime.timedelta(seconds=seconds)
    clock = QLocale().toString(QTime(then.hour, then.minute), QLocale.FormatType.ShortFormat)
    days = (then.date() - now.date()).days
    if days == 0:
        return clock
    if days == 1:
        return translate("TrainWords", "tomorrow at {time}").format(time=clock)
    day = QLocale().dayName(then.isoweekday()) if days < 7 else f"{then:%Y-%m-%d}"
    return translate("TrainWords", "{day}, {time}").format(day=day, time=clock)


def size(count: float) -> str:
    """Bytes as the desktop writes them: "1.2 GB" or "1,2 GB"."""
    form = QLocale.DataSizeFormat.DataSizeSIFormat
    return QLocale().formattedDataSize(round(count), 0 if count < 1e6 else 1, form)


def similarity(value: float) -> str:
    """0..1 with two digits."""
    return decimal(f"{value:.2f}")

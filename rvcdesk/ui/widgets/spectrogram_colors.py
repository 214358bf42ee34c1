"""The colours of levels: lightness rises (or, on light paper, falls) evenly, so the order needs no hue."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rvcdesk.ui.theme import Scheme

# share of the way: lightness (0..1), chroma and hue (degrees) in OKLCh
_DARK = (
    (0.0, 0.175, 0.012, 270.0),
    (0.3, 0.37, 0.13, 292.0),
    (0.55, 0.56, 0.19, 348.0),
    (0.8, 0.76, 0.16, 415.0),
    (1.0, 0.97, 0.06, 460.0),
)
_LIGHT = (
    (0.0, 1.0, 0.0, 100.0),
    (0.25, 0.87, 0.08, 90.0),
    (0.5, 0.70, 0.16, 50.0),
    (0.75, 0.46, 0.19, 0.0),
    (1.0, 0.20, 0.10, -65.0),
)


@lru_cache(maxsize=4)
def palette(scheme: Scheme) -> NDArray[np.uint32]:
    """256 opaque colours, 0xffRRGGBB, from silence to loud."""
    points = np.array(_DARK if scheme == "dark" else _LIGHT)
    place = np.linspace(0, 1, 256)
    light, chroma, hue = (np.interp(place, points[:, 0], points[:, column]) for column in (1, 2, 3))
    angle = np.deg2rad(hue)
    rgb = np.rint(_srgb(light, chroma * np.cos(angle), chroma * np.sin(angle)) * 255).astype(np.uint32)
    return np.uint32(0xFF000000) | rgb[0] << np.uint32(16) | rgb[1] << np.uint32(8) | rgb[2]


def _srgb(light: NDArray[np.float64], a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """OKLab to sRGB, (3, n) 0..1."""
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = np.stack(
        [
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        ]
    ).clip(0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)

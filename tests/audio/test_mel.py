from __future__ import annotations

import numpy as np
import pytest

from rvcdesk.audio.mel import mel_filters


@pytest.mark.parametrize(
    ("rate", "n_fft", "bands", "high"), [(40000, 2048, 125, None), (16000, 400, 80, 8000.0)]
)
def test_filters_equal_librosas(rate: int, n_fft: int, bands: int, high: float | None) -> None:
    import librosa

    theirs = librosa.filters.mel(sr=rate, n_fft=n_fft, n_mels=bands, fmax=high)
    np.testing.assert_allclose(mel_filters(rate, n_fft, bands, 0.0, high), theirs, atol=1e-7)

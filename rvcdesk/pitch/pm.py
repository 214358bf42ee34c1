"""`pm`: Praat's autocorrelation, through parselmouth."""

from __future__ import annotations

import numpy as np

from rvcdesk.jobs import SILENT, Reporter
from rvcdesk.pitch.chunks import F0, HOP, RATE, How, Mono, Sound, frame_count, in_chunks
from rvcdesk.pitch.coarse import F0_MAX, F0_MIN

VOICING_THRESHOLD = 0.6
SILENCE_THRESHOLD = 0.03  # of the recording's peak
# Praat centres its frames in the sound. With this much in front and EXTRA samples in all beyond
# whole frames, frame i falls on sample 160 i (its window is 3 periods of F0_MIN, 60 ms = 960 samples),
# and no frame is won or lost by rounding.
FRONT = 520
EXTRA = 880


def estimate(sound: Sound, how: How, report: Reporter = SILENT) -> Mono:
    """Pitch of (n,) at 16 kHz: (n // 160 + 1,) Hz, 0 unvoiced."""
    peak = sound.peak()
    threshold = VOICING_THRESHOLD if how.threshold is None else how.threshold
    return in_chunks(sound, lambda part: _praat(part, peak, threshold), report)


def _praat(audio: Mono, peak: float, threshold: float) -> F0:
    import parselmouth

    frames = frame_count(audio.size)
    sound = np.zeros(frames * HOP + EXTRA)
    sound[FRONT : FRONT + audio.size] = audio
    own_peak = float(np.abs(sound - sound.mean()).max())
    if own_peak == 0 or peak == 0:
        return np.zeros(frames)
    pitch = parselmouth.Sound(sound, RATE).to_pitch_ac(
        time_step=HOP / RATE,
        voicing_threshold=threshold,
        # Praat measures silence against this chunk's peak; the recording's is meant.
        silence_threshold=SILENCE_THRESHOLD * peak / own_peak,
        pitch_floor=F0_MIN,
        pitch_ceiling=F0_MAX,
    )
    return np.asarray(pitch.selected_array["frequency"])[:frames]

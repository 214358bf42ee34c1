"""The settings of each effect as rows of a form: units, ranges, tool tips, warnings."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QWidget

from rvcdesk.audio.effects.click_removal import ClickRemovalOptions
from rvcdesk.audio.effects.clip_repair import ClipRepairOptions
from rvcdesk.audio.effects.hum_notch import HumNotchOptions
from rvcdesk.audio.effects.noise_reduction import NoiseReductionOptions
from rvcdesk.messages import N_
from rvcdesk.ui import theme
from rvcdesk.ui.clean.effects_steps import ChainStep, GainStep, LoudnessStep, Options, Step
from rvcdesk.ui.tr import text

ARTEFACTS = N_(
    "A voice learns what processing leaves behind. Use as little as helps, compare, and cut what stays bad."
)


@dataclass(frozen=True)
class Row:
    """One number, or one of `choices` (value, text)."""

    name: str
    title: str
    tip: str
    default: float
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    decimals: int = 0
    step: float = 1.0
    choices: tuple[tuple[float, str], ...] = ()
    special: str = ""


@dataclass(frozen=True)
class Form:
    """One effect's panel. `needs_box`: works on the selected frequencies."""

    id: str
    title: str
    rows: tuple[Row, ...]
    warning: str = ""
    needs_box: bool = False


_NOISE, _CLICK, _CLIP, _HUM = (
    NoiseReductionOptions(),
    ClickRemovalOptions(),
    ClipRepairOptions(),
    HumNotchOptions(),
)

FORMS: dict[str, Form] = {
    form.id: form
    for form in (
        Form(
            "normalise_loudness",
            N_("Normalise loudness"),
            (
                Row("target_lufs", N_("Lou&dness"), N_("Speech for a voice: -23 to -16"), -20, -40, -8,
                    " LUFS", 1, 0.5),
                Row("ceiling_db", N_("True pea&k at most"),
                    N_("If peaks would go over this, it is turned up by less"), -1, -20, 0, " dBTP", 1, 0.5),
            ),
        ),
        Form(
            "amplify",
            N_("Amplify"),
            (Row("gain_db", N_("&Gain"), N_("Below 0: quieter"), 6, -50, 50, " dB", 1, 0.5),),
        ),
        Form(
            "noise_reduction",
            N_("Reduce noise"),
            (
                Row("reduction_db", N_("Re&duction"), N_("By how much noise is turned down"),
                    _NOISE.reduction_db, 0, 48, " dB"),
                Row("sensitivity", N_("Sensitivit&y"), N_("Higher takes more for noise, of the voice too"),
                    _NOISE.sensitivity, 0, 24, "", 2, 0.5),
                Row("smoothing_bands", N_("Smoothi&ng"),
                    N_("Less tinkling, but more than 3 bands dull the voice"),
                    _NOISE.smoothing_bands, 0, 12, N_(" bands")),
            ),
            ARTEFACTS,
        ),
        Form(
            "click_removal",
            N_("Remove clicks"),
            (
                Row("threshold", N_("Threshol&d"), N_("Lower finds more; from 0 to 900, as in Audacity"),
                    _CLICK.threshold, 20, 900, "", 0, 10),
                Row("width", N_("Longest clic&k"), N_("In samples at 44.1 kHz; longer ones are left"),
                    _CLICK.width, 1, 40, N_(" samples")),
            ),
            ARTEFACTS,
        ),
        Form(
            "clip_repair",
            N_("Repair clipping"),
            (
                Row("threshold_percent", N_("Clippe&d from"), N_("Of the recording's highest peak"),
                    _CLIP.threshold_percent, 50, 100, " %"),
                Row("gain_db", N_("Ma&ke room"), N_("Rebuilt peaks are higher: all is turned down by this"),
                    _CLIP.gain_db, -30, 0, " dB", 1),
            ),
            ARTEFACTS,
        ),
        Form(
            "hum_notch",
            N_("Remove hum"),
            (
                Row("frequency_hz", N_("Mai&ns"), N_("50 Hz in most of the world, 60 Hz in America"),
                    _HUM.frequency_hz,
                    choices=((0.0, N_("Find it")), (50.0, N_("50 Hz")), (60.0, N_("60 Hz")))),
                Row("harmonics", N_("Harmon&ics"), N_("How many notches; found: only those that stand out"),
                    _HUM.harmonics, 0, 40, special=N_("Found")),
                Row("width_hz", N_("Wi&dth"), N_("Wider follows mains that drift, and takes more voice"),
                    _HUM.width_hz, 0.2, 5, " Hz", 1, 0.1),
            ),
            ARTEFACTS,
        ),
        Form(
            "spectral_attenuate",
            N_("Turn the box down"),
            (Row("gain_db", N_("&By"), N_("In the selected frequencies"), -12, -96, 0, " dB"),),
            ARTEFACTS,
            needs_box=True,
        ),
    )
}  # fmt: skip


class EffectForm(QWidget):
    """The rows of one effect.

    Signals:
        changed: a value was changed.
    """

    changed = Signal()

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.boxes: dict[str, QDoubleSpinBox | QComboBox] = {}
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for row in form.rows:
            box = self._choice(row) if row.choices else self._number(row)
            box.setToolTip(text(row.tip))
            box.setAccessibleName(text(row.title).replace("&", ""))
            box.setAccessibleDescription(text(row.tip))
            self.boxes[row.name] = box
            rows.addRow(text(row.title), box)
        self.show_options({})

    def _choice(self, row: Row) -> QComboBox:
        box = QComboBox()
        for value, name in row.choices:
            box.addItem(text(name), value)
        box.currentIndexChanged.connect(self.changed)
        return box

    def _number(self, row: Row) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setDecimals(row.decimals)
        box.setRange(row.low, row.high)
        box.setSingleStep(row.step)
        box.setSuffix(text(row.unit))
        box.setSpecialValueText(text(row.special))
        box.setFont(theme.tabular_font(box.font()))
        box.valueChanged.connect(self.changed)
        return box

    @property
    def options(self) -> Options:
        """As set now."""
        found: Options = {}
        for row in self.form.rows:
            box = self.boxes[row.name]
            if isinstance(box, QComboBox):
                found[row.name] = float(box.currentData())
            else:
                whole = not row.decimals and isinstance(row.default, int)
                found[row.name] = round(box.value()) if whole else round(box.value(), row.decimals)
        return found

    def show_options(self, options: Options) -> None:
        """Show remembered values; what is missing, or is no number, is as at first."""
        for row in self.form.rows:
            value = options.get(row.name, row.default)
            number = float(value) if isinstance(value, (int, float)) else row.default
            box = self.boxes[row.name]
            if isinstance(box, QComboBox):
                box.setCurrentIndex(max(0, box.findData(number)))
            else:
                box.setValue(number)


def step_of(
    form: str, options: Options, box: tuple[float, float] | None, profiles: dict[str, tuple[str, int, int]]
) -> Step:
    """What a form with these values does."""
    if form == "amplify":
        return GainStep(float(options["gain_db"]))
    if form == "normalise_loudness":
        return LoudnessStep(0.0, float(options["target_lufs"]), float(options["ceiling_db"]))
    if box is not None and form.startswith("spectral"):
        options = {**options, "low_hz": round(box[0], 1), "high_hz": round(box[1], 1)}
    return ChainStep(form, options, profiles)

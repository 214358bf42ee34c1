"""The form of a conversion: its defaults and ranges are those of `ConvertOptions`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from rvcdesk.conversion.options import RANGES, ConvertOptions
from rvcdesk.messages import Message
from rvcdesk.settings import SETTINGS, Settings
from rvcdesk.ui.convert.fields import ShareBox, TransposeBox
from rvcdesk.ui.convert.takes import semitones
from rvcdesk.ui.start import dim
from rvcdesk.ui.tr import text
from rvcdesk.ui.widgets.fields import BIGGEST, FileField, Row, choice, fill, number
from rvcdesk.ui.widgets.fold import Fold
from rvcdesk.ui.widgets.pitch_choice import pitch_items

RATES = (0, 16000, 22050, 32000, 40000, 44100, 48000)


class OptionsForm(QWidget):
    """Makes a `ConvertOptions`. `changed` when the user changes something."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._suggested: int | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._make_pitch()
        self._make_shares()
        self._make_method()
        advanced = QWidget()
        outer, self._column = self._column, QVBoxLayout(advanced)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._make_advanced()
        self._column = outer
        self.advanced = Fold(self.tr("Advanced"), advanced)
        outer.addWidget(self.advanced)
        self.reset = QPushButton(self.tr("Reset to defaults"))
        self.reset.setToolTip(self.tr("Every setting of this form as it was on the first day"))
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self.show_defaults)
        outer.addWidget(self.reset)
        self.show_defaults()

    # --- building

    def _row(self, title: str, editor: QWidget, tip: str) -> None:
        self._column.addWidget(Row(title, editor, tip))
        for name in ("changed", "valueChanged", "currentIndexChanged", "toggled"):
            signal = getattr(editor, name, None)
            if signal is not None:
                signal.connect(lambda *_values: self.changed.emit())
                break

    def _make_pitch(self) -> None:
        low, high = (round(edge) for edge in RANGES["transpose"])
        self.transpose = TransposeBox(low, high)
        tip = self.tr(
            "Moves the melody: −12 is an octave lower, +12 an octave higher. "
            "Whole octaves stay in key with the instrumental."
        )
        self._row(self.tr("Transpose"), self.transpose, tip)
        self.suggestion = dim("")
        self.use = QToolButton()
        self.use.setText(self.tr("Use"))
        self.use.setToolTip(self.tr("Transpose as suggested"))
        self.use.setAccessibleName(self.tr("Transpose as suggested"))
        self.use.clicked.connect(self._use_suggestion)
        self._suggestion_row = QWidget()
        row = QHBoxLayout(self._suggestion_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.suggestion, 1)
        row.addWidget(self.use)
        self._column.addWidget(self._suggestion_row)
        self.transpose.changed.connect(self._show_use)
        self.set_suggestion(None)

    def _make_shares(self) -> None:
        self.index_rate = ShareBox(*RANGES["index_rate"], ConvertOptions.index_rate)
        tip = self.tr(
            "How much of the voice's own pronunciation is mixed in. More sounds more like the voice; "
            "less is clearer where the voice never sang such a sound."
        )
        self._row(self.tr("&Index rate"), self.index_rate, tip)
        self.rms_mix = ShareBox(*RANGES["rms_mix"], ConvertOptions.rms_mix)
        tip = self.tr(
            "Loud and soft (RVC: rms mix). 0 follows the singer of the source, 1 keeps the voice's own."
        )
        self._row(self.tr("&Loudness mix"), self.rms_mix, tip)
        self.protect = ShareBox(*RANGES["protect"], ConvertOptions.protect)
        tip = self.tr(
            "Keeps breaths and sharp consonants as they were sung: lower protects more, 0.5 turns it off."
        )
        self._row(self.tr("Protect"), self.protect, tip)

    def _make_method(self) -> None:
        self.f0 = choice(pitch_items())
        tip = self.tr("How the melody is found in the source. Try another one where notes jump or break.")
        self._row(self.tr("Pitch metho&d"), self.f0, tip)
        self.seed = number(0, BIGGEST, ConvertOptions.seed)
        tip = self.tr("The same number gives the very same result; another one a slightly different one")
        self._row(self.tr("&Seed"), self.seed, tip)
        self.precision = choice(
            [
                ("auto", self.tr("Automatic"), self.tr("Fast where the hardware can, else exact")),
                ("exact", self.tr("Exact"), self.tr("float32: the same numbers as RVC itself")),
                ("fast", self.tr("Fast"), self.tr("bfloat16, where processor or graphics card have it")),
            ]
        )
        tip = self.tr(
            "Exact computes every number in full, as RVC does. Fast takes half the precision where the "
            "hardware can: quicker, and the difference is some 50 dB below the voice."
        )
        self._row(self.tr("&Quality"), self.precision, tip)

    def _make_advanced(self) -> None:
        low, high = (round(edge) for edge in RANGES["filter_radius"])
        self.filter_radius = number(low, high, ConvertOptions.filter_radius)
        tip = self.tr("Smooths the melody that Harvest and DIO find; from 3 on. The other methods need none.")
        self._row(self.tr("Filter radius"), self.filter_radius, tip)
        self.repair_octaves = QCheckBox(self.tr("Repair"))
        tip = self.tr("Brings back short stretches of the melody that were found an octave too high or low.")
        self._row(self.tr("Octave jumps"), self.repair_octaves, tip)
        self._make_curve()
        rates = [(str(rate), self.tr("{rate} Hz").format(rate=rate), "") for rate in RATES[1:]]
        self.resample = choice([("0", self.tr("As the voice"), ""), *rates])
        self._row(self.tr("Sample rate"), self.resample, self.tr("The sample rate of the result"))
        choices = next(setting.choices for setting in SETTINGS if setting.key == "device")
        self.device = choice([(value, text(title), "") for value, title in choices])
        self._row(self.tr("Device"), self.device, self.tr("What computes the conversion"))
        low, high = (round(edge) for edge in RANGES["threads"])
        self.threads = number(low, high, 0, self.tr("All cores"))
        self._row(self.tr("Threads"), self.threads, self.tr("Processor cores to use"))

    def _make_curve(self) -> None:
        curves = self.tr("Pitch curves") + " (*.csv *.txt *.f0)"
        self.f0_file = FileField(self.tr("Pitch curve"), self.tr("None: as it is found"), curves)
        tip = self.tr(
            "A text file of lines “seconds,Hz” that takes the place of the melody found there; "
            "it is not transposed."
        )
        self._row(self.tr("Pitch curve"), self.f0_file, tip)
        self.dialect = choice(
            [
                ("auto", self.tr("As the voice was trained"), ""),
                ("classic", self.tr("Classic RVC"), self.tr("No pitch through unvoiced sounds")),
                ("2026", self.tr("RVC-WebUI 2026"), self.tr("The pitch goes on through unvoiced sounds")),
            ]
        )
        tip = self.tr("Which RVC's way of giving pitch to the voice; only for comparing")
        self._row(self.tr("Dialect"), self.dialect, tip)

    def show_methods(self) -> None:
        """Pitch methods may have become usable, or not so any more."""
        items = pitch_items()
        if [item[1] for item in items] != [self.f0.itemText(n) for n in range(self.f0.count())]:
            fill(self.f0, items, self.f0.currentData())
            self.changed.emit()

    # --- the suggestion

    def set_suggestion(self, semitone_count: int | None, reason: Message | None = None) -> None:
        """Say which transposition fits and why; None: nothing to say, or only a reason."""
        self._suggested = semitone_count
        said = text(reason) if reason is not None else ""
        if semitone_count is not None:
            said = self.tr("Suggested: {semitones}. {reason}").format(
                semitones=semitones(semitone_count), reason=said
            )
        self.suggestion.setText(said)
        self._suggestion_row.setVisible(bool(said))
        self._show_use()

    def _show_use(self) -> None:
        self.use.setVisible(self._suggested is not None and self._suggested != self.transpose.value())

    def _use_suggestion(self) -> None:
        if self._suggested is not None:
            self.transpose.set_value(self._suggested)

    # --- what is in it

    def options(self, song: Path, voice: str, out: Path, project: Path | None) -> ConvertOptions:
        """What the form says, for one song."""
        return ConvertOptions(
            inputs=(song,),
            voice=voice,
            out=out,
            project=project,
            transpose=float(self.transpose.value()),
            index_rate=self.index_rate.value(),
            filter_radius=self.filter_radius.value(),
            rms_mix=self.rms_mix.value(),
            protect=self.protect.value(),
            resample=int(self.resample.currentData()),
            f0=self.f0.currentData(),
            seed=self.seed.value(),
            device=self.device.currentData(),
            threads=self.threads.value(),
            dialect=self.dialect.currentData(),
            precision=self.precision.currentData(),
            f0_file=self.f0_file.path,
            repair_octaves=self.repair_octaves.isChecked(),
        )

    def show_defaults(self) -> None:
        """The defaults of `ConvertOptions`; device and threads as in the settings."""
        self.show_settings({})
        self.threads.setValue(self._settings.get("threads"))
        self._choose(self.device, self._settings.get("device"))

    def show_settings(self, settings: dict[str, Any]) -> None:
        """Show the settings of a take; what it does not say is the default."""
        values = {**{name: getattr(ConvertOptions, name) for name in SHOWN}, **settings}
        self.transpose.set_value(float(values["transpose"]))
        self.index_rate.set_value(float(values["index_rate"]))
        self.rms_mix.set_value(float(values["rms_mix"]))
        self.protect.set_value(float(values["protect"]))
        self.seed.setValue(int(values["seed"]))
        self.filter_radius.setValue(int(values["filter_radius"]))
        self._choose(self.f0, str(values["f0"]))
        self._choose(self.resample, str(values["resample"]))
        self._choose(self.precision, str(values["precision"]))
        self._choose(self.dialect, str(values["dialect"]))
        self.f0_file.set_path(Path(values["f0_file"]) if values["f0_file"] else None)
        self.repair_octaves.setChecked(bool(values["repair_octaves"]))

    @staticmethod
    def _choose(box: Any, value: str) -> None:
        box.setCurrentIndex(max(0, box.findData(value)))


SHOWN = (
    "transpose",
    "index_rate",
    "rms_mix",
    "protect",
    "seed",
    "filter_radius",
    "f0",
    "resample",
    "precision",
    "dialect",
    "f0_file",
    "repair_octaves",
)

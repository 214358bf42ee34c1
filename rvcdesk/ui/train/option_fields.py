"""The fields of the training form: one row an option, and their values read and shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from rvcdesk.audio.files import AUDIO_SUFFIXES
from rvcdesk.training.options import TrainOptions
from rvcdesk.ui.tr import text
from rvcdesk.ui.widgets.fields import BIGGEST, FileField, Row, choice, number
from rvcdesk.ui.widgets.pitch_choice import pitch_items
from rvcdesk.voice.presets import PRESETS


class OptionFields(QWidget):
    """A column of rows, by the options' names."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, Row] = {}
        self.editors: dict[str, QWidget] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def add(self, option: str, title: str, editor: QWidget, tip: str) -> None:
        """A row for an option; the rows stand in the order they are added."""
        # Also while the list below the form grows and there is no room yet, no field is pressed flat.
        editor.setMinimumHeight(editor.minimumSizeHint().height())
        self.rows[option], self.editors[option] = Row(title, editor, tip), editor
        self.column.addWidget(self.rows[option])
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(self.changed)
        elif isinstance(editor, QSpinBox):
            editor.valueChanged.connect(self.changed)
        elif isinstance(editor, QComboBox):
            editor.currentIndexChanged.connect(self.changed)
        elif isinstance(editor, QCheckBox):
            editor.toggled.connect(self.changed)
        elif isinstance(editor, FileField):
            editor.changed.connect(self.changed)

    def values(self) -> dict[str, Any]:
        """Option -> what its field says."""
        return {option: self._value(editor) for option, editor in self.editors.items()}

    def _value(self, editor: QWidget) -> Any:
        if isinstance(editor, QLineEdit):
            return editor.text().strip()
        if isinstance(editor, QSpinBox):
            return editor.value()
        if isinstance(editor, QComboBox):
            return editor.currentData()
        if isinstance(editor, QCheckBox):
            return editor.isChecked()
        assert isinstance(editor, FileField)
        return editor.path

    def show_value(self, option: str, value: Any) -> None:
        """Put a value in a field; a choice that the box does not have is added."""
        editor = self.editors[option]
        if isinstance(editor, QLineEdit):
            editor.setText(value)
        elif isinstance(editor, QSpinBox):
            editor.setValue(value)
        elif isinstance(editor, QComboBox):
            if editor.findData(value) < 0:
                editor.addItem(str(value), value)
            editor.setCurrentIndex(editor.findData(value))
        elif isinstance(editor, QCheckBox):
            editor.setChecked(value)
        elif isinstance(editor, FileField):
            editor.set_path(Path(value) if value else None)


class MainFields(OptionFields):
    """What every run needs."""

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.add("name", self.tr("Voice &name"), self.name, self.tr("What the voice and its run are called"))
        self.preset = choice([(p.id, text(p.title), text(p.description)) for p in PRESETS.values()])
        self.add("preset", self.tr("P&reset"), self.preset, self.tr("The kind of voice to train"))
        self.epochs = number(1, 100_000, TrainOptions.epochs)
        self.add("epochs", self.tr("Epochs"), self.epochs, self.epochs_tip())
        self.save_every = number(0, 1_000_000, TrainOptions.save_every, self.tr("Only every 10 minutes"))
        self.save_every.setSuffix(" " + self.tr("epochs"))
        tip = self.tr("Epochs between two saves; every save comes with a preview to listen to")
        self.add("save_every", self.tr("&Save every"), self.save_every, tip)
        self.f0 = choice(self.f0_items())
        self.add("f0", self.tr("Pitch"), self.f0, self.tr("How the pitch of the recordings is found"))

    def f0_items(self) -> list[tuple[str, str, str]]:
        """The methods that are here."""
        none = self.tr("For voices that only speak: the result does not follow a melody.")
        return [*pitch_items(), ("none", self.tr("Without pitch"), none)]

    def epochs_tip(self) -> str:
        """What an epoch is."""
        return self.tr("How many times the training goes through all recordings")

    def show_epochs(self, steps: int) -> None:
        """A number of steps takes their place; said in the tooltip, so that no field moves away."""
        self.epochs.setEnabled(not steps)
        instead = self.tr("The training ends after {steps} steps instead (Steps, under Advanced).")
        self.epochs.setToolTip(instead.format(steps=steps) if steps else self.epochs_tip())


class AdvancedFields(OptionFields):
    """The rest: where to start from, the machine, and what is rarely changed."""

    def __init__(self) -> None:
        super().__init__()
        self._add_start()
        self._add_machine()
        self._add_rare()

    def _add_start(self) -> None:
        self.base = choice([("auto", "", "")])  # the form knows which there are
        tip = self.tr("A voice that has learnt to speak already; this one goes on from there")
        self.add("base", self.tr("Base mode&l"), self.base, tip)
        weights = self.tr("Networks") + " (*.pth *.safetensors)"
        self.base_g = FileField(self.tr("Generator"), self.tr("Nothing: from scratch"), weights)
        self.add("base_g", self.tr("Generator"), self.base_g, self.tr("The base model's generator"))
        self.base_d = FileField(self.tr("Discriminator"), self.tr("Nothing: from scratch"), weights)
        self.add("base_d", self.tr("Discriminator"), self.base_d, self.tr("The base model's discriminator"))
        self.held_out = number(-1, 1000, TrainOptions.held_out, self.tr("Automatic"))
        tip = self.tr(
            "Pieces kept out of the training to measure on: they tell when the voice is at its best. "
            "Automatic keeps some where there are enough; 0 keeps none"
        )
        self.add("held_out", self.tr("Held out"), self.held_out, tip)

    def _add_machine(self) -> None:
        self.device = choice([("auto", self.tr("The fastest one"), "")])
        self.add("device", self.tr("&Device"), self.device, self.tr("What computes the training"))
        self.batch_size = number(0, 512, 0, self.tr("Automatic"))
        tip = self.tr(
            "Pieces in one step: more is steadier, slower a step, and takes more memory. "
            "Automatic tries how many fit"
        )
        self.add("batch_size", self.tr("&Batch size"), self.batch_size, tip)
        precisions = [
            ("auto", self.tr("Automatic"), self.tr("The fastest that the device computes well")),
            ("fp32", self.tr("float32"), self.tr("Exact, slower")),
            ("bf16", self.tr("bfloat16"), self.tr("Faster on new hardware")),
            ("fp16", self.tr("float16"), self.tr("Faster on graphics cards without bfloat16")),
        ]
        tip = self.tr("The numbers to compute with")
        self.add("precision", self.tr("Precision"), choice(precisions), tip)
        switch = [("auto", self.tr("Automatic"), ""), ("on", self.tr("On"), ""), ("off", self.tr("Off"), "")]
        tip = self.tr("Computes some values twice instead of keeping them: for cards with little memory")
        self.add("checkpointing", self.tr("Save memory"), choice(switch), tip)
        places = [
            ("auto", self.tr("Automatic"), self.tr("On the graphics card where there is room")),
            ("device", self.tr("On the device"), self.tr("Fastest; takes its memory")),
            ("memory", self.tr("In the computer's memory"), self.tr("Leaves the card's memory alone")),
        ]
        tip = self.tr("Where the prepared recordings lie during the training")
        self.add("cache", self.tr("Recordings"), choice(places), tip)
        tip = self.tr("Builds faster programs for this very network first: pays on long runs with a GPU")
        self.add("compile", self.tr("Compile"), choice(switch), tip)
        self.threads = number(0, 256, 0, self.tr("All cores"))
        tip = self.tr("Worker threads; the training leaves the window the right of way in any case")
        self.add("threads", self.tr("Threads"), self.threads, tip)

    def _add_rare(self) -> None:
        self.steps = number(0, 100_000_000, 0, self.tr("By epochs"))
        tip = self.tr("Stop after so many steps, whatever the epochs say")
        self.add("steps", self.tr("Steps"), self.steps, tip)
        self.save_every_steps = number(0, 1_000_000, 0, self.tr("Off"))
        self.save_every_steps.setSuffix(" " + self.tr("steps"))
        tip = self.tr("Save after so many steps as well")
        self.add("save_every_steps", self.tr("Also save every"), self.save_every_steps, tip)
        dialects = [
            ("classic", self.tr("Classic RVC"), self.tr("What voices are made with everywhere")),
            ("2026", self.tr("RVC-WebUI 2026"), self.tr("The pitch goes on through unvoiced sounds")),
        ]
        tip = self.tr("Which RVC's numbers to train with; the voice remembers it")
        self.add("dialect", self.tr("Dialect"), choice(dialects), tip)
        self.seed = number(0, BIGGEST, 0)
        tip = self.tr("Where chance begins: the same seed repeats the same training")
        self.add("seed", self.tr("Seed"), self.seed, tip)
        sounds = self.tr("Sounds") + " (" + " ".join(f"*{suffix}" for suffix in AUDIO_SUFFIXES) + ")"
        self.preview_source = FileField(
            self.tr("Preview phrase"), self.tr("A piece of the recordings"), sounds
        )
        tip = self.tr("A recording of up to 10 seconds that the voice says at every save")
        self.add("preview_source", self.tr("Preview phrase"), self.preview_source, tip)
        board = QCheckBox(self.tr("Write them"))
        board.setChecked(TrainOptions.tensorboard)
        tip = self.tr("Files that TensorBoard can show, beside the run's own curves")
        self.add("tensorboard", self.tr("TensorBoard files"), board, tip)

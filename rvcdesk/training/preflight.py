"""What to know before a training starts: one sentence a matter, with what can be done about it."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from rvcdesk import power
from rvcdesk.assets.catalog import base_id, serving, size_text
from rvcdesk.assets.store import missing
from rvcdesk.content.encoder import encoder_need
from rvcdesk.jobs import SILENT, Cancelled, Reporter
from rvcdesk.messages import N_, BadInput, Message, UserError
from rvcdesk.options import to_json
from rvcdesk.training.base import base_note, find_base
from rvcdesk.training.data.levels import Levels, project_levels
from rvcdesk.training.data.pieces import PAUSE
from rvcdesk.training.data.summary import ENOUGH_S, summarise
from rvcdesk.training.machine import room
from rvcdesk.training.options import TrainOptions
from rvcdesk.voice.presets import Preset, get_preset

OK, WARN, STOP = "ok", "warn", "stop"
TOO_LITTLE_S = 60.0
LONG_S = 12 * 3600.0
# From these on a matter of the recordings is a warning.
MUCH_UNUSED, MUCH_SILENCE, MUCH_CLIPPED, QUIET_DB = 0.2, 0.5, 5e-4, -30.0
NEARLY_FULL = 0.8
GB = 1e9
# What changes nothing about the time of a step.
_FREE = ("name", "epochs", "steps", "save_every", "save_every_steps", "seed", "base", "base_g", "base_d",
         "preview_source", "tensorboard")  # fmt: skip
_REMEMBERED = 8
_trials: dict[str, dict[str, Any]] = {}


@dataclass(frozen=True)
class Verdict:
    """How a matter stands: ok, warn (a training is possible) or stop; `fix` as the window takes it."""

    state: str
    text: Message
    fix: dict[str, Any] | None = None


@dataclass
class Look:
    """What has been found out so far. `trial` is what `estimate` told, None where that was not possible."""

    options: TrainOptions
    preset: Preset
    report: Reporter
    summary: dict[str, Any] | None = None
    device_id: str = ""
    trial: dict[str, Any] | None = None
    no_trial: Message = field(default_factory=lambda: Message(N_("The time of a step was not measured.")))


def preflight(options: TrainOptions, report: Reporter = SILENT) -> dict[str, Any]:
    """Look at everything that a training needs: {"checks": [...], "estimate": what `estimate` says or None}.

    Each check is {"id", "state", "title", "text", "fix"}, in the order of `CHECKS`; titles and texts are
    messages as plain data. What goes wrong in one is said there, and the others are still looked at.

    Raises:
        BadInput: there is no such preset.
        Cancelled: `report` asked to stop.
    """
    look = Look(replace(options, name="voice"), get_preset(options.preset), report)
    checks = []
    for number, (id, title, check) in enumerate(CHECKS):
        report.progress(number, len(CHECKS), title)
        verdict = _safely(check, look)
        said = {"title": Message(title).to_json(), "text": verdict.text.to_json()}
        checks.append({"id": id, "state": verdict.state, **said, "fix": verdict.fix})
    return {"checks": checks, "estimate": look.trial}


def _safely(check: Callable[[Look], Verdict], look: Look) -> Verdict:
    try:
        return check(look)
    except Cancelled:
        raise
    except UserError as error:
        return Verdict(STOP, error.message)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        return Verdict(WARN, Message(N_("This could not be looked at ({reason})."), {"reason": reason}))


def _option(option: str, value: object, label: Message) -> dict[str, Any]:
    return {"option": option, "value": value, "label": label.to_json()}


# --- the dataset


def recordings(look: Look) -> Verdict:
    """Whether there is something to learn from, and enough."""
    try:
        look.summary = summarise(look.options, look.report)
    except BadInput as error:
        return Verdict(STOP, error.message, {"action": "add_recordings"})
    kept, more = look.summary["kept_s"], {"action": "add_recordings"}
    if not look.summary["pieces"]:
        return Verdict(STOP, Message(N_("Nothing in the recordings can be used for training.")), more)
    if kept < TOO_LITTLE_S:
        text = N_(
            "Only {seconds} s of voice: enough to try a training, not for a good voice; 10 minutes are."
        )
        return Verdict(WARN, Message(text, {"seconds": round(kept)}), more)
    minutes = {"minutes": round(kept / 60, 1), "recordings": look.summary["recordings"]}
    if kept < ENOUGH_S:
        text = N_("{minutes} minutes of voice; 10 are recommended, more clean speech makes a better voice.")
        return Verdict(WARN, Message(text, minutes), more)
    return Verdict(OK, Message(N_("{minutes} minutes of voice in {recordings} recordings."), minutes))


def health(look: Look) -> Verdict:
    """What of the recordings cannot be used, and which of them will harm; the worst is said."""
    if look.summary is None:
        return Verdict(WARN, Message(N_("There are no recordings to look at.")))
    clean = {"action": "page_clean"}
    for levels in project_levels(look.options.project, look.report):
        if remark := _harm(levels):
            return Verdict(WARN, remark, clean)
    unused: dict[str, float] = {}
    for item in look.summary["unused"]:
        unused[item["reason"]] = unused.get(item["reason"], 0.0) + item["end_s"] - item["start_s"]
    if not unused:
        return Verdict(OK, Message(N_("All that is kept can be used.")))
    kept = look.summary["kept_s"]
    text = Message(
        N_("{seconds} of {kept} s are not used, most of that for this: {reason}."),
        {
            "seconds": round(sum(unused.values()), 1),
            "kept": round(kept, 1),
            "reason": Message(max(unused, key=unused.__getitem__)),
        },
    )
    spoilt = sum(seconds for reason, seconds in unused.items() if reason != PAUSE)
    return Verdict(WARN, text, clean) if spoilt > MUCH_UNUSED * kept else Verdict(OK, text)


def _harm(levels: Levels) -> Message | None:
    values = {"clip": levels.clip, "percent": round(100 * levels.silent), "db": round(levels.peak_db)}
    if levels.clipped > MUCH_CLIPPED:
        values["percent"] = round(100 * levels.clipped, 1)
        return Message(
            N_("{clip} is overdriven ({percent} % of it at full scale): the voice learns the crackle."),
            values,
        )
    if levels.peak_db < QUIET_DB:
        return Message(N_("{clip} is very quiet (at most {db} dB): its noise is learnt with it."), values)
    if levels.silent > MUCH_SILENCE:
        return Message(N_("{clip} is {percent} % silence, which teaches nothing; cut it out."), values)
    return None


# --- files


def model_files(look: Look) -> Verdict:
    """Whether the networks that prepare the recordings are here."""
    need = encoder_need(look.preset.network.content)
    needs = [item for item in (need, "rmvpe" if look.options.f0 == "rmvpe" else "") if item]
    wanted = missing(*needs)
    if wanted:
        values = {
            "model": wanted[0].title,
            "more": len(wanted) - 1,
            "size": size_text(sum(item.bytes for item in wanted)),
        }
        text = N_("{model} ({size}) is needed and not here yet.")
        if len(wanted) > 1:
            text = N_("{model} and {more} more ({size}) are needed and not here yet.")
        return Verdict(STOP, Message(text, values), {"models": True})
    if not needs:
        return Verdict(OK, Message(N_("Nothing has to be fetched for this preset.")))
    return Verdict(OK, Message(N_("Everything that this preset needs is here.")))


def base(look: Look) -> Verdict:
    """What the training starts from."""
    options, f0 = look.options, look.options.f0 != "none"
    try:
        generator, _ = find_base(options)
    except BadInput as error:
        fits = options.base.startswith("community:") and not (options.base_g or options.base_d)
        return Verdict(STOP, error.message, {"models": True} if fits else None)
    if generator is not None:
        return Verdict(OK, base_note(options))
    if not any(look.preset.base_model(f0=f0)):
        return Verdict(OK, Message(N_("This preset is made to start from nothing.")))
    if options.base != "auto" or options.base_d is not None:
        own = _option("base", "auto", Message(N_("Start from the base model")))
        return Verdict(WARN, base_note(options), own if options.base != "auto" else None)
    offered = serving(base_id(options.preset, f0=f0))
    if not offered:
        return Verdict(WARN, base_note(options))
    text = N_(
        "{title} ({size}) is not here: the training would start from nothing, which needs far more time and "
        "recordings."
    )
    facts = {"title": offered[0].title, "size": size_text(offered[0].bytes)}
    return Verdict(WARN, Message(text, facts), {"models": True})


# --- the machine


def device(look: Look) -> Verdict:
    """What computes, after a real kernel ran on it."""
    from rvcdesk.devices import pick_device, unused_card

    try:
        chosen, facts = pick_device(look.options.device)
    except BadInput as error:
        best = _option("device", "auto", Message(N_("Use the fastest one")))
        return Verdict(STOP, error.message, None if look.options.device == "auto" else best)
    look.device_id = str(chosen)
    if chosen.type != "cpu":
        return Verdict(OK, Message(N_("{name} computes, and has been tried."), {"name": facts.name}))
    if look.options.device == "auto" and (card := unused_card()):
        return Verdict(WARN, card)
    return Verdict(OK, Message(N_("The processor computes: {name}."), {"name": facts.name}))


def memory(look: Look) -> Verdict:
    """Whether the training fits; where it may, trial steps are taken, which also tell the time."""
    if not look.device_id:
        return Verdict(WARN, Message(N_("Not looked at: there is no device to compute with.")))
    options = look.options
    free = room.free_memory(look.device_id)
    usual = options.batch_size or look.preset.training.batch_size
    most = room.batch_that_fits(options, free)
    values = {"free": round(free / GB, 1), "need": round(room.memory_need(options, max(1, usual)) / GB, 1)}
    card = look.device_id.startswith("cuda")
    # A card takes an item at a time where it must, in half the room; its own trial decides.
    if not most and not card:
        values["need"] = round(room.memory_need(options, 1) / GB, 1)
        look.no_trial = Message(N_("The time of a step was not measured: there is not enough memory for it."))
        text = N_("{free} GB of memory are free and at least {need} GB are needed; close other programs.")
        return Verdict(STOP, Message(text, values), _draft(look))
    _try(look)
    if look.trial is not None and look.trial.get("memory_bytes"):
        values["need"] = round(look.trial["memory_bytes"] / GB, 1)
    elif not card and most < usual:
        fewer = _option("batch_size", most, Message(N_("Batch size {size}"), {"size": most}))
        text = N_(
            "About {need} GB of memory are needed and {free} GB are free; the computer may become slow."
        )
        return Verdict(WARN, Message(text, values), fewer)
    return Verdict(OK, Message(N_("About {need} GB of memory are needed; {free} GB are free."), values))


def _try(look: Look) -> None:
    """Trial steps, unless the same ones have been taken before."""
    if look.summary is None or not look.summary["pieces"]:
        look.no_trial = Message(N_("The time cannot be told without recordings."))
        return
    from rvcdesk.training.estimate import estimate

    options = look.options
    facts = {key: value for key, value in to_json(options).items() if key not in _FREE}
    key = repr((facts, look.summary["pieces"]))
    try:
        if key not in _trials:
            while len(_trials) >= _REMEMBERED:
                _trials.pop(next(iter(_trials)))
            _trials[key] = estimate(options, look.report)
        known = _trials[key]
        steps = options.steps or options.epochs * known["steps_per_epoch"]
        look.trial = {**known, "steps": steps, "seconds": known["step_s"] * steps}
        look.trial["base"] = base_note(options).to_json()
    except UserError as error:
        look.no_trial = error.message
    except (RuntimeError, MemoryError) as error:  # torch's own words when memory runs out
        reason = (str(error) or type(error).__name__).splitlines()[0][:200]
        look.no_trial = Message(N_("The trial steps failed ({reason})."), {"reason": reason})


def _draft(look: Look) -> dict[str, Any] | None:
    if look.preset.id == "draft":
        return None
    return _option("preset", "draft", Message(N_("Take the draft preset")))


def disk(look: Look) -> Verdict:
    """Whether all that the run will keep fits where the project lies."""
    kept = look.summary["kept_s"] if look.summary else 0.0
    need = room.disk_need(look.options, kept, look.trial)
    free = room.free_disk(look.options.project)
    values = {"need": round(need / GB, 1), "free": round(free / GB, 1)}
    if need > free:
        text = N_("About {need} GB will be written and only {free} GB are free; make room first.")
        return Verdict(STOP, Message(text, values), _rarer(look, need, free) or {"storage": True})
    if need > NEARLY_FULL * free:
        text = N_("About {need} GB will be written, nearly all of the {free} GB that are free.")
        return Verdict(WARN, Message(text, values), {"storage": True})
    return Verdict(OK, Message(N_("About {need} GB will be written; {free} GB are free."), values))


def _rarer(look: Look, need: int, free: int) -> dict[str, Any] | None:
    """Fewer saves, where they are most of what is written."""
    options, saves = look.options, room.save_count(look.options, look.trial)
    each = room.save_bytes(options)
    possible = (NEARLY_FULL * free - (need - saves * each)) / each - 1
    if not options.save_every or possible < 1:
        return None
    every = math.ceil(options.save_every * saves / possible)
    if not options.save_every < every <= options.epochs:
        return None
    return _option("save_every", every, Message(N_("Save every {count} epochs"), {"count": every}))


def time(look: Look) -> Verdict:
    """How long it takes."""
    if look.trial is None:
        return Verdict(WARN, look.no_trial)
    seconds = float(look.trial["seconds"])
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    end = datetime.datetime.now() + datetime.timedelta(seconds=seconds)
    values = {
        "hours": hours,
        "minutes": minutes,
        "steps": look.trial["steps"],
        "end": f"{end:%Y-%m-%d %H:%M}",
    }
    text = N_("About {hours} h {minutes} min for {steps} steps, until {end}.")
    if seconds > LONG_S:
        return Verdict(WARN, Message(text, values), _shorter(look, seconds))
    if not hours:
        text = N_("About {minutes} min for {steps} steps, until {end}.")
    return Verdict(OK, Message(text, values))


def _shorter(look: Look, seconds: float) -> dict[str, Any] | None:
    """What would make it end sooner: the small network on a processor, else fewer epochs or steps."""
    if look.device_id == "cpu" and look.preset.id != "draft":
        return _draft(look)
    option = "steps" if look.options.steps else "epochs"
    fewer = int(getattr(look.options, option) * LONG_S / seconds)
    if fewer < 1:
        return None
    label = Message(N_("Train {count} steps") if look.options.steps else N_("Train {count} epochs"),
                    {"count": fewer})  # fmt: skip
    return _option(option, fewer, label)


def battery(look: Look) -> Verdict:
    """Whether the power lasts."""
    found = power.battery()
    if found is None:
        return Verdict(OK, Message(N_("This computer runs from the mains.")))
    percent = {"percent": round(100 * found.share)}
    if found.plugged:
        return Verdict(OK, Message(N_("Plugged in; the battery is at {percent} %."), percent))
    text = N_("On battery, at {percent} %: plug the computer in, training empties it quickly.")
    return Verdict(WARN, Message(text, percent))


CHECKS: tuple[tuple[str, str, Callable[[Look], Verdict]], ...] = (
    ("recordings", N_("Recordings"), recordings),
    ("health", N_("Recording quality"), health),
    ("model_files", N_("Model files"), model_files),
    ("base", N_("Base model"), base),
    ("device", N_("Device"), device),
    ("memory", N_("Memory"), memory),
    ("disk", N_("Disk"), disk),
    ("time", N_("Time"), time),
    ("battery", N_("Battery"), battery),
)

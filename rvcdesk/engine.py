"""The child process: `python -m rvcdesk.engine serve` or `… run FOLDER`.

`serve` answers one request at a time. A request is one JSON line on stdin, `{"id", "verb", "options"}`;
answers are JSON lines on the original stdout: any number of `progress` and `warning`, then `done` or
`failed`, each with the request's id. The first line is `ready`. End of input ends the child; the window
cancels by ending it. `run` trains one run folder; its truth is the folder, nothing is said on stdout.
"""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from rvcdesk.messages import Message, UserError

# verb: (module, function, options class in that module or another "module:class", "" for none)
VERBS: dict[str, tuple[str, str, str]] = {
    "ping": ("rvcdesk.engine", "ping", ""),
    "devices": ("rvcdesk.devices", "devices", ""),
    "inspect": ("rvcdesk.voice.inspect", "inspect_verb", "rvcdesk.voice.inspect:InspectOptions"),
    "import_voice": (
        "rvcdesk.voice.importing",
        "import_voice",
        "rvcdesk.voice.importing:ImportVoiceOptions",
    ),
    "clean": ("rvcdesk.cleaning.clean", "clean", "rvcdesk.cleaning.clean:CleanOptions"),
    "health": (
        "rvcdesk.cleaning.health_measure",
        "measure_project",
        "rvcdesk.cleaning.health_measure:HealthOptions",
    ),
    "find": ("rvcdesk.cleaning.search", "find_in_project", "rvcdesk.cleaning.search:FindOptions"),
    "summarise": ("rvcdesk.training.prepare", "summarise", "rvcdesk.training.options:TrainOptions"),
    "estimate": ("rvcdesk.training.estimate", "estimate", "rvcdesk.training.options:TrainOptions"),
    "preflight": ("rvcdesk.training.preflight", "preflight", "rvcdesk.training.options:TrainOptions"),
    "make_voice": ("rvcdesk.training.choose", "make_voice", "rvcdesk.training.choose:MakeVoiceOptions"),
    "storage": ("rvcdesk.training.storage", "storage", "rvcdesk.training.storage:StorageOptions"),
    "clear_storage": ("rvcdesk.training.storage", "clear_storage", "rvcdesk.training.storage:ClearOptions"),
    "convert": ("rvcdesk.conversion.converter", "convert", "rvcdesk.conversion.options:ConvertOptions"),
    "pitch": ("rvcdesk.pitch.track", "track", "rvcdesk.pitch.track:PitchOptions"),
    "suggest": ("rvcdesk.conversion.suggest", "suggest", "rvcdesk.conversion.suggest:SuggestOptions"),
    "mix": ("rvcdesk.conversion.cover", "mix", "rvcdesk.conversion.options:MixOptions"),
}


def claim_stdout() -> IO[str]:
    """Keep the original stdout for the protocol; whatever else prints goes to stderr."""
    protocol = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return protocol


class Protocol:
    """Writes answers; is the `Reporter` of the request being worked on."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._id: int | None = None
        self._last = 0.0

    def start(self, request: int) -> None:
        self._id = request
        self._last = 0.0

    def send(self, event: str, **fields: Any) -> None:
        """One line."""
        import json

        record = {"event": event, **fields}
        if self._id is not None:
            record["id"] = self._id
        # Escapes: a file name may hold bytes that are no text, and must come back as it was.
        self._stream.write(json.dumps(record) + "\n")
        self._stream.flush()

    def progress(self, done: float, total: float, stage: str) -> None:
        """At most 20 a second, and always the last one."""
        import time

        now = time.monotonic()
        if now - self._last >= 0.05 or done >= total:
            self._last = now
            self.send("progress", done=done, total=total, stage=stage)

    def warn(self, message: Message) -> None:
        self.send("warning", **message.to_json())


def ping() -> dict[str, Any]:
    """Proof of life."""
    return {"pid": os.getpid()}


def call(verb: str, options: dict[str, Any], report: Any) -> Any:
    """Do one verb with plain options; the window, the tests and scripts meet here.

    Raises:
        UserError: what the verb raises; BadInput for an unknown verb or option.
    """
    import importlib

    from rvcdesk.messages import BadInput
    from rvcdesk.options import from_json, to_json

    if verb not in VERBS:
        raise BadInput("The engine knows no {verb}.", verb=verb)
    module, function, kind = VERBS[verb]
    work = getattr(importlib.import_module(module), function)
    if not kind:
        return to_json(work())
    place, _, name = kind.partition(":")
    return to_json(work(from_json(getattr(importlib.import_module(place), name), options), report))


def serve(requests: IO[str], protocol: Protocol) -> None:
    """Answer requests until the input ends."""
    import json
    import logging

    from rvcdesk.jobs import Cancelled
    from rvcdesk.messages import N_, Message, UserError

    protocol.send("ready", pid=os.getpid())
    for line in requests:
        try:
            request = json.loads(line)
            protocol.start(int(request["id"]))
        except (ValueError, KeyError, TypeError):
            continue
        try:
            result = call(str(request.get("verb")), dict(request.get("options") or {}), protocol)
        except UserError as error:
            protocol.send("failed", exit_code=error.exit_code, **error.message.to_json())
        except Cancelled:
            protocol.send("failed", exit_code=1, **Message(N_("Cancelled.")).to_json())
        except MemoryError:
            said = Message(N_("There is not enough memory for this; close other programs and try again."))
            protocol.send("failed", exit_code=1, **said.to_json())
        except Exception as error:
            logging.exception("The verb %s failed", request.get("verb"))
            said = Message(
                N_("The engine failed ({reason}); the log has the details."), {"reason": _short(error)}
            )
            protocol.send("failed", exit_code=1, **said.to_json())
        else:
            protocol.send("done", result=result)


def _end_with(protocol: Protocol) -> Callable[[UserError], None]:
    """What is left when a file that hangs cannot be interrupted: say so and end; the window starts anew."""

    def end(error: UserError) -> None:
        protocol.send("failed", exit_code=error.exit_code, **error.message.to_json())
        os._exit(error.exit_code)

    return end


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


def main(argv: list[str] | None = None) -> int:
    """Entry point of the child."""
    import logging
    from pathlib import Path

    arguments = sys.argv[1:] if argv is None else argv
    protocol = Protocol(claim_stdout())
    from rvcdesk.jobs import lower_priority

    lower_priority()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    if arguments[:1] == ["serve"]:
        from rvcdesk.tensors import limits

        limits.at_worst = _end_with(protocol)
        serve(sys.stdin, protocol)
        return 0
    if arguments[:1] == ["run"] and len(arguments) == 2:
        from rvcdesk.training.run import main as run_main

        return run_main(Path(arguments[1]))
    sys.stderr.write("usage: rvcdesk.engine serve | run FOLDER\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())

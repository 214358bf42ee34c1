"""A child for the tests of the engine client: speaks the protocol, and breaks it on demand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any


def say(**fields: Any) -> None:
    print(json.dumps(fields), flush=True)


def answer(id: int, verb: str, options: dict[str, Any]) -> None:
    if verb == "echo":
        say(id=id, event="progress", done=1, total=2, stage="Halfway")
        say(
            id=id,
            event="warning",
            template="{file} is short.",
            values={"file": "ż.wav"},
            message="ż.wav is short.",
        )
        say(id=id, event="done", result={**options, "pid": os.getpid()})
    elif verb == "fail":
        say(
            id=id,
            event="failed",
            template="{file} holds no sound; choose another file.",
            values={"file": "a.wav"},
            message="a.wav holds no sound; choose another file.",
            exit_code=2,
        )
    elif verb == "noise":
        print("Downloading… 12%", flush=True)
        sys.stdout.write('{"half": ')
        sys.stdout.flush()
        print("\n[1, 2]\n\n", flush=True)
        say(id=id + 1000, event="done", result={"of": "somebody else"})
        say(id=id, event="done", result={"ok": True})
    elif verb == "exit":
        print("the last words", file=sys.stderr, flush=True)
        os._exit(int(options["code"]))
    elif verb == "abort":
        os.abort()
    elif verb == "hang":
        worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        say(id=id, event="progress", done=worker.pid, total=1e9, stage="Hanging")
        worker.wait()


say(event="ready", pid=os.getpid())
for line in sys.stdin:
    request = json.loads(line)
    answer(request["id"], request["verb"], request["options"])

#!/bin/sh
# Opens the window on the sample project; where there is no display, runs the demo instead.
set -u
if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "There is no display here, so no window can open: running 'rvcdesk demo' instead."
    exec .venv/bin/rvcdesk demo
fi
exec .venv/bin/python main.py --sample

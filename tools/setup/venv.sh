#!/bin/sh
# Makes .venv and keeps it in step with pyproject.toml. Usage: venv.sh run|test
# A stamp holds a hash of what the installation depends on, so that a second call costs nothing.
set -u
. tools/setup/common.sh
want=${1:-run}
stamp=.venv/.setup-$want
hash=$(cat pyproject.toml tools/setup/venv.sh | cksum)

mkdir -p build
if [ -x .venv/bin/rvcdesk ] && [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ]; then
    exit 0
fi

if ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
    python=$(find_python) || fail "Python 3.10, 3.11 or 3.12 is needed; install python3.11 and run this again."
    LOG=build/setup.log
    : >"$LOG"
    step "Making .venv with $("$python" --version 2>&1)" "$python" -m venv .venv
fi
LOG=.venv/setup.log
: >"$LOG"
pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --no-input"

# The matched pair first, on its own: it is most of the download, and an interrupted set-up goes on after it.
# Where it is there already, the next step only checks its version.
pair=$(grep -oE '"torch(audio)?==[^"]+"' pyproject.toml | tr -d '"')
[ "$want" = test ] && extras="[test,dev]" || extras=""
ls -d .venv/lib/python3*/site-packages/torchaudio >/dev/null 2>&1 ||
    step "Installing torch and torchaudio (about 2.5 GB to download)" $pip $pair
step "Installing RVC Desk and its other packages" $pip -e ".$extras"

# Only for its weights: what it depends on stays away (webrtcvad wants a C compiler), and so may the whole package.
ls -d .venv/lib/python3*/site-packages/resemblyzer >/dev/null 2>&1 ||
    (step "Installing the speaker encoder (16 MB)" $pip --no-deps Resemblyzer==0.1.4) ||
    say "RVC Desk works without it; it only does not show how similar voices are."

printf '%s\n' "$hash" >"$stamp"
# Everything that running needs is part of what testing needs.
[ "$want" = test ] && printf '%s\n' "$hash" >.venv/.setup-run
exit 0

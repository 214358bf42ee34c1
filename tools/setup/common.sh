# Shared by the set-up scripts. POSIX sh; sourced from the project's top folder.

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Prints a Python 3.10-3.12: the one in .venv, $PYTHON, or the first good one on PATH.
find_python() {
    for candidate in .venv/bin/python "${PYTHON:-}" python3.11 python3.12 python3.10 python3; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# step "What is being done" command...: runs quietly, one line on the screen, everything in the log.
step() {
    title=$1
    shift
    "$@" >>"$LOG" 2>&1 &
    worker=$!
    trap 'kill $worker 2>/dev/null; exit 130' INT TERM
    seconds=0
    [ -t 1 ] || printf '%s ...\n' "$title"
    while kill -0 $worker 2>/dev/null; do
        [ -t 1 ] && printf '\r%s ... %ss ' "$title" "$seconds"
        sleep 1
        seconds=$((seconds + 1))
    done
    trap - INT TERM
    if wait $worker; then
        [ -t 1 ] && printf '\r%s: done (%ss)   \n' "$title" "$seconds"
        return 0
    fi
    [ -t 1 ] && printf '\n'
    tail -n 15 "$LOG" >&2
    fail "$title failed; the whole log is in $LOG."
}

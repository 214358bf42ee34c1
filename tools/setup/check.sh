#!/bin/sh
# Style, types, layers, translations: runs them all, prints only what is wrong, fails if anything is.
set -u
bin=.venv/bin
failed=""

# check NAME command...
check() {
    name=$1
    shift
    if ! output=$("$@" 2>&1); then
        printf '%s\n' "$output" >&2
        failed="$failed $name"
    fi
}

check style $bin/ruff check --quiet --output-format=concise .
check format $bin/ruff format --check --output-format=concise .
check types $bin/mypy
check layers $bin/lint-imports --no-logo
[ ! -f tools/translations.py ] || check translations $bin/python tools/translations.py --check

if [ -n "$failed" ]; then
    echo "Checks failed:$failed. 'make format' mends the format." >&2
    exit 1
fi
echo "Checks passed: style, format, types, layers, translations."

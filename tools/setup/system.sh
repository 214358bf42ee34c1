#!/bin/sh
# Finds the system libraries that Python packages cannot bring along, and installs the missing ones
# with apt where that is allowed. Usage: system.sh run|test
set -u
. tools/setup/common.sh
[ "$(uname -s)" = Linux ] || exit 0

libraries=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null)
needed=""  # nothing works without these
window=""  # the window and sound need these; the command line does not
testing="" # a few tests need these

has_library() { case $libraries in *"$1 "*) true ;; *) false ;; esac; }
has_command() { command -v "$1" >/dev/null 2>&1; }

while read -r library package; do
    has_library "$library" || window="$window $package"
done <<LIST
libportaudio.so.2 libportaudio2
libEGL.so.1 libegl1
libGL.so.1 libgl1
libglib-2.0.so.0 libglib2.0-0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libX11-xcb.so.1 libx11-xcb1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
LIST

# pyworld comes as source on Linux: a compiler and Python's headers, until it is installed.
if [ ! -x .venv/bin/python ] || ! ls -d .venv/lib/python3*/site-packages/pyworld >/dev/null 2>&1; then
    has_command c++ || needed="$needed g++"
    if python=$(find_python); then
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        "$python" -c 'import ensurepip, venv' 2>/dev/null || needed="$needed $version-venv"
        "$python" -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' ||
            needed="$needed $version-dev"
    elif ! has_command python3; then
        needed="$needed python3 python3-venv python3-dev"
    fi
fi

if [ "${1:-run}" = test ]; then
    has_command Xvfb || testing="$testing xvfb"
    has_command xdotool || testing="$testing xdotool"
    has_command pulseaudio || testing="$testing pulseaudio"
    has_command pactl || testing="$testing pulseaudio-utils"
    ls /usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so >/dev/null 2>&1 || testing="$testing libasound2-plugins"
fi

missing=$(echo $needed $window $testing)
[ -n "$missing" ] || exit 0

sudo=""
if has_command apt-get; then
    if [ "$(id -u)" = 0 ]; then
        may=yes
    elif has_command sudo && sudo -n true 2>/dev/null; then
        may=yes
        sudo="sudo"
    else
        may=no
    fi
else
    may=no
fi

if [ $may = yes ]; then
    LOG=$(mktemp) || exit 1
    export DEBIAN_FRONTEND=noninteractive
    step "Looking up system packages" $sudo apt-get update
    step "Installing system packages: $missing" $sudo apt-get install -y --no-install-recommends $missing
    rm -f "$LOG"
    exit 0
fi

say "Missing system packages. This line installs them:" >&2
say "    sudo apt-get install $missing" >&2
[ -z "$needed" ] || exit 1
# Without a display there is no window to open, so the rest may be missing.
[ -z "$window" ] || [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || exit 1
exit 0

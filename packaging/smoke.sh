#!/bin/sh
# Installs the packages of a folder in a clean Debian 12 root without a network, works the installed
# program through one reply under Xvfb, and removes it again. As root, on Debian:
#   sh packaging/smoke.sh [DIST] [WORK]
# The root is made once with debootstrap (that step alone needs Debian's mirror) and copied for each
# run. Afterwards the page for IT departments (resources/help/roll-out.md) is followed in the same root.
# Besides the base system it has what any desktop has (an X server, EGL, GL, procps) and xdotool, which
# types for a person. No compiler, no Python.
set -eu
cd "$(dirname "$0")/.."
dist=$(realpath "${1:-dist}")
work=$(realpath -m "${2:-build/smoke}")
mkdir -p "$work"
if [ ! -f "$work/base/complete" ]; then
  rm -rf "$work/base"
  debootstrap --variant=minbase --include=procps,xvfb,xauth,xdotool,libegl1,libgl1 bookworm "$work/base"
  touch "$work/base/complete"
fi
root=$work/root
rm -rf "$root"
cp -a "$work/base" "$root"
mkdir "$root/smoke"
cp "$dist"/*.deb packaging/smoke-inside.sh "$root/smoke/"
cp "$dist/SHA256SUMS" packaging/roll-out-inside.sh "$root/smoke/"
# A network of its own with nothing in it; processes and mounts that end with it; no variable of here.
exec env -i PATH="$PATH" unshare --net --mount --pid --fork sh -eu -c '
  ip link set lo up
  mount -t proc proc "$1/proc"
  mount -t devtmpfs dev "$1/dev" 2>/dev/null || mount --rbind /dev "$1/dev"
  mount -t tmpfs shm "$1/dev/shm"
  mount -t tmpfs tmp "$1/tmp"
  mkdir -m 1777 "$1/tmp/.X11-unix"
  chmod 1777 "$1/tmp" "$1/dev/shm"
  chroot "$1" sh /smoke/smoke-inside.sh
  exec chroot "$1" sh /smoke/roll-out-inside.sh
' sh "$root"

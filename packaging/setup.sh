#!/bin/sh
# Sets up .venv for running (default) or for testing ("dev"); costs seconds when nothing changed.
# As root on Debian it installs missing system packages; as a normal user it names them and goes on.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}

run_packages="g++ python3-venv libegl1 libgl1 libfontconfig1 libdbus-1-3 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-xinerama0 libxcb-xkb1 libxcb-shape0"
# iproute2: tests look at the packets of a network of their own.
test_packages="iproute2 dbus gnome-keyring request-tracker5 rt5-standalone rt5-db-sqlite dbconfig-no-thanks msmtp-mta xvfb"
wanted=$run_packages
[ "$kind" = dev ] && wanted="$run_packages $test_packages"

if command -v dpkg-query >/dev/null 2>&1; then
  missing=""
  for package in $wanted; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
  done
  if [ -n "$missing" ] && [ "$(id -u)" = 0 ]; then
    echo "Installing system packages:$missing"
    export DEBIAN_FRONTEND=noninteractive
    printf '%s\n' "msmtp msmtp/apparmor boolean false" \
      "request-tracker5 request-tracker5/handle-siteconfig-permissions boolean false" \
      "request-tracker5 request-tracker5/dbconfig-install boolean false" | debconf-set-selections 2>/dev/null || true
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 $missing >/dev/null
  elif [ -n "$missing" ]; then
    echo "System packages are missing; where something fails, install them:" >&2
    echo "  sudo apt-get install --no-install-recommends$missing" >&2
  fi
fi

if [ ! -x .venv/bin/python ]; then
  python=""
  for candidate in python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; then
      python=$candidate
      break
    fi
  done
  [ -n "$python" ] || { echo "Python 3.11 to 3.13 is needed and was not found." >&2; exit 1; }
  rm -rf .venv
  "$python" -m venv .venv
fi

extras=""
[ "$kind" = dev ] && extras="[dev]"
stamp=.venv/set-up-$kind
state=$(cat pyproject.toml packaging/constraints.txt | sha256sum)
fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$state" ]; }
# What tests need includes what a run needs.
if ! fresh "$stamp" && ! fresh .venv/set-up-dev; then
  echo "Installing Python packages (the first time takes some minutes: llama.cpp is compiled for this machine)"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -c packaging/constraints.txt -e ".$extras"
  echo "$state" >"$stamp"
fi

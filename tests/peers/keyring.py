"""Runs a command inside a private D-Bus session with an unlocked Secret Service.

    python tests/peers/keyring.py COMMAND...

Needs gnome-keyring and dbus; the exit status is that of the command.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

APT = "apt-get install -y --no-install-recommends gnome-keyring dbus"
NEEDED = ("dbus-run-session", "dbus-send", "gnome-keyring-daemon")
SECONDS = 15.0  # for the daemon to take its name on the bus
INSIDE = "--inside-the-session"


def missing() -> str:
    """What to do before a private keyring can run here; "" when everything is there."""
    absent = [program for program in NEEDED if shutil.which(program) is None]
    return f"{', '.join(absent)} not found; run: {APT}" if absent else ""


def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    """Runs `command` in a new session; `options` are those of subprocess.run()."""
    with tempfile.TemporaryDirectory(prefix="keyring-", ignore_cleanup_errors=True) as folder:
        hidden = {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}
        environment = {k: v for k, v in os.environ.items() if k not in hidden}
        environment |= {"XDG_DATA_HOME": f"{folder}/data", "XDG_RUNTIME_DIR": folder}
        inside = [sys.executable, str(Path(__file__).resolve()), INSIDE, *command]
        return subprocess.run(
            ["dbus-run-session", "--", *inside], env=environment, text=True, **options
        )


def _inside(command: list[str]) -> int:
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        daemon.stdin.write(b"a passphrase for this session only")
        daemon.stdin.close()
        _wait_for_name(daemon)
        return subprocess.run(command).returncode
    finally:
        daemon.terminate()
        daemon.wait(10)


def _wait_for_name(daemon: subprocess.Popen[bytes]) -> None:
    ask = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus"]
    ask += ["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"]
    ask += ["string:org.freedesktop.secrets"]
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and daemon.poll() is None:
        if "boolean true" in subprocess.run(ask, capture_output=True, text=True).stdout:
            return
        time.sleep(0.05)
    sys.exit("gnome-keyring-daemon did not come up")


if __name__ == "__main__":
    if sys.argv[1:2] == [INSIDE]:
        sys.exit(_inside(sys.argv[2:]))
    if text := missing():
        sys.exit(text)
    sys.exit(run(sys.argv[1:]).returncode)

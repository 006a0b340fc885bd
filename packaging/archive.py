"""The archive that runs from anywhere, and one file that unpacks itself."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from contents import NAME
from versions import version

# Unpacks once into the person's cache, for each version, and starts the program there.
STARTER = """\
#!/bin/sh
set -eu
version={version}
bytes={bytes}
sum={sum}
home=${{XDG_CACHE_HOME:-$HOME/.cache}}/{name}/$version-$sum
if [ ! -x "$home/{name}/{name}" ]; then
  mkdir -p "${{home%/*}}"
  part=$(mktemp -d "${{home%/*}}/unpacking.XXXXXX")
  trap 'rm -rf "$part"' EXIT INT TERM
  tail -c "$bytes" "$0" | tar -xJ -C "$part"
  mv -T "$part" "$home" 2>/dev/null || rm -rf "$part"
  trap - EXIT INT TERM
fi
exec "$home/{name}/{name}" "$@"
"""


def build_archive(folder: Path, into: Path) -> Path:
    """A tar archive of the collected folder, the same bytes for the same contents."""
    archive = into / f"{NAME}-{version()}-linux-x86_64.tar.xz"
    same = (f"--mtime=@{os.environ['SOURCE_DATE_EPOCH']}", "--owner=0", "--group=0", "--sort=name")
    packing = ("--use-compress-program", "xz -6 -T2", "--file", archive)
    what = ("--directory", folder.parent, folder.name)
    subprocess.run(["tar", "--create", "--numeric-owner", *same, *packing, *what], check=True)
    return archive


def build_one_file(archive: Path, into: Path) -> Path:
    """The archive behind a small script; needs sh, tail, tar and xz where it is started."""
    file = into / f"{NAME}-{version()}-linux-x86_64.run"
    with archive.open("rb") as packed:
        mark = hashlib.file_digest(packed, "sha256").hexdigest()[:12]
    size = archive.stat().st_size
    script = STARTER.format(name=NAME, version=version(), bytes=size, sum=mark)
    with file.open("wb") as out, archive.open("rb") as packed:
        out.write(script.encode())
        while block := packed.read(1 << 20):
            out.write(block)
    file.chmod(0o755)
    return file

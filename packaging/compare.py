"""Lists what differs between two builds: python packaging/compare.py FOLDER FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

from signing import sha256


def differences(one: Path, other: Path) -> list[str]:
    """Files that only one has, or that are not the same bytes."""
    here, there = _files(one), _files(other)
    alone = [f"only in {one}: {name}" for name in sorted(here.keys() - there.keys())]
    alone += [f"only in {other}: {name}" for name in sorted(there.keys() - here.keys())]
    both = sorted(here.keys() & there.keys())
    return alone + [f"differs: {name}" for name in both if here[name] != there[name]]


def _files(folder: Path) -> dict[str, str]:
    return {
        each.relative_to(folder).as_posix(): f"link to {each.readlink()}"
        if each.is_symlink()
        else sha256(each)
        for each in folder.rglob("*")
        if each.is_symlink() or each.is_file()
    }


def main(arguments: list[str]) -> int:
    """Print the differences; 1 when there are some."""
    one, other = map(Path, arguments)
    found = differences(one, other)
    print("\n".join(found) or f"all {len(_files(one))} files are the same")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

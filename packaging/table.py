"""What fills the package: python packaging/table.py FOLDER [PACKAGE.deb]; 1 if it is too large."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

INSTALLED, PACKED = 900_000_000, 330_000_000  # bytes at most
SHOWN = 24


def sizes(folder: Path) -> Counter[str]:
    """Bytes of each part of the collected folder, the libraries of a package with it."""
    found: Counter[str] = Counter()
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            found[_part(file.relative_to(folder))] += file.stat().st_size
    return found


def _part(path: Path) -> str:
    inner = path.parts[1:] if path.parts[0] == "_internal" else path.parts
    if len(inner) == 1:
        return "libraries of the system" if inner[0].startswith("lib") else inner[0]
    if inner[0] == "model-files":
        return "/".join(inner[:2])
    return inner[0].removesuffix(".libs")


def main(arguments: list[str]) -> int:
    """Print the table."""
    folder, *packages = map(Path, arguments)
    found = sizes(folder)
    total = found.total()
    for part, size in found.most_common(SHOWN):
        print(f"{size / 1e6:7.1f} MB  {size / total:5.1%}  {part}")
    rest = total - sum(size for _, size in found.most_common(SHOWN))
    print(f"{rest / 1e6:7.1f} MB  {rest / total:5.1%}  {max(0, len(found) - SHOWN)} others")
    print(f"{total / 1e6:7.1f} MB          installed, of {INSTALLED / 1e6:.0f} at most")
    fine = total <= INSTALLED
    for package in packages:
        size = package.stat().st_size
        fine = fine and size <= PACKED
        print(f"{size / 1e6:7.1f} MB          {package.name}, of {PACKED / 1e6:.0f} at most")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

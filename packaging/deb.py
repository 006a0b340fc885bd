"""The Debian packages: the program, and a generation model file for machines without a network."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from contents import MODEL_FOLDER, NAME
from versions import ROOT, version

LINUX = Path(__file__).resolve().parent / "linux"
OPT = Path("opt") / NAME
MAINTAINER = "Support Copilot <maintainers@support-copilot.invalid>"
# Of the desktop, and not inside: they belong to its graphics driver.
DEPENDS = "libc6 (>= 2.36), libegl1, libgl1"
PROGRAM = """\
Package: {name}
Version: {version}
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {kib}
Depends: {depends}
Recommends: fontconfig-config, gnome-keyring | kwalletmanager | keepassxc
Suggests: {name}-model-qwen2.5-coder-1.5b
Section: misc
Priority: optional
Description: answers support tickets with sources, on this computer alone
 Support Copilot reads a ticket, finds the right help article and writes a draft
 in which every sentence shows its source. Personal data is taken out before any
 model sees it, and nothing is sent before a person approved exactly that.
 .
 The files for search and redaction are inside. The generation model file comes
 as a package of its own, or is fetched at the first start.
"""
MODEL = """\
Package: {name}-model-{id}
Version: {version}
Architecture: all
Maintainer: {maintainer}
Installed-Size: {kib}
Enhances: {name}
Section: misc
Priority: optional
Description: model file {id} for Support Copilot
 {title}, under the licence {licence}.
 sha256 {sha256}
"""


def build_program(folder: Path, work: Path, into: Path) -> Path:
    """The package of the collected `folder`."""
    tree = _fresh(work / "deb")
    shutil.copytree(folder, tree / OPT, symlinks=True)
    _link(tree / "usr/bin" / NAME, f"/{OPT}/{NAME}")
    for entry in LINUX.glob("*.desktop"):
        _copy(entry, tree / "usr/share/applications" / entry.name)
    _copy(LINUX / f"{NAME}-mime.xml", tree / f"usr/share/mime/packages/{NAME}.xml")
    icons = ROOT / "resources" / "icons"
    _copy(icons / f"{NAME}.png", tree / f"usr/share/icons/hicolor/256x256/apps/{NAME}.png")
    _copy(icons / f"{NAME}.svg", tree / f"usr/share/icons/hicolor/scalable/apps/{NAME}.svg")
    info = "org.support_copilot.SupportCopilot.metainfo.xml"
    _write(tree / "usr/share/metainfo" / info, metainfo((LINUX / info).read_text()))
    _documents(tree, NAME)
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    packed = gzip.compress(changes, mtime=0)
    (tree / f"usr/share/doc/{NAME}/changelog.gz").write_bytes(packed)
    _copy(LINUX / "postrm", tree / "DEBIAN/postrm", mode=0o755)
    control = PROGRAM.format(**_common(tree), depends=DEPENDS)
    return _build(tree, control, into / f"{NAME}_{version()}_amd64.deb", "-Zxz", "-z6")


def build_model(entry: Mapping[str, str], file: Path, work: Path, into: Path) -> Path:
    """The package of a generation file of the catalogue, packed as it is: it holds no air."""
    tree = _fresh(work / "deb-model")
    place = tree / OPT / MODEL_FOLDER / file.name
    place.parent.mkdir(parents=True)
    os.link(file, place) if file.stat().st_dev == work.stat().st_dev else _copy(file, place)
    name = f"{NAME}-model-{entry['id']}"
    _documents(tree, name)
    control = MODEL.format(**_common(tree), **{k: entry[k] for k in _OF_MODEL})
    return _build(tree, control, into / f"{name}_{version()}_all.deb", "-Znone")


_OF_MODEL = ("id", "title", "licence", "sha256")


def metainfo(text: str) -> str:
    """With the version and the day of this build."""
    day = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).date()
    return text.replace("@VERSION@", version()).replace("@DATE@", day.isoformat())


def _common(tree: Path) -> dict[str, object]:
    size = sum(each.lstat().st_size for each in tree.rglob("*") if not each.is_dir())
    return {
        "name": NAME,
        "version": version(),
        "maintainer": MAINTAINER,
        "kib": -(-size // 1024),
    }


def _build(tree: Path, control: str, package: Path, *compression: str) -> Path:
    _write(tree / "DEBIAN/control", control)
    for each in [tree, *tree.rglob("*")]:
        if each.is_dir():
            each.chmod(0o755)
        elif not each.is_symlink() and each.stat().st_nlink == 1:
            each.chmod(0o755 if os.access(each, os.X_OK) else 0o644)
    subprocess.run(
        ["dpkg-deb", "--build", "--root-owner-group", *compression, tree, package], check=True
    )
    return package


def _documents(tree: Path, name: str) -> None:
    _copy(LINUX / "copyright", tree / f"usr/share/doc/{name}/copyright")


def _fresh(tree: Path) -> Path:
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    return tree


def _copy(source: Path, to: Path, *, mode: int = 0o644) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, to)
    to.chmod(mode)


def _write(to: Path, text: str) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(text, encoding="utf-8")


def _link(at: Path, to: str) -> None:
    at.parent.mkdir(parents=True, exist_ok=True)
    at.symlink_to(to)

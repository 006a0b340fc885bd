"""What is in a package, as a CycloneDX 1.6 document and as the notices that people read."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

LONG = 3_000  # characters; a longer text that was there already is referred to
NAMESPACE = uuid.UUID("5d9a3c2e-3f2c-5c8e-9a55-2f6b6f0f7c11")  # of serial numbers of this program


@dataclass(frozen=True)
class Part:
    """One thing in the package."""

    name: str
    version: str
    licence: str
    text: str  # copyright and licence, as the notices show them
    purl: str = ""
    address: str = ""
    needs: tuple[str, ...] = ()
    kind: str = "library"
    sha256: str = ""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def bom(parts: list[Part], version: str) -> dict[str, object]:
    """A CycloneDX document; its serial number follows from what is in it."""
    listed = [_component(part) for part in parts]
    serial = uuid.uuid5(NAMESPACE, json.dumps(listed, sort_keys=True))
    root = f"support-copilot@{version}"
    direct = sorted(_reference(part) for part in parts)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "support-copilot",
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": listed,
        "dependencies": [{"ref": root, "dependsOn": direct}, *_dependencies(parts)],
    }


def _reference(part: Part) -> str:
    return part.purl or f"{normal(part.name).replace(' ', '-')}@{part.version}"


def _component(part: Part) -> dict[str, object]:
    named = bool(re.fullmatch(r"[\w.+-]+", part.licence)) and not part.licence.startswith("License")
    licence = {"license": {"id": part.licence}} if named else {"expression": part.licence}
    whole: dict[str, object] = {
        "type": part.kind,
        "bom-ref": _reference(part),
        "name": part.name,
        "version": part.version,
        "licenses": [licence],
        "purl": part.purl,
        "hashes": [{"alg": "SHA-256", "content": part.sha256}] if part.sha256 else "",
        "externalReferences": [{"type": "website", "url": part.address}] if part.address else "",
    }
    return {name: value for name, value in whole.items() if value}


def _dependencies(parts: list[Part]) -> Iterator[dict[str, object]]:
    by_name = {normal(part.name): _reference(part) for part in parts if part.purl}
    for part in parts:
        if part.needs:
            yield {"ref": _reference(part), "dependsOn": sorted(by_name[one] for one in part.needs)}


def notices(parts: list[Part]) -> str:
    """Each part with its licence and texts; a long text stands once."""
    first: dict[str, str] = {}
    pieces = []
    for part in parts:
        key = " ".join(part.text.split())
        same = first.setdefault(key, part.name) if len(key) > LONG else part.name
        text = part.text if same == part.name else f"The same text as under “{same}”."
        pieces.append(f"=== {part.name} {part.version}".rstrip() + f"\n{part.licence}\n\n{text}\n")
    return "\n".join(pieces)

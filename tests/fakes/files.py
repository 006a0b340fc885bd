"""Files to attach: what an approval names, and the bytes behind it."""

from hashlib import sha256

from copilot.records import OutgoingFile

PLAN = b"%PDF-1.4\r\n\xff\x00 the plan of the tent"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def named(name, data, media_type="application/pdf"):
    return OutgoingFile(name, sha256(data).hexdigest(), media_type, len(data))


BOTH = (named("Zeltplan März.pdf", PLAN), named("tent.png", PICTURE, "image/png"))
BYTES = (PLAN, PICTURE)

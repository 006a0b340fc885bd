"""Two networks with one cable between them, run as a program inside a network of its own.

This side has the helpdesk. The other side runs the commands that standard input names; its default
route leads here, so whatever it sends to any address on earth comes by, and is listed.
"""

from __future__ import annotations

import datetime
import ipaddress
import json
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.fakes.helpdesk import FakeRequestTracker
from tests.road.packets import DESK, DESK_MAC, ROAD, ROAD_MAC, Capture


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of the helpdesk's address, which is its own authority, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "helpdesk")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(DESK))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "desk.pem", folder / "desk.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the fake as httpx has it."""

    protocol_version = "HTTP/1.1"
    server: Desk

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        request = httpx.Request(
            self.command, f"https://{DESK}{self.path}", headers=dict(self.headers), content=body
        )
        with self.server.lock:
            found = self.server.fake(request)
        self.send_response(found.status_code)
        for name, value in found.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(found.content)

    do_GET = do_POST = do_PUT = answer

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the output to the result."""


class Desk(ThreadingHTTPServer):
    """A helpdesk with the shapes of Request Tracker, over TLS."""

    daemon_threads = True

    def __init__(self, pem: Path, key: Path) -> None:
        self.fake = FakeRequestTracker()
        self.lock = threading.Lock()
        super().__init__((DESK, 443), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)


@contextmanager
def helpdesk(pem: Path, key: Path) -> Iterator[Desk]:
    with Desk(pem, key) as desk:
        thread = threading.Thread(target=desk.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield desk
        finally:
            desk.shutdown()
            thread.join()


def this_side(asked: dict[str, Any]) -> dict[str, Any]:
    """Lays the cable, serves, and returns what the other side reports."""
    pem, key = certificate(Path(asked["folder"]))
    other = subprocess.Popen(
        ["unshare", "-n", sys.executable, "-m", "tests.road.two_sides", "other"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "in a network of its own\n"
    ip("link", "set", "lo", "up")
    ip("link", "add", "desk0", "address", DESK_MAC, "type", "veth",
       "peer", "name", "road0", "address", ROAD_MAC)  # fmt: skip
    ip("link", "set", "road0", "netns", str(other.pid))
    plug_in("desk0", DESK, ROAD, ROAD_MAC)
    with helpdesk(pem, key) as desk:
        out, _ = other.communicate(json.dumps(asked["steps"]))
        requests = len(desk.fake.requests)
    return json.loads(out) | {"requests": requests, "sent": desk.fake.messages}


def plug_in(name: str, own: str, others: str, others_mac: str) -> None:
    """No address of its own accord (IPv6), nobody to be asked for: a quiet end of a cable."""
    ip("link", "set", name, "addrgenmode", "none")
    ip("addr", "add", f"{own}/24", "dev", name)
    ip("link", "set", name, "up")
    ip("neigh", "replace", others, "lladdr", others_mac, "nud", "permanent", "dev", name)


def other_side() -> dict[str, Any]:
    """Runs each step and lists the packets that were seen meanwhile, on every interface."""
    sys.stdout.write("in a network of its own\n")
    sys.stdout.flush()
    steps = json.loads(sys.stdin.read())
    ip("link", "set", "lo", "up")
    plug_in("road0", ROAD, DESK, DESK_MAC)
    ip("route", "add", "default", "via", DESK)
    return {"steps": {name: watched(**step) for name, step in steps.items()}}


def watched(command: list[str], environment: dict[str, str], typed: str) -> dict[str, Any]:
    with Capture() as capture:
        done = subprocess.run(
            command, env=environment, input=typed, capture_output=True, text=True, check=False
        )
    return {
        "status": done.returncode,
        "out": done.stdout,
        "err": done.stderr,
        "packets": capture.packets(),
    }


if __name__ == "__main__":
    json.dump(other_side() if sys.argv[1:] else this_side(json.load(sys.stdin)), sys.stdout)

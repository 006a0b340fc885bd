"""Starts a throw-away Request Tracker 5 on loopback, from Debian's packages; installs nothing.

`python -m tests.peers.request_tracker` keeps one running by hand and prints its address and tokens.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import mailbox
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

SERVER = Path("/usr/share/request-tracker5/libexec/rt-server")
SETUP = Path("/usr/sbin/rt-setup-database-5")
PACKAGES = "request-tracker5 rt5-standalone rt5-db-sqlite dbconfig-no-thanks msmtp-mta"
SEED = Path(__file__).with_name("request_tracker_seed.pl")
CONFIG = Path(__file__).with_name("request_tracker_config.pm")


def missing_packages() -> str:
    """The command that installs what is missing; "" when nothing is."""
    perl = ["perl", "-MDBD::SQLite", "-MStarlet", "-e1"]
    there = SERVER.exists() and SETUP.exists() and shutil.which("perl")
    if there and subprocess.run(perl, capture_output=True, check=False).returncode == 0:
        return ""
    return f"apt-get install --no-install-recommends -y {PACKAGES}"


@dataclass
class Agent:
    """Somebody with a token; writes past the product, as a browser would."""

    url: str
    name: str
    email: str
    token: str
    password: str = ""
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        headers = {"Authorization": f"token {self.token}"} if self.token else {}
        auth = None if self.token else (self.name, self.password)
        base = f"{self.url}/REST/2.0/"
        # Patient: on a busy machine an answer takes longer than httpx would wait.
        self.client = httpx.Client(
            base_url=base, headers=headers, auth=auth, trust_env=False, timeout=60
        )

    def reply(self, ticket: str, text: str, **more: Any) -> str:
        """The number of the transaction."""
        return self._write(f"ticket/{ticket}/correspond", text, more)

    def note(self, ticket: str, text: str, **more: Any) -> str:
        return self._write(f"ticket/{ticket}/comment", text, more)

    def set(self, ticket: str, **values: Any) -> None:
        assert self.client.put(f"ticket/{ticket}", json=values).status_code == 200

    def create(self, subject: str, text: str, **more: Any) -> str:
        """The number of a new ticket in the queue Support."""
        body = {"Queue": "Support", "Subject": subject, "Content": text, **more}
        answer = self.client.post("ticket", json={"ContentType": "text/plain", **body})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def attach(self, ticket: str, text: str, name: str, content: bytes) -> None:
        """Multipart, because JSON destroys a file name that is not ASCII."""
        parts = {"JSON": json.dumps({"Content": text, "ContentType": "text/plain"})}
        files = {"Attachments": (name, content, "application/octet-stream")}
        answer = self.client.post(f"ticket/{ticket}/correspond", data=parts, files=files)
        assert answer.status_code == 201, answer.text

    def _write(self, path: str, text: str, more: dict[str, Any]) -> str:
        body = {"Content": text, "ContentType": "text/plain", **more}
        answer = self.client.post(path, json=body)
        assert answer.status_code == 201, answer.text
        return answer.headers["location"].rpartition("/")[2]


@dataclass
class RequestTracker:
    """A running instance: `with RequestTracker.start(folder) as rt`."""

    folder: Path
    url: str
    root: Agent
    agent: Agent  # a full agent of the queue, no administrator
    agent2: Agent  # may only read and reply
    customer: Agent

    @property
    def token(self) -> str:
        return self.agent.token

    @property
    def as_agent2(self) -> Agent:
        return self.agent2

    @classmethod
    @contextmanager
    def start(cls, folder: Path, port: int = 0) -> Iterator[RequestTracker]:
        """Copies a seeded instance, made once per machine, into `folder` and serves it."""
        shutil.copytree(_template(), folder, dirs_exist_ok=True)
        port = port or _free_port()
        with _served(folder, port) as url:
            rt = cls._of(folder, url)
            try:
                yield rt
            finally:
                for person in (rt.root, rt.agent, rt.agent2, rt.customer):
                    person.client.close()

    @classmethod
    def _of(cls, folder: Path, url: str) -> RequestTracker:
        seeded = json.loads((folder / "seeded.json").read_text())

        def person(name: str) -> Agent:
            email = "root@localhost" if name == "root" else f"{name}@lab.example"
            return Agent(url, name, email, seeded["tokens"].get(name, ""), seeded["password"])

        return cls(
            folder, url, person("root"), person("agent1"), person("agent2"), person("kunde1")
        )

    def create_ticket(self, subject: str, text: str, **more: Any) -> str:
        """A ticket that the customer wrote; its number."""
        return self.customer.create(subject, text, Requestor=self.customer.email, **more)

    def mails(self, to: str, containing: str = "") -> list[str]:
        """The texts of the mails that were sent to an address, oldest first."""
        texts = []
        for path in sorted((self.folder / "var").glob("*.mbox")):
            with closing(mailbox.mbox(path, create=False)) as box:
                for mail in box:
                    text = _text_of(mail)
                    if to in f"{mail['To']} {mail['Cc']}" and containing in text:
                        texts.append(text)
        return texts

    def run_perl(self, code: str) -> None:
        """Changes the instance from inside, for states that the interface cannot make."""
        prelude = (
            "use strict; use warnings; use lib '/usr/share/request-tracker5/lib'; use RT -init;"
        )
        subprocess.run(
            ["perl", "-e", f"{prelude}\n{code}"],
            env=_environment(self.folder, 1),
            check=True,
            capture_output=True,
        )


def _text_of(mail: mailbox.mboxMessage) -> str:
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            return payload.decode(part.get_content_charset("utf-8"), errors="replace")
    return ""


def _template() -> Path:
    """A seeded instance in the temporary folder, shared by all runs of this user."""
    text = SEED.read_bytes() + CONFIG.read_bytes()
    version = hashlib.sha256(text).hexdigest()[:12]
    place = Path(tempfile.gettempdir()) / f"copilot-rt-{os.getuid()}-{version}"
    place.mkdir(mode=0o700, exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "ready").exists():
            shutil.rmtree(place / "instance", ignore_errors=True)
            _make_instance(place / "instance")
            (place / "ready").touch()
    return place / "instance"


def _make_instance(folder: Path) -> None:
    for part in ("etc/RT_SiteConfig.d", "var/mason", "var/session"):
        (folder / part).mkdir(parents=True)
    shutil.copy(CONFIG, folder / "etc/RT_SiteConfig.pm")
    password = secrets.token_hex(12)
    (folder / "root.pw").write_text(password)
    environment = {**_environment(folder, 1), "RT_SEED_PASSWORD": password}
    database = ["--dba", "x", "--dba-password", "x"]
    root = ["--root-password-file", str(folder / "root.pw")]
    _run([str(SETUP), "--action", "init", *database, *root], environment)
    tokens = json.loads(_run(["perl", str(SEED)], environment))
    (folder / "seeded.json").write_text(json.dumps({"tokens": tokens, "password": password}))


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def _environment(folder: Path, port: int) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(folder),
        "RT_SITE_CONFIG": str(folder / "etc/RT_SiteConfig.pm"),
        "RT_SITE_CONFIG_DIR": str(folder / "etc/RT_SiteConfig.d"),
        "RT_TEST_FOLDER": str(folder),
        "RT_TEST_PORT": str(port),
    }


@contextmanager
def _served(folder: Path, port: int) -> Iterator[str]:
    options = ["--server", "Starlet", "--host", "127.0.0.1", "--port", str(port)]
    command = [str(SERVER), *options, "--max-workers", "2"]
    log = folder / "server.log"
    with log.open("ab") as out:
        # Its own session: an interrupt at the keyboard must not reach it. As root it answers SIGINT
        # by signalling process groups that are not its own.
        server = subprocess.Popen(
            command,
            env=_environment(folder, port),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_healthy(url, server, log)
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)  # a session of its own: its workers, no others
            server.wait()


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            if httpx.get(f"{url}/REST/2.0/rt", trust_env=False, timeout=10).status_code == 401:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"Request Tracker did not start:\n{log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    """Keep one running until the end of input."""
    if command := missing_packages():
        sys.stderr.write(f"Missing packages: {command}\n")
        return 1
    with tempfile.TemporaryDirectory() as folder, RequestTracker.start(Path(folder)) as rt:
        sys.stdout.write(f"{rt.url}\n")
        for person in (rt.root, rt.agent, rt.agent2):
            sys.stdout.write(f"{person.name}: {person.token}\n")
        sys.stdout.write("Press Enter to stop it.\n")
        sys.stdout.flush()
        sys.stdin.readline()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

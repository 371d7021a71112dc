"""A PostgreSQL server of its own for a test, where this machine has the programs for it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PASSWORD = "canary-7391"


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`, if there is one."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places and (places[-1] / "initdb").exists() else None


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def server() -> Iterator[int]:
    """Run a server with the user `reader`; its port. Skips the test where none can run."""
    # Not below pytest's own folder, which nobody but its owner may enter.
    with tempfile.TemporaryDirectory() as folder:
        yield from _running(Path(folder))


def _running(folder: Path) -> Iterator[int]:
    place = programs()
    if place is None:
        pytest.skip("PostgreSQL is not installed here")
    user = "postgres" if os.getuid() == 0 else None
    if user is not None:
        try:
            owner = pwd.getpwnam(user)
        except KeyError:
            pytest.skip("PostgreSQL does not run as the administrator")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    secret = folder / "secret"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "user": user, "cwd": "/"}
    made = [place / "initdb", "-D", data, "-U", "reader", f"--pwfile={secret}", "-A", "md5"]
    subprocess.run([*made, "-E", "UTF8", "--no-sync"], check=True, **quiet)  # type: ignore[call-overload]
    port = free_port()
    run = [place / "postgres", "-D", data, "-p", str(port), "-k", folder, "-h", "127.0.0.1"]
    process = subprocess.Popen([*run, "-F"], **quiet)  # type: ignore[call-overload]
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    """Wait until it lets somebody in: it listens a while before it does."""
    psycopg = pytest.importorskip("psycopg")
    url = f"postgresql://reader:{PASSWORD}@127.0.0.1:{port}/postgres"
    for _ in range(400):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")

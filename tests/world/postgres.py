"""A PostgreSQL server of its own for a test, where this machine has the programs for it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
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
    place = programs()
    if place is None:
        pytest.skip("PostgreSQL is not installed here")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        folder = Path(made)
        user = _given_away(folder)
        secret = folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "user": user}
        data, port = folder / "data", free_port()
        begun = [place / "initdb", "-D", data, "-U", "reader", f"--pwfile={secret}", "-A", "md5"]
        words = [*begun, "-E", "UTF8", "--no-sync"]
        done = subprocess.run(words, check=False, cwd="/", **quiet)  # type: ignore[call-overload]
        if done.returncode:
            pytest.skip("PostgreSQL cannot make a cluster here")
        run = [place / "postgres", "-D", data, "-p", str(port), "-k", folder, "-h", "127.0.0.1"]
        process = subprocess.Popen([*run, "-F"], cwd="/", **quiet)  # type: ignore[call-overload]
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait()


def _given_away(folder: Path) -> str | None:
    """The user to run as, who then owns the folder: the server never runs as administrator."""
    if sys.platform == "win32" or os.getuid() != 0:
        return None
    import pwd

    try:
        owner = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("PostgreSQL does not run as the administrator")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return "postgres"


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

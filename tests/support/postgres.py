"""A PostgreSQL cluster of one's own, for as long as one command runs.

    python tests/support/postgres.py COMMAND [ARGUMENT …]

makes a cluster in a temporary directory, runs COMMAND with DATABASE_URL naming it, stops and removes
the cluster, and exits as COMMAND did. A server that already runs on the machine is never touched.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SERVER_ACCOUNT = "postgres"  # the account Debian's package makes; the server refuses to run as root
SUPERUSER = "sic"
START_SECONDS = 60
# Speed over durability: these databases do not outlive the run.
SERVER_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "timezone": "UTC",
}


class ClusterError(Exception):
    """The cluster could not be made; the message says why."""


def find_binaries() -> Path | None:
    """The directory of initdb, postgres and pg_isready: on PATH, or the newest of Debian's."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda folder: float(folder.parent.name), default=None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unprivileged(command: list[str]) -> list[str]:
    """The command, run as the server's account when we are root, and ended when we are killed."""
    setpriv = shutil.which("setpriv")
    if os.geteuid() != 0:
        return [setpriv, "--pdeathsig=INT", *command] if setpriv else command
    if setpriv is None:
        raise ClusterError("PostgreSQL does not run as root, and setpriv (package util-linux) is missing.")
    account = pwd.getpwnam(SERVER_ACCOUNT)
    user, group = f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}"
    return [setpriv, user, group, "--clear-groups", "--pdeathsig=INT", *command]


def initialise(binaries: Path, folder: Path, password: str) -> None:
    """Make the cluster's files in folder/data.

    A password guards the TCP port, so that nobody else on the machine becomes superuser through it.
    """
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password, encoding="ascii")
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, SERVER_ACCOUNT, SERVER_ACCOUNT)
    options = [f"--pgdata={folder / 'data'}", f"--username={SUPERUSER}", f"--pwfile={secret}"]
    options += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = unprivileged([str(binaries / "initdb"), *options])
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if made.returncode:
        raise ClusterError(f"initdb failed:\n{made.stdout}{made.stderr}")


def is_ready(binaries: Path, port: int) -> bool:
    command = [str(binaries / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    return subprocess.run(command).returncode == 0


def start(binaries: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers. Raises ClusterError, with the server's own words."""
    settings = [f"-c{name}={value}" for name, value in SERVER_SETTINGS.items()]
    arguments = ["-D", str(folder / "data"), f"-p{port}", f"-k{folder}", *settings]
    command = unprivileged([str(binaries / "postgres"), *arguments])
    log = folder / "log"
    with log.open("wb") as output:
        # A session of its own: Ctrl-C reaches the tests first, and the cluster outlives them.
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, start_new_session=True)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_ready(binaries, port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise ClusterError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)
    except BaseException:
        stop(server)
        raise
    return server


def stop(server: subprocess.Popen[bytes]) -> None:
    """End this server and no other: at once for its clients, in order for its files."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait()


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; gives its DATABASE_URL. Raises ClusterError where it cannot be made."""
    binaries = find_binaries()
    if binaries is None:
        raise ClusterError("PostgreSQL is not installed (on Debian: apt-get install postgresql).")
    password = secrets.token_hex(16)
    folder = Path(tempfile.mkdtemp(prefix="sic-pg-"))
    try:
        initialise(binaries, folder, password)
        port = free_port()
        server = start(binaries, folder, port)
        try:
            yield f"postgres://{SUPERUSER}:{password}@127.0.0.1:{port}/{SUPERUSER}"
        finally:
            stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP, which reach only this process; Ctrl-C reaches the command as well."""


def raise_terminated(number: int, frame: object) -> None:
    """Unwind as Ctrl-C does, so that the cluster is stopped."""
    raise Terminated


def run(command: list[str]) -> int:
    """Run the command beside a cluster; its exit status, or 128 + the signal that ended it."""
    with cluster() as url:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
        try:
            status = child.wait()
        except KeyboardInterrupt as interrupt:
            if isinstance(interrupt, Terminated):
                child.send_signal(signal.SIGINT)
            child.wait()
            raise
    return status if status >= 0 else 128 - status


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_terminated)
    try:
        return run(sys.argv[1:])
    except ClusterError as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

"""A PostgreSQL server of the tests' own, on a socket in a temporary folder, from whatever is installed; none, no tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PASSWORD = "s3cr3t/w ord@%"
USER = "ledger"


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, the newest version's, or None."""
    places = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: one.parent.name.zfill(4), reverse=True)
    return next((one for one in places if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start a server and give the URL of its database; PostgreSQL refuses to run as root, so as somebody else then."""
    with tempfile.TemporaryDirectory(prefix="rashomon-pg-") as name:  # a socket's path may have 107 bytes
        home = Path(name)
        someone = _somebody()
        (home / "password").write_text(PASSWORD, encoding="utf-8")
        if someone is not None:
            for path in (home, home / "password"):
                os.chown(path, someone, -1)
        data = str(home / "data")
        _run(someone, folder / "initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", f"--pwfile={home / 'password'}",
             "-E", "UTF8", "--locale=C", "--no-sync")  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
        _run(someone, folder / "pg_ctl", "-D", data, "-o", options, "-l", str(home / "log"), "-w", "start")
        try:
            yield url(home, "postgres")
        finally:
            _run(someone, folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def url(home: Path, database: str, password: str = PASSWORD) -> str:
    """The URL of a database on the socket in a folder."""
    return f"postgresql://{USER}:{quote(password, safe='')}@/{database}?host={quote(str(home), safe='')}"


def _somebody() -> int | None:
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise RuntimeError("there is no user but root to run PostgreSQL as")


def _run(user: int | None, *command: object) -> None:
    done = subprocess.run([str(one) for one in command], user=user, cwd="/", check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "LC_ALL": "C"})  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}")

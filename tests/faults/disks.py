"""A disk that can fill up: a small one of its own where that is allowed, else a limit on how large files may grow."""

import ctypes
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 16 * 1024 * 1024


class SmallDisk:
    """A file system in memory, filled by a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"

    def fill(self, _processes: list[int]) -> None:
        with self.ballast.open("wb", buffering=0) as ballast:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while True:
                        ballast.write(b"\0" * size)
                except OSError:
                    continue

    def free(self, _processes: list[int]) -> None:
        self.ballast.unlink()


class LimitedFiles:
    """No process may make a file longer than it is: all that an ordinary user can do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, processes: list[int]) -> None:
        self._limit(processes, 0)

    def free(self, processes: list[int]) -> None:
        self._limit(processes, resource.RLIM_INFINITY)

    def _limit(self, processes: list[int], size: int) -> None:
        for process in processes:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def disk(folder: Path) -> Iterator[SmallDisk | LimitedFiles]:
    """Something of this kind at the folder, gone afterwards."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", os.fsencode(folder), b"tmpfs", 0, f"size={SIZE}".encode()) != 0:
        yield LimitedFiles(folder)
        return
    try:
        yield SmallDisk(folder)
    finally:
        detach = 2  # MNT_DETACH: whoever still reads from it may finish.
        libc.umount2(os.fsencode(folder), detach)

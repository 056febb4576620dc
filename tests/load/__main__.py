"""`python -m tests.load [--quick] [NAMES]`: print the table of figures. It measures and says, it never fails."""

import argparse
import importlib
import os
import time

from tests.load import ground
from tests.load.figures import Figure, table

MEASURES = (
    "pages",
    "registering",
    "actions",
    "lists",
    "meanwhile",
    "guest_table",
    "deciding",
    "release",
    "mailing",
    "telling",
    "starting",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which measures: {', '.join(MEASURES)}; all by default"
    )
    parser.add_argument(
        "--quick", action="store_true", help="fewer rounds and smaller crowds: a look, not a figure to keep"
    )
    given = parser.parse_args()
    unknown = set(given.names) - set(MEASURES)
    if unknown:
        parser.error(f"no such measure: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    figures: list[Figure] = []
    with ground.laid(quick=given.quick) as laid:
        for name in given.names or MEASURES:
            began = time.monotonic()
            for figure in importlib.import_module(f"tests.load.measures.{name}").measure(laid):
                figures.append(figure)
                print(f"{figure.measure}: {figure.figure} ({figure.verdict})", flush=True)
            print(f"  {name}: {time.monotonic() - began:.0f} s", flush=True)
        if not laid.postgresql:
            figures.append(Figure("everything on PostgreSQL", skipped=ground.NO_POSTGRESQL))
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    print(
        f"\n{os.cpu_count()} processors; load averages at the end (1, 5, 15 minutes): {load}\n\n{table(figures)}"
    )


if __name__ == "__main__":
    main()

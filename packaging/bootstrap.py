#!/usr/bin/env python3
"""Set up a checkout and run its commands; stays readable to any Python, to name one too old."""

import os
import sys

OLDEST = (3, 11)


def main():  # type: () -> int
    """Run the command named on the command line; return the process's exit code."""
    if sys.version_info < OLDEST:
        sys.stderr.write(
            "Smart Routing Studio needs Python 3.11 or newer, and this is %d.%d: install a newer "
            "one, and name it, for example 'make PYTHON=python3.12 setup'.\n" % sys.version_info[:2]
        )
        return 2
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    from workshop.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

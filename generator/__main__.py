"""`parcours`, and `python -m generator`, which does the same."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; interrupted before its libraries are there, it ends without a trace."""
    try:
        from generator.cli import main as run  # noqa: PLC0415  (loading takes long enough to be interrupted)
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()

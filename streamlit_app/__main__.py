"""``python -m streamlit_app``: serves the app in this very process."""

from __future__ import annotations

import argparse
import sys

from streamlit_app.start import FOLDER, HOST, PORT, command


def main() -> None:
    """Serves until it is stopped."""
    parser = argparse.ArgumentParser(prog="streamlit_app")
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=PORT)
    given = parser.parse_args()
    from streamlit.web.cli import main as streamlit

    sys.argv = command(FOLDER, given.port, given.host)[2:]
    streamlit()


if __name__ == "__main__":
    main()

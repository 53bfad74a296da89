"""``python -m streamlit_app``: serves the app in this very process."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from _thread import interrupt_main
from threading import Thread

from streamlit_app.start import FOLDER, HOST, PORT, command

#: So many seconds the server has to end once it was told to.
GRACE = 5


def main() -> None:
    """Serves until it is stopped."""
    parser = argparse.ArgumentParser(prog="streamlit_app")
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--until-input-ends", action="store_true")
    given = parser.parse_args()
    if given.until_input_ends:
        Thread(target=_end_with_input, daemon=True).start()
    from streamlit.web.cli import main as streamlit

    sys.argv = command(FOLDER, given.port, given.host)[2:]
    streamlit()


def _end_with_input() -> None:
    """Ends this process once nobody holds its standard input any more: whoever started it has ended.

    Asked in vain, it is ended at once: a session lives in its log, where each entry is whole.
    """
    while os.read(0, 1024):
        pass
    interrupt_main(signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    main()

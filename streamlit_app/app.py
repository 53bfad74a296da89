"""The entry of the app: the address says which screen is open.

``?session=<id>`` opens a session, ``?page=log`` the completion log, ``?page=accuracy`` the trend of stock accuracy;
``?page=inspect``, ``?page=keys``,
``?page=mapping`` and ``?page=allocation`` the screens about files; otherwise one begins at home.
"""

from __future__ import annotations

import logging

import streamlit as st

from engine.errors import TejunError
from engine.texts import say
from streamlit_app import state
from streamlit_app.acts import forget_elsewhere, lines
from streamlit_app.frame import frame
from streamlit_app.screens import accuracy, allocation, home, inspect, keys, log, mapping, session
from streamlit_app.told import error_words

LOG = logging.getLogger("tejun.app")


def main() -> None:
    """Draws the screen that the address names; whatever goes wrong is said in words."""
    st.set_page_config(page_title=state.word("title"), page_icon="📋", layout="wide")
    try:
        forget_elsewhere()
        frame()
        if "session" in st.query_params:
            session.show(st.query_params["session"])
        elif st.query_params.get("page") == "log":
            log.show()
        elif st.query_params.get("page") == "inspect":
            inspect.show()
        elif st.query_params.get("page") == "keys":
            keys.show()
        elif st.query_params.get("page") == "mapping":
            mapping.show()
        elif st.query_params.get("page") == "allocation":
            allocation.show()
        elif st.query_params.get("page") == "accuracy":
            accuracy.show()
        else:
            home.show()
    except TejunError as error:
        st.error(lines(error_words(error)), icon=":material/block:")
    except Exception as error:
        LOG.exception("a defect of tejun")
        st.error(lines(say("common.defect", state.language(), detail=repr(error))), icon=":material/bug_report:")


with state.one_look():
    main()

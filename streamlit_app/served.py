"""The app as it is served: the page says in which language it is, and Streamlit's own words are said in it too.

Browsers, screen readers and translators go by the page's ``lang``. Streamlit's frontend knows English only; a small
script puts the words of the catalogue (``browser``) in their place, and puts them back on an English screen.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.middleware import Middleware

from engine.texts import nouns

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HERE = Path(__file__).parent


@cache
def _script() -> bytes:
    """The script as it stands in the page."""
    pairs = json.dumps(list(nouns("browser").values()), ensure_ascii=False).replace("</", "<\\/")
    text = (_HERE / "words.js").read_text(encoding="utf-8").replace("PAIRS", pairs)
    return f"<script>{text}</script>".encode()


class InJapanese:
    """Puts ``lang="ja"`` and the script into the page that holds the app; everything else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or "." in scope["path"].rsplit("/", 1)[-1]:
            await self.app(scope, receive, send)
            return
        # A compressed page could not be changed.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: list[Message] = []
        whole: list[bytes] = []

        async def gather(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.append(message)
                return
            whole.append(message.get("body", b""))
            if message.get("more_body"):
                return
            kinds = [value for name, value in start[0]["headers"] if name == b"content-type"]
            body = b"".join(whole)
            if kinds and kinds[0].startswith(b"text/html"):
                body = body.replace(b'<html lang="en">', b'<html lang="ja">', 1)
                body = body.replace(b"</head>", _script() + b"</head>", 1)
            kept = [(n, v) for n, v in start[0]["headers"] if n not in {b"content-length", b"etag"}]
            await send({**start[0], "headers": [*kept, (b"content-length", str(len(body)).encode())]})
            await send({"type": "http.response.body", "body": body})

        await self.app({**scope, "headers": headers}, receive, gather)


app = st.App(_HERE / "app.py", middleware=[Middleware(InJapanese)])

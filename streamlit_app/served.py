"""The app as it is served: the page says that it is Japanese, so that browsers and screen readers take it so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.middleware import Middleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class InJapanese:
    """Puts ``lang="ja"`` into the page that holds the app; everything else passes untouched."""

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
            kept = [(n, v) for n, v in start[0]["headers"] if n not in {b"content-length", b"etag"}]
            await send({**start[0], "headers": [*kept, (b"content-length", str(len(body)).encode())]})
            await send({"type": "http.response.body", "body": body})

        await self.app({**scope, "headers": headers}, receive, gather)


app = st.App(Path(__file__).parent / "app.py", middleware=[Middleware(InJapanese)])

"""A reader program as it speaks to the post over HTTP."""

from __future__ import annotations

import contextvars
import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.test import TestResponse

from borderpost.db import db
from crossings.services import agents
from tests.desk import lane_id, officer, post_id


class Reader:
    """A program with a token; ``send`` posts one document to the desk."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client, self.token = app.test_client(), token

    def hello(self, **headers: str) -> TestResponse:
        """What an installer asks first."""
        return self._ask("get", headers={**self._shown(), **headers})

    def send(
        self, key: str = "scan-1", picture: bytes = b"", environ: Mapping[str, Any] | None = None,
        **fields: str,
    ) -> TestResponse:  # fmt: skip
        """One document, as a form."""
        form: dict[str, Any] = {"protocol": "1", "document": key, **fields}
        if picture:
            form["picture"] = (io.BytesIO(picture), "page.jpg")
        more = {"environ_base": dict(environ)} if environ else {}
        kind = "multipart/form-data"
        return self._ask("post", data=form, headers=self._shown(), content_type=kind, **more)

    def _ask(self, method: str, **more: Any) -> TestResponse:
        asking = getattr(self.client, method)
        return contextvars.Context().run(asking, "/desk/agent", buffered=True, **more)

    def _shown(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def reader(app: Flask, code: str = "AAA", lane: UUID | None = None, name: str = "Page") -> Reader:
    """A reader program bound to a lane, by default the only one of a post."""
    with app.app_context():
        by = officer(app, "administrator")
        token = agents.create(lane or lane_id(code), name, post_id=post_id(code), by=by)
        db.session.remove()
    return Reader(app, token)

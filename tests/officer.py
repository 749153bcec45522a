"""An officer who works over plain HTTP, as a browser without JavaScript would."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import requests

from tests.served import PASSWORD

PATIENCE = 60  # seconds for one answer of a busy machine
_INPUT = re.compile(r"<input[^>]*>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass
class Form:
    """A form of a page with its hidden fields, to be sent once or, word for word, again."""

    address: str
    values: dict[str, Any]
    files: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The form's own key against doubles."""
        return str(self.values["form_key"])


class Officer:
    """One signed-in session; every method is one thing done at the desk."""

    def __init__(self, address: str, username: str) -> None:
        self.address = address
        self._session = requests.Session()
        self._session.headers["Connection"] = "close"  # an idle one may be closed under a form
        form = self.form("/sign-in", "/sign-in", username=username, password=PASSWORD)
        answer = self.send(form)
        assert answer.headers.get("Location") == "/home", answer.text[:500]

    def form(self, page: str, action: str, **values: str) -> Form:
        """The form of ``page`` that goes to ``action``, filled with ``values``."""
        return form_of(self.get(page).text, action, **values)

    def get(self, address: str) -> requests.Response:
        """A page, which must be there."""
        answer = self._session.get(self.address + address, timeout=PATIENCE)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer

    def send(self, form: Form) -> requests.Response:
        """The answer to a sent form, redirections not followed."""
        return self._session.post(
            self.address + form.address,
            data=form.values,
            files=form.files,
            timeout=PATIENCE,
            allow_redirects=False,
        )


def form_of(text: str, action: str, **values: str) -> Form:
    """The form of a page's text that goes to ``action``."""
    opening = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>', text)
    assert opening, f"no form goes to {action}"
    body = text[opening.end() : text.index("</form>", opening.end())]
    hidden = {}
    for tag in _INPUT.findall(body):
        found = dict(_ATTRIBUTE.findall(tag))
        if found.get("type") == "hidden":
            hidden[found["name"]] = unescape(found.get("value", ""))
    return Form(action, hidden | values)


def sheet_of(answer: requests.Response) -> str:
    """The address of the sheet that an inspection opened."""
    where = answer.headers.get("Location", "")
    assert answer.status_code == 302, f"{answer.status_code}: {answer.text[:500]}"
    assert where.startswith("/desk/"), where
    return where

"""The look at pages sees what it should."""

from __future__ import annotations

import pytest

from tests.pages import faults

TOKENS = '<input type="hidden" name="csrf_token"><input type="hidden" name="form_key">'
PAGE = """<!doctype html>
<html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>Register</h1>{body}</main></body></html>"""


def page(body: str = "", lang: str = "fr", dir: str = "ltr", title: str = "Register · B") -> str:
    return PAGE.format(body=body, lang=lang, dir=dir, title=title)


@pytest.mark.parametrize(
    "text",
    [
        page(),
        page(lang="ar", dir="rtl"),
        page(f'<form method="post">{TOKENS}<button>Save</button></form>'),
        page('<label for="n">Name</label><input id="n" name="n">'),
        page('<label>Name <input name="n"></label>'),
        '<p id="panel">only a part</p>',
        "<div><table><tbody><tr><td>1</td></tr></tbody></table></div>",
    ],
)
def test_a_sound_page_passes(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (page(lang="ar"), "language 'ar' runs 'ltr'"),
        (page("<h1>Again</h1>"), "2 first headings"),
        (page(title="Borderpost"), "without its heading 'Register'"),
        (page('<p id="a"></p><p id="a"></p>'), "id 'a' stands 2 times"),
        (page('<input name="n">'), "input 'n' without a label"),
        (page('<a href="/x"></a>'), "a /x without words"),
        (page('<img src="/x.png">'), "picture /x.png without alt"),
        (page('<p style="color:red">x</p>'), "p with style"),
        (page('<button onclick="go()">x</button>'), "button with onclick"),
        (page("<script>go()</script>"), "inline script"),
        (page('<form method="post" action="/x"></form>'), "without ['csrf_token', 'form_key']"),
        (page("<p><div></p>"), "HTML at"),
        ("<ul><li>open", "HTML at"),
    ],
)
def test_each_fault_is_told(text: str, said: str) -> None:
    assert any(said in fault for fault in faults(text)), faults(text)

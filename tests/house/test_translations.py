"""Every sentence stands in French and Arabic, with the same placeholders."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.house import tree

LANGUAGES = ("fr", "ar")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
EXTRACT = ["-q", "extract", "-F", "pyproject.toml", "-k", "_l", "-k", "_n:1,2"]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The sentences that code and templates ask for now."""
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    pybabel = Path(sys.executable).with_name("pybabel")
    subprocess.run([pybabel, *EXTRACT, "-o", target, "."], cwd=tree.ROOT, check=True)
    return catalogue(target)


def catalogue(path: Path, locale: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def words(message: Message | None) -> list[str]:
    """The translated strings of a message, one for each plural form; '' where empty."""
    if message is None:
        return [""]
    return [message.string] if isinstance(message.string, str) else list(message.string)


def sentences(message: Message) -> tuple[str, ...]:
    """The English of a message: one string, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text)}


def faults(asked: Catalog, given: Catalog) -> list[str]:
    """What ``given`` lacks of ``asked``, in words."""
    found = []
    for message in asked:
        if not message.id:
            continue
        english = sentences(message)
        translated = given.get(english[0], message.context)
        if not all(words(translated)):
            found.append(f"missing: {english[0]}")
        elif translated is not None and translated.fuzzy:
            found.append(f"doubtful: {english[0]}")
        elif not fits(english, words(translated)):
            found.append(f"placeholders differ: {english[0]}")
    return found


def fits(english: tuple[str, ...], translated: list[str]) -> bool:
    """Whether each form uses only known placeholders and, alone, all of them.

    A plural form may leave its number out: Arabic says one and two by the word itself.
    """
    wanted = placeholders(" ".join(english))
    if len(english) == 1:
        return all(placeholders(text) == wanted for text in translated)
    return all(placeholders(text) <= wanted for text in translated)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(asked: Catalog, language: str) -> None:
    file = tree.ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"

    assert faults(asked, catalogue(file, language)) == []


def test_there_is_something_to_translate(asked: Catalog) -> None:
    assert len(asked) > 100


def test_missing_doubtful_and_altered_sentences_are_found() -> None:
    english, french = Catalog(), Catalog(locale="fr")
    for sentence in ("Save", "Search", "Hello %(name)s", "Sign out"):
        english.add(sentence)
    french.add("Save", "Enregistrer")
    french.add("Search", "Chercher", flags=["fuzzy"])
    french.add("Hello %(name)s", "Bonjour %(nom)s")

    assert faults(english, french) == [
        "doubtful: Search",
        "placeholders differ: Hello %(name)s",
        "missing: Sign out",
    ]

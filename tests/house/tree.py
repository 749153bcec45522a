"""The files of the repository, as the house rules see them."""

from __future__ import annotations

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "borderpost", "cashdesk", "crossings", "docreader", "equipment", "lanes", "projects",
    "protection",
    "training", "training_recogniser", "watchlist",
)  # fmt: skip
OURS = (*PACKAGES, "tests", "bench", "scripts", "migrations")
NOT_OURS = ("static/vendor/", "static/fonts/", "static/icons/")
BINARY = {".onnx", ".npz", ".woff2", ".png", ".jpg", ".webp", ".ico", ".mo", ".wav", ".ttf", ".otf"}


@functools.cache
def files() -> tuple[Path, ...]:
    """Every file that is, or would be, committed. Paths are absolute and sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(sorted({path for path in paths if path.is_file()}))


def name(path: Path) -> str:
    """The path as the repository says it: ``crossings/views.py``."""
    return path.relative_to(ROOT).as_posix()


def python(*folders: str) -> list[Path]:
    """Our Python files, in ``folders`` only when some are named; migrations left out."""
    wanted = folders or (*OURS, "wsgi.py", "gunicorn.conf.py")
    return [
        path
        for path in files()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in wanted
        and not name(path).startswith("migrations/versions/")
    ]


def templates() -> list[Path]:
    """Every template."""
    return [path for path in files() if path.suffix == ".html" and "templates/" in name(path)]


def texts() -> list[Path]:
    """Every text file that we wrote ourselves."""
    return [
        path
        for path in files()
        if path.suffix not in BINARY and not name(path).startswith(NOT_OURS)
    ]


@functools.cache
def syntax(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


def imports(path: Path) -> set[str]:
    """Dotted names that the file imports: ``flask``, ``flask.request``."""
    found: set[str] = set()
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found

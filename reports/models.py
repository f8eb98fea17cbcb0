"""What the commands that read meanings share: the encoder, the themes that the user names, a progress bar."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .output import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from commentariat.embeddings import Encoder, NamedTheme, Themes
    from commentariat.threads.model import Discussion

    Progress = Callable[[int, int], None]
    #: New names by old, and the themes that become one by its name.
    ThemeEdits = tuple[dict[str, str], dict[str, list[str]]]


#: What a themes file may hold.
SECTIONS: Final = ("themes", "rename", "merge")


@dataclass(frozen=True)
class EncoderSpec:
    """What the user said about the encoder; see :func:`~.options.model_options` for the meaning of each field."""

    model: str = "default"
    backend: str = "torch"
    device: str | None = None
    no_cache: bool = False


def encoder_for(spec: EncoderSpec) -> Encoder:
    """Return the encoder that the user asks for; ``ModelError`` when it is not installed."""
    from commentariat.embeddings import Encoder, VectorCache

    cache = None if spec.no_cache else VectorCache()
    return Encoder(spec.model, backend=spec.backend, device=spec.device, cache=cache)


def relinked(discussions: Sequence[Discussion], encoder: Encoder | None = None) -> list[Discussion]:
    """Rank inferred parents again by meaning; with the model that the scorer knows, where ``encoder`` is another."""
    from commentariat.embeddings.semantic_links import default_scorer, relink

    fits = encoder is not None and encoder.name == default_scorer().model
    model = encoder if fits else encoder_for(EncoderSpec())
    return [relink(one, model) for one in discussions]


def named_themes(named: tuple[str, ...], themes_file: str | None) -> tuple[NamedTheme, ...]:
    """Read ``--theme`` and the ``[themes]`` of ``--themes FILE.toml``: a name, with a description or an empty text.

    Raises
    ------
    click.UsageError
        An empty name, the same name twice, or a file that is not such a table.
    """
    from commentariat.embeddings import NamedTheme
    from commentariat.embeddings.named import named_themes as checked

    listed = _toml(themes_file).get("themes", {}) if themes_file else {}
    if not isinstance(listed, dict) or not all(isinstance(text, str) for text in listed.values()):
        raise click.UsageError(f'{themes_file}: write [themes], then lines such as Golan = "oil and sovereignty".')
    if not all(name.strip() for name in listed):
        raise click.UsageError(f"{themes_file}: a theme needs a name.")
    filed = [NamedTheme(name.strip(), text.strip() or None) for name, text in listed.items()]
    try:
        return tuple(checked([*named, *filed]))
    except ValueError as error:
        raise click.UsageError(f"{error}.") from error


def warn_of_language(themes: Themes, encoder: Encoder, *, quiet: bool) -> None:
    """Say that the default model was asked to read what it was not made for."""
    language = themes.manifest.get("language", "en")
    if encoder.is_default and language != "en":
        say(f"The default model reads English; this looks like {language!r}: take --model multilingual.", quiet=quiet)


def edited(themes: Themes, edits: ThemeEdits, discussions: Sequence[Discussion]) -> Themes:
    """Rename and merge as the user's file says; ``click.UsageError`` for a theme that is not there."""
    from commentariat.embeddings import merge, rename

    names, groups = edits
    try:
        return rename(merge(themes, groups, discussions), names)
    except ValueError as error:
        raise click.UsageError(f"the themes file: {error}.") from error


def as_kept(edits: ThemeEdits, spoken: Sequence[NamedTheme], kept: Sequence[str], path: str) -> ThemeEdits:
    """Return what the user's file has still to do to the themes of a saved model, which bear their new names already.

    ``kept`` are the ids and labels of the model. Themes that the file looks for have to be among them: what was not
    learned cannot be found (``click.UsageError``).
    """
    names, groups = edits
    known = {name.casefold() for name in kept}
    new = {old.casefold(): name for old, name in names.items()}

    def called(name: str) -> str:
        now = new.get(name.casefold(), name)
        return now if name.casefold() not in known and now.casefold() in known else name

    strange = next((one.name for one in spoken if called(one.name).casefold() not in known), None)
    if strange is not None:
        raise click.UsageError(f"{path} holds no theme called {strange!r}: it was saved without.")
    to_do = {old: name for old, name in names.items() if called(old) == old}
    return to_do, {label: [called(one) for one in members] for label, members in groups.items()}


def theme_edits(themes_file: str | None) -> ThemeEdits:
    """Read ``[rename]`` (old = "new") and ``[merge]`` (new = ["one", "other"]) of a themes file."""
    content = _toml(themes_file) if themes_file else {}
    rename, merge = content.get("rename", {}), content.get("merge", {})
    good = isinstance(rename, dict) and all(isinstance(new, str) for new in rename.values())
    good = good and isinstance(merge, dict) and all(isinstance(old, list) for old in merge.values())
    if not good:
        raise click.UsageError(f'{themes_file}: write [rename] as old = "new" and [merge] as new = ["one", "other"].')
    return rename, {new: [str(one) for one in old] for new, old in merge.items()}


def _toml(path: str) -> dict[str, Any]:
    import tomllib

    try:
        content = tomllib.loads(Path(path).read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise click.UsageError(f"{path}: no such file.") from error
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path} cannot be read as TOML: {error}.") from error
    unknown = next((name for name in content if name not in SECTIONS), None)
    if unknown is not None:
        raise click.UsageError(f"{path}: there is no section [{unknown}]; write [themes], [rename] or [merge].")
    return content


@contextmanager
def progress_bar(label: str, *, quiet: bool) -> Iterator[Progress | None]:
    """Give a callback (done, in all) that draws a bar on standard error; none where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    bar = click.progressbar(length=1, label=label, file=sys.stderr)
    with bar:

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield advance

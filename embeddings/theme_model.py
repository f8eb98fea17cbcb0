"""Themes that travel: learned on one article, kept in a file, used to read the next one."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from commentariat.threads.arguments import many_discussions
from commentariat.threads.atomic import atomic_write
from commentariat.threads.errors import BrokenSource

from .encoder_models import ModelError, weights_of
from .grouping import Group, assign
from .layout import layout
from .named import NamedTheme, claim
from .space import Space, build_space, linked_units
from .tables import THEME_SCHEMA, Themes
from .theme_tables import MIN_COMMENTS, Material, Sized, membership_table, theme_table
from .units import split_units
from .vectors import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from commentariat.threads.model import Discussion

    from .encoder import Encoder

    Vectors = npt.NDArray[np.float32]

FORMAT: Final = "commentariat-themes-2"


@dataclass(frozen=True, eq=False)
class ThemeModel:
    """Themes without their units.

    Attributes
    ----------
    themes : polars.DataFrame
        The table of the discussion that they were learned on.
    directions : (themes, d) float32
    floors : (themes,) float32
        Cosine that a unit of another discussion must exceed; infinite for named themes, which are claimed anew.
    centre : (d,) float32
    named : tuple of NamedTheme
    model, revision : str
        What the encoder was made with, and the hash of its weights.
    reply_share : float
    """

    themes: pl.DataFrame
    directions: Vectors
    floors: Vectors
    centre: Vectors
    named: tuple[NamedTheme, ...]
    model: str
    revision: str
    reply_share: float

    @classmethod
    def of(
        cls, themes: Themes, sized: Sequence[Sized], space: Space, *, named: Sequence[NamedTheme], encoder: Encoder,
        reply_share: float,
    ) -> ThemeModel:  # fmt: skip
        """Keep what is needed to read another discussion."""
        directions = np.zeros((len(sized), space.centre.size), dtype=np.float32)
        for at, one in enumerate(sized):
            directions[at] = one.group.direction
        floors = np.array([one.group.floor for one in sized], dtype=np.float32)
        return cls(
            themes.themes, directions, floors, space.centre, tuple(named), encoder.model, encoder.revision, reply_share
        )  # fmt: skip

    def predict(
        self,
        discussions: Discussion | Sequence[Discussion],
        *,
        encoder: Encoder | None = None,
        split: Callable[[Discussion], pl.DataFrame] = split_units,
        min_size: int = MIN_COMMENTS,
    ) -> Themes:
        """Read other discussions with these themes; ids and labels stay, sizes and quotations are the new ones.

        A unit gets the nearest found theme if it is nearer than that theme's background was; named themes are judged
        against the new discussion's own background. Themes with fewer comments than ``min_size`` are "raised once".

        Raises
        ------
        ModelError
            The encoder's weights are not those that the themes were learned with.
        """
        from .encoder import encoder_or_default

        several = many_discussions(discussions)
        chosen = encoder_or_default(encoder, self.model)
        self._check_weights(chosen)
        space = build_space(several, chosen, split, reply_share=self.reply_share)
        groups = self._groups(space, chosen)
        material = Material.of(space, several)
        sized = [Sized.of(one, material, min_size) for one in groups]
        ids = self.themes["theme_id"].to_list()
        table = theme_table(sized, ids, material, parents=[None] * len(sized), namer=None).with_columns(
            self.themes["terms"]
        )
        placed = replace(space, vectors=self._placed(space))
        places, faithful = layout(placed, sized, ids)
        manifest = {
            "model": chosen.name, "revision": chosen.revision, "reply_share": self.reply_share,
            "linked_units": linked_units(space.units, several) if self.reply_share else 0,
            "language": space.language, "predicted": True, "layout": faithful, "min_size": min_size,
        }  # fmt: skip
        return Themes(space.units, membership_table(placed, sized, table), table, manifest, layout=places)

    def _check_weights(self, encoder: Encoder) -> None:
        if weights_of(encoder.revision) != weights_of(self.revision):
            raise ModelError(
                f"these themes were learned with the model {self.model!r}, whose weights are not those of "
                f"{encoder.name}: take that model."
            )

    def _placed(self, space: Space) -> Vectors:
        """Move units around the middle of the discussion that the themes were learned on."""
        out = normalised(space.mixed - self.centre)
        out[np.linalg.norm(space.own, axis=1) == 0] = 0
        return out

    def _groups(self, space: Space, encoder: Encoder) -> list[Group]:
        claims = claim(space, self.named, encoder)
        usable = ~space.units["boilerplate"].to_numpy()
        free = np.flatnonzero(usable & ~claims.claimed.any(axis=1))
        found = np.flatnonzero(np.isfinite(self.floors))
        labels = np.full(space.units.height, -1, dtype=np.int64)
        near = assign(self._placed(space), free, self.directions[found], self.floors[found])
        labels[free] = np.where(near >= 0, found[near] if len(found) else -1, -1)
        # Named themes come first in the table, in their order; their labels may be other ones by now.
        rows = [np.flatnonzero(mine) for mine in claims.claimed.T]
        facts = self.themes.select("theme", "basis", "description").iter_rows()
        return [
            Group(
                rows[at] if basis == "named" else np.flatnonzero(labels == at),
                self.directions[at], float(self.floors[at]), basis, None, label, description,
            )
            for at, (label, basis, description) in enumerate(facts)
        ]  # fmt: skip

    def rename(self, names: Mapping[str, str]) -> ThemeModel:
        """Return the model with other labels; keys are ids or labels. What a named theme looks for stays as it was.

        Raises
        ------
        ValueError
            No such theme, or a label twice.
        """
        from .theme_edits import renamed

        return replace(self, themes=renamed(self.themes, names))

    def save(self, path: str | Path) -> None:
        """Write the model to one file, whole or not at all; ``WriteError`` when it cannot be written."""
        atomic_write(path, self.to_bytes())

    def to_bytes(self) -> bytes:
        """Return what :meth:`save` writes: NumPy's zip of arrays, no pickle."""
        meta = {
            "format": FORMAT, "model": self.model, "revision": self.revision, "reply_share": self.reply_share,
            "named": [[one.name, one.description] for one in self.named], "themes": self.themes.to_dicts(),
        }  # fmt: skip
        text = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), dtype=np.uint8)
        buffer = io.BytesIO()
        np.savez(buffer, directions=self.directions, floors=self.floors, centre=self.centre, meta=text)
        return buffer.getvalue()

    @classmethod
    def load(cls, path: str | Path) -> ThemeModel:
        """Read a model that :meth:`save` wrote; ``BrokenSource`` when it is none."""
        import zipfile

        try:
            with np.load(path, allow_pickle=False) as stored:
                meta = json.loads(stored["meta"].tobytes())
                arrays = {name: stored[name] for name in ("directions", "floors", "centre")}
        except (ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile) as error:
            raise BrokenSource(f"{Path(path).name} is no theme model.", name=Path(path).name) from error
        except PermissionError as error:
            raise BrokenSource(f"{Path(path).name} cannot be opened: {error.strerror}.", name=str(path)) from error
        if meta.get("format") != FORMAT:
            raise BrokenSource(f"{Path(path).name} is a theme model of another version.", name=Path(path).name)
        named = tuple(NamedTheme(name, description) for name, description in meta["named"])
        themes = pl.DataFrame(meta["themes"], schema=THEME_SCHEMA)
        return cls(themes, **arrays, named=named, model=meta["model"], revision=meta["revision"],
                   reply_share=meta["reply_share"])  # fmt: skip

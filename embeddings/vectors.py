"""What all vectors have in common: rows of length one, zero where there are no words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

#: A row as short as this points nowhere: stretched to length one it would be nothing but rounding.
_NOTHING: Final = 1e-12


def normalised(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Scale to length one along the last axis, float32; a zero row stays zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > _NOTHING), dtype=np.float32)

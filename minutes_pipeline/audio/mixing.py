"""Several channels to one, without losing the level of the one that holds the voices."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

INVERTED = -0.9
"""Correlation below which a channel is the others' mirror image (a cable wired the wrong way)."""


class Mixer:
    """Adds channels up and keeps the mixture as loud as the loudest of them.

    A plain mean halves the level when one channel is dead (one microphone plugged into a stereo
    recorder) and erases everything when one is wired inverted. So the channels are summed, an
    inverted one turned over, and the sum is scaled by the energies measured from the beginning
    of the recording until now. Nothing said into any channel is left out.
    """

    def __init__(self) -> None:
        """Start with nothing heard."""
        self._products: npt.NDArray[np.float64] | None = None
        self._gain: float | None = None

    def mix(self, block: npt.NDArray[np.float32]) -> npt.NDArray[np.int16]:
        """Return one channel for *block*, shape ``(channels, samples)``, values in [-1, 1]."""
        if len(block) == 1:
            return _to_int16(block[0])
        products = block.astype(np.float64) @ block.T.astype(np.float64)
        if self._products is None or len(self._products) != len(block):
            self._products, self._gain = products, None
        else:
            self._products = self._products + products
        signs = self._signs(self._products)
        loudest = float(self._products.diagonal().max())
        summed = float(signs @ self._products @ signs)
        target = min(1.0, float(np.sqrt(loudest / summed))) if summed > 0 else 1.0
        first = target if self._gain is None else self._gain
        # A ramp, so that a change of gain is never heard as a click.
        ramp = np.linspace(first, target, block.shape[1], dtype=np.float32)
        self._gain = target
        mixed: npt.NDArray[np.float32] = (signs.astype(np.float32) @ block) * ramp
        return _to_int16(mixed)

    @staticmethod
    def _signs(products: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return -1 for every channel that mirrors the loudest one, 1 for the rest."""
        energy = products.diagonal()
        loudest = int(energy.argmax())
        scale = np.sqrt(energy * energy[loudest])
        correlation = np.divide(products[loudest], scale, out=np.zeros_like(scale), where=scale > 0)
        return np.where(correlation < INVERTED, -1.0, 1.0)


def _to_int16(signal: npt.NDArray[np.float32]) -> npt.NDArray[np.int16]:
    scaled: npt.NDArray[np.int16] = np.clip(np.rint(signal * 32767.0), -32768, 32767).astype(
        np.int16
    )
    return scaled

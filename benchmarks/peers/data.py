"""Numbers that every contestant makes alike: no generator, no files."""
import numpy as np


def wave(shape, seed, scale=1.0):
    """scale * sin(k^2 / 7 + seed), k counting from 1 in row-major order; like Wave.cs."""
    k = np.arange(1, int(np.prod(shape, dtype=int)) + 1, dtype=np.float64)
    return (scale * np.sin(k * np.sqrt(k) * 0.7 + seed)).reshape(shape)

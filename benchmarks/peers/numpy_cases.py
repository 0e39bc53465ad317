"""What the cases are in NumPy, written as its users write them. A case is a function that makes (step, check): step does the work once."""
import numpy as np
from data import wave

cases = {}


def case(f):
    cases[f.__name__] = f
    return f


def lecture(dtype):
    """The lecture's own lines."""
    n, d, h_, o = 64, 1000, 100, 10
    x, y = wave((n, d), 1).astype(dtype), wave((n, o), 2).astype(dtype)
    w1, w2 = wave((d, h_), 3, 0.1).astype(dtype), wave((h_, o), 4, 0.1).astype(dtype)
    last = [0.0]

    def step():
        nonlocal w1, w2
        h = 1 / (1 + np.exp(-x.dot(w1)))
        y_pred = h.dot(w2)
        last[0] = np.square(y_pred - y).sum()
        grad_y_pred = 2.0 * (y_pred - y)
        grad_w2 = h.T.dot(grad_y_pred)
        grad_h = grad_y_pred.dot(w2.T)
        grad_w1 = x.T.dot(grad_h * h * (1 - h))
        w1 -= 1e-4 * grad_w1
        w2 -= 1e-4 * grad_w2

    return step, lambda: float(last[0])


@case
def lecture64():
    return lecture(np.float64)


@case
def lecture32():
    return lecture(np.float32)


def product(dtype, ta, tb, m, k, n):
    a = wave((k, m) if ta else (m, k), 1).astype(dtype)
    b = wave((n, k) if tb else (k, n), 2).astype(dtype)
    left, right = (a.T if ta else a), (b.T if tb else b)
    c = np.empty((m, n), dtype)

    def step():
        np.matmul(left, right, out=c)

    return step, lambda: float(c[m // 2, n // 3])


@case
def product64(ta, tb, m, k, n):
    return product(np.float64, int(ta), int(tb), int(m), int(k), int(n))


@case
def product32(ta, tb, m, k, n):
    return product(np.float32, int(ta), int(tb), int(m), int(k), int(n))


def chain(dtype, n):
    x = wave((n,), 1).astype(dtype)
    last = [None]

    def step():
        last[0] = np.maximum(2.0 * x + 1.0, 0.5) * x - 0.25 * x * x

    return step, lambda: float(last[0][n // 3])


@case
def chain64(n):
    return chain(np.float64, int(n))


@case
def chain32(n):
    return chain(np.float32, int(n))


@case
def heavy64(n):
    x = wave((int(n),), 1)
    last = [None]

    def step():
        last[0] = np.tanh(np.exp(-x * x) + 0.5 * x)

    return step, lambda: float(last[0][int(n) // 3])

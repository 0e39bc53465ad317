# What the printed graphs call: PyTorch's own functions where it has them, few lines where it has not.
import functools
import math
import struct

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
inf, nan = math.inf, math.nan


def tensor(values, shape):
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


def point(values, shape):
    return tensor(values, shape).requires_grad_()


def fill(value, shape):
    return torch.full(shape, float(value))


def truth(t):
    return t.to(torch.float64)


def select(c, a, b):
    c = c.detach()
    return torch.where(torch.isnan(c), c, torch.where(c != 0, a, b))


def where_any(value, conditions, inverted):
    plain = len(conditions) - inverted
    holds = True
    for i, c in enumerate(conditions):
        c = c.detach()
        holds = holds & ((c != 0) if i < plain else ((c == 0) | torch.isnan(c)))
    return torch.where(holds.any(), value, torch.zeros_like(value))


def where_wins(a, b, at_tie):
    shares = torch.where(a > b, 1.0, torch.where(a < b, 0.0, at_tie))
    return torch.where(torch.isnan(a) | torch.isnan(b), nan, shares)


def nearest_zero(left):
    return min(max(0.0, min(left, 1.0)), max(left, 1.0))


def leaky_slope(x, slope):
    at_zero = nearest_zero(slope)
    return torch.where(x > 0, 1.0, torch.where(x == 0, at_zero, slope)) + 0.0 * x


def elu_slope(x, alpha):
    at_zero = nearest_zero(alpha)
    left = alpha * torch.exp(torch.clamp(x, max=0.0))
    return torch.where(x > 0, 1.0, torch.where(x == 0, at_zero, left))


def normal_cdf(x):
    return 0.5 * torch.erfc(-x / math.sqrt(2))


def normal_pdf(x):
    return torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def split(x, axes):
    """The order that puts the axes last, and the shape without them."""
    kept = [axis for axis in range(x.dim()) if axis not in axes]
    return kept + list(axes), [x.shape[axis] for axis in kept]


def rows(x, axes):
    """The elements over the given axes as one last axis."""
    if x.dim() == 0:
        return x.reshape(1)
    order, kept = split(x, axes)
    return x.permute(order).reshape(kept + [math.prod(x.shape[axis] for axis in axes)])


def along(f, x, axes):
    """f applied to the rows over the given axes, each element put back in its place."""
    if x.dim() == 0:
        return f(x.reshape(1)).reshape([])
    order, kept = split(x, axes)
    back = [order.index(axis) for axis in range(x.dim())]
    return f(rows(x, axes)).reshape(kept + [x.shape[axis] for axis in axes]).permute(back)


def wins_over(x):
    if x.numel() == 0:
        return x.detach()
    ties = truth(x == x.amax(-1, keepdim=True))
    return (ties / ties.sum(-1, keepdim=True)).detach()


def product(x):
    return functools.reduce(torch.mul, x.unbind(-1), torch.ones(x.shape[:-1]))


def derivative(y, x):
    if not y.requires_grad:
        return torch.zeros_like(x)
    found = torch.autograd.grad(y.sum(), x, create_graph=True, allow_unused=True)[0]
    return torch.zeros_like(x) if found is None else found


def free(t):
    """The same value, by which can be differentiated without touching what it was made of."""
    return t.clone() if t.requires_grad else t.clone().requires_grad_()


def pow_derivative(x, y, in_base, in_exponent):
    x, y = free(x), free(y)
    # Not torch.pow, whose masks at y = 0 lose the mixed derivatives.
    z = torch.exp(y * torch.log(x))
    for by in [x] * in_base + [y] * in_exponent:
        z = derivative(z, by)
    return z


def prod_others(xs, axes):
    x = free(xs[0])
    y = product(rows(x, axes))
    for direction in xs[1:]:
        y = rows(derivative(y, x) * direction, axes).sum(-1)
    return derivative(y, x)


def gather(x, indices, axis):
    at = indices.detach().to(torch.int64)
    shape = list(x.shape[:axis]) + list(at.shape) + list(x.shape[axis + 1:])
    return torch.index_select(x, axis, at.reshape(-1)).reshape(shape)


def scatter_add(updates, indices, axis, length):
    at = indices.detach().to(torch.int64)
    before, after = list(updates.shape[:axis]), list(updates.shape[axis + at.dim():])
    source = updates.reshape(before + [at.numel()] + after)
    return torch.zeros(before + [length] + after).index_add(axis, at.reshape(-1), source)


def spread(x, axes, lengths):
    for axis, length in zip(axes, lengths):
        x = x.unsqueeze(axis)
        x = x.expand(list(x.shape[:axis]) + [length] + list(x.shape[axis + 1:]))
    return x


def bits(t):
    values = t.detach().reshape(-1).tolist()
    return struct.pack(">%dd" % len(values), *values).hex() or "-"


def report(number, graph):
    try:
        output, inputs = graph()
        found = [None] * len(inputs)
        if output.requires_grad:
            found = torch.autograd.grad(output, inputs, allow_unused=True)
        found = [torch.zeros_like(x) if g is None else g for x, g in zip(inputs, found)]
        print(number, *[bits(t) for t in [output, *found]], flush=True)
    except Exception as problem:
        print(number, "error", repr(problem).replace("\n", " "), flush=True)

"""What the cases are in PyTorch, written as its users write them, eager. A case is a function that makes (step, check)."""
import math
import torch
from data import wave

cases = {}


def case(f):
    cases[f.__name__] = f
    return f


def tensor(shape, seed, scale=1.0, dtype=torch.float64, trained=False):
    return torch.tensor(wave(shape, seed, scale), dtype=dtype, requires_grad=trained)


def lecture(dtype):
    n, d, h, o = 64, 1000, 100, 10
    x, y = tensor((n, d), 1, dtype=dtype), tensor((n, o), 2, dtype=dtype)
    w1, w2 = tensor((d, h), 3, 0.1, dtype, True), tensor((h, o), 4, 0.1, dtype, True)
    last = [0.0]

    def step():
        loss = (torch.sigmoid(x @ w1) @ w2 - y).square().sum()
        loss.backward()
        last[0] = loss
        with torch.no_grad():
            w1.sub_(w1.grad, alpha=1e-4)
            w2.sub_(w2.grad, alpha=1e-4)
            w1.grad = None
            w2.grad = None

    return step, lambda: float(last[0])


@case
def lecture64():
    return lecture(torch.float64)


@case
def lecture32():
    return lecture(torch.float32)


def mlp_with_adam():
    """Takes one step on a batch and returns its loss."""
    sizes = [784, 256, 128, 10]
    layers = []
    for i in range(3):
        linear = torch.nn.Linear(sizes[i], sizes[i + 1])
        with torch.no_grad():
            w = wave((sizes[i], sizes[i + 1]), 10 + i, 1 / math.sqrt(sizes[i]))
            linear.weight.copy_(torch.tensor(w.T.copy(), dtype=torch.float32))
            linear.bias.zero_()
        layers += [linear] + ([torch.nn.ReLU()] if i < 2 else [])
    net = torch.nn.Sequential(*layers)
    optimizer = torch.optim.Adam(net.parameters(), 1e-3)
    criterion = torch.nn.CrossEntropyLoss()

    def step(x, y):
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(net(x), y)
        loss.backward()
        optimizer.step()
        return loss

    return step


@case
def mlp32():
    train = mlp_with_adam()
    x = tensor((128, 784), 1, dtype=torch.float32)
    y = torch.arange(128) % 10
    last = [0.0]

    def step():
        last[0] = train(x, y)

    return step, lambda: float(last[0])


@case
def fashionEpoch32():
    """60,000 pictures in memory, in a new order every epoch, 128 at a time; the rest is left out."""
    train = mlp_with_adam()
    x = tensor((1000, 784), 1, dtype=torch.float32).repeat(60, 1)
    y = torch.arange(60000) % 10

    def step():
        order = torch.randperm(60000)
        for at in range(0, 60000 - 127, 128):
            rows = order[at : at + 128]
            train(x[rows], y[rows])

    return step, lambda: 0.0


def tiny(dtype):
    w1, w2 = tensor((3, 2), 3, dtype=dtype, trained=True), tensor((2, 1), 4, dtype=dtype, trained=True)
    x, y = tensor((2, 3), 1, dtype=dtype), tensor((2, 1), 2, dtype=dtype)
    last = [None]

    def step():
        loss = (torch.sigmoid(x @ w1) @ w2 - y).square().sum()
        last[0] = (loss, torch.autograd.grad(loss, [w1, w2]))

    return step, lambda: float(last[0][0]) + float(last[0][1][0].sum())


@case
def tiny64():
    return tiny(torch.float64)


@case
def tiny32():
    return tiny(torch.float32)


def chain(dtype, n):
    x = tensor((n,), 1, dtype=dtype)
    last = [None]

    def step():
        last[0] = torch.clamp_min(2.0 * x + 1.0, 0.5) * x - 0.25 * x * x

    return step, lambda: float(last[0][n // 3])


@case
def chain64(n):
    return chain(torch.float64, int(n))


@case
def chain32(n):
    return chain(torch.float32, int(n))


@case
def heavy64(n):
    x = tensor((int(n),), 1)
    last = [None]

    def step():
        last[0] = torch.tanh(torch.exp(-x * x) + 0.5 * x)

    return step, lambda: float(last[0][int(n) // 3])


def graded(value, inputs):
    """Value alone, and value with gradient, of one function."""

    def once():
        last[0] = value()

    def both():
        loss = value()
        last[0] = loss
        last[1] = torch.autograd.grad(loss, inputs)

    last = [None, None]
    return once, both, lambda: float(last[0])


@case
def mlpValue32():
    return mlp_value()[0::2]


@case
def mlpGradient32():
    return mlp_value()[1:]


def mlp_value():
    sizes = [784, 256, 128, 10]
    weights = [tensor((sizes[i], sizes[i + 1]), 10 + i, 1 / math.sqrt(sizes[i]), torch.float32, True) for i in range(3)]
    biases = [torch.zeros(sizes[i + 1], dtype=torch.float32, requires_grad=True) for i in range(3)]
    x = tensor((128, 784), 1, dtype=torch.float32)
    y = torch.arange(128) % 10

    def value():
        h = x
        for i in range(3):
            h = h @ weights[i] + biases[i]
            if i < 2:
                h = torch.relu(h)
        return torch.nn.functional.cross_entropy(h, y)

    return graded(value, weights + biases)


def gmm(d=10, k=25, n=1000):
    """The log-likelihood of a Gaussian mixture with a Wishart prior, by ADBench's published definition."""
    alphas = tensor((k,), 1, trained=True)
    means = tensor((k, d), 2, trained=True)
    logs = tensor((k, d), 3, 0.5, trained=True)
    lower = tensor((k, d * (d - 1) // 2), 4, 0.5, trained=True)
    x = tensor((n, d), 5)
    gamma, m = 1.0, 0
    rows, columns = torch.tril_indices(d, d, -1)

    def value():
        q = torch.diag_embed(torch.exp(logs))
        q = q.index_put((torch.arange(k)[:, None], rows[None, :], columns[None, :]), lower)
        centred = x[None, :, :] - means[:, None, :]
        scaled = centred @ q.transpose(1, 2)
        inner = alphas + logs.sum(1) - 0.5 * (scaled * scaled).sum(2).T
        main = torch.logsumexp(inner, 1).sum() - n * torch.logsumexp(alphas, 0)
        constant = -n * d * 0.5 * math.log(2 * math.pi)
        prior = 0.5 * gamma**2 * ((q * q).sum()) - m * logs.sum()
        count = d + m + 1
        norm = count * d * (math.log(gamma) - 0.5 * math.log(2)) - (
            0.25 * d * (d - 1) * math.log(math.pi) + sum(math.lgamma(0.5 * (count - i)) for i in range(d))
        )
        return constant + main + prior - k * norm

    return graded(value, [alphas, means, logs, lower])


@case
def gmmValue64():
    return gmm()[0::2]


@case
def gmmGradient64():
    return gmm()[1:]


def lstm(steps=20, batch=16, width=64):
    """One LSTM cell, unrolled: gates i, f, g, o from [x, h] W + b; the loss is the mean square of the last state."""
    w = tensor((2 * width, 4 * width), 1, 1 / math.sqrt(2 * width), trained=True)
    b = tensor((4 * width,), 2, 0.1, trained=True)
    xs = tensor((steps, batch, width), 3)

    def value():
        h = torch.zeros(batch, width, dtype=torch.float64)
        c = torch.zeros(batch, width, dtype=torch.float64)
        for t in range(steps):
            gates = torch.cat([xs[t], h], 1) @ w + b
            i, f, g, o = gates.split(width, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
        return (h * h).mean()

    return graded(value, [w, b])


@case
def lstmValue64():
    return lstm()[0::2]


@case
def lstmGradient64():
    return lstm()[1:]


def dlstm(layers=2, steps=20, width=14):
    """ADBench's LSTM: diagonal weights, forget and output gates of the input, the others of the hidden state; the next character's loss."""
    weights = tensor((layers * 4, width), 1, trained=True)
    biases = tensor((layers * 4, width), 2, trained=True)
    ends = tensor((3, width), 3, trained=True)
    states = tensor((layers * 2, width), 4)
    sequence = tensor((steps + 1, width), 5)

    def gate(x, layer, i):
        return x * weights[4 * layer + i] + biases[4 * layer + i]

    def value():
        hidden = [states[2 * l] for l in range(layers)]
        cell = [states[2 * l + 1] for l in range(layers)]
        total = 0.0
        for t in range(steps):
            x = sequence[t] * ends[0]
            for l in range(layers):
                forget = torch.sigmoid(gate(x, l, 0))
                take = torch.sigmoid(gate(hidden[l], l, 1))
                give = torch.sigmoid(gate(x, l, 2))
                change = torch.tanh(gate(hidden[l], l, 3))
                cell[l] = cell[l] * forget + take * change
                x = hidden[l] = give * torch.tanh(cell[l])
            y = x * ends[1] + ends[2]
            total = total + (sequence[t + 1] * (y - torch.log(y.exp().sum() + 2))).sum()
        return -total / (steps * width)

    return graded(value, [weights, biases, ends])


@case
def dlstmValue64():
    return dlstm()[0::2]


@case
def dlstmGradient64():
    return dlstm()[1:]


@case
def rosenbrock64():
    x = tensor((1000,), 1, trained=True)
    a, last = 1.0, [None]

    def step():
        loss = (100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (a - x[:-1]) ** 2).sum()
        last[0] = (loss, torch.autograd.grad(loss, [x]))

    return step, lambda: float(last[0][0])

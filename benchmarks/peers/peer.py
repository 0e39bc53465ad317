"""A peer that answers over pipes: `check CASE ARGS` prints a number, `time N CASE ARGS` the seconds that N steps took."""
import sys
import time

library, threads = sys.argv[1], int(sys.argv[2])
if library == "torch":
    import torch

    torch.set_num_threads(threads)
    from torch_cases import cases

    version = torch.__version__
else:
    import numpy

    from numpy_cases import cases

    version = numpy.__version__
print(version, flush=True)

made = {}


def prepared(words):
    key = " ".join(words)
    if key not in made:
        made.clear()
        made[key] = cases[words[0]](*words[1:])
    return made[key]


for line in sys.stdin:
    words = line.split()
    try:
        if words[0] == "check":
            made.clear()
            step, check = prepared(words[1:])
            step()
            print(repr(check()), flush=True)
        else:
            step, check = prepared(words[2:])
            count = int(words[1])
            start = time.perf_counter()
            for _ in range(count):
                step()
            print(repr(time.perf_counter() - start), flush=True)
    except Exception as problem:
        print("error", str(problem).replace("\n", " "), flush=True)

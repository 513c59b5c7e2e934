"""Functions of a PDF worked out: sampled, exponential, stitched, and programs of the calculator
(ISO 32000-1, 7.10)."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from typing import Any

from pikepdf import Array

MOST_INPUTS = 6  # of a sampled function: 2 to the power of these corners are looked up
MOST_STEPS = 100_000  # of a program
_TOKEN = re.compile(rb"[{}]|[^\s{}]+")
_TWO: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": lambda a, b: a / b if b else 0.0,
    "idiv": lambda a, b: int(a / b) if b else 0,
    "mod": lambda a, b: int(math.fmod(a, b)) if b else 0,
    "exp": lambda a, b: float(abs(a) ** b) if a or b > 0 else 0.0,
    "atan": lambda a, b: math.degrees(math.atan2(a, b)) % 360,
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
    "and": operator.and_,
    "or": operator.or_,
    "xor": operator.xor,
    "bitshift": lambda a, b: int(a) << b if b >= 0 else int(a) >> -b,
}
_ONE: dict[str, Callable[[Any], Any]] = {
    "abs": abs,
    "neg": operator.neg,
    "ceiling": math.ceil,
    "floor": math.floor,
    "round": lambda a: math.floor(a + 0.5),
    "truncate": math.trunc,
    "cvi": math.trunc,
    "cvr": float,
    "sqrt": lambda a: math.sqrt(max(0.0, a)),
    "sin": lambda a: math.sin(math.radians(a)),
    "cos": lambda a: math.cos(math.radians(a)),
    "ln": lambda a: math.log(a) if a > 0 else 0.0,
    "log": lambda a: math.log10(a) if a > 0 else 0.0,
    "not": lambda a: not a if isinstance(a, bool) else ~int(a),
}


def value_of(function: Any, inputs: Sequence[float]) -> list[float]:
    """The function's outputs; a list of functions gives one output each.  ValueError for a kind
    that there is not."""
    if isinstance(function, Array):
        return [value_of(one, inputs)[0] for one in list(function)]
    domain = _pairs(function.Domain)
    given = [min(max(x, low), high) for x, (low, high) in zip(inputs, domain, strict=False)]
    match int(function.FunctionType):
        case 0:
            found = _sampled(function, given, domain)
        case 2:
            found = _exponential(function, given[0])
        case 3:
            found = _stitched(function, given[0], domain[0])
        case 4:
            found = _calculated(function, given)
        case kind:
            raise ValueError(f"a function of kind {kind}")
    if "/Range" in function:
        span = _pairs(function.Range)
        found = [min(max(y, low), high) for y, (low, high) in zip(found, span, strict=False)]
    return found


def _exponential(function: Any, x: float) -> list[float]:
    start = [float(v) for v in function.get("/C0", [0.0])]
    end = [float(v) for v in function.get("/C1", [1.0])]
    power = float(function.N)
    share = x**power if x > 0 or power > 0 else 0.0
    return [a + share * (b - a) for a, b in zip(start, end, strict=False)]


def _stitched(function: Any, x: float, domain: tuple[float, float]) -> list[float]:
    bounds = [float(v) for v in function.Bounds]
    at = sum(x >= bound for bound in bounds)
    parts = list(function.Functions)
    at = min(at, len(parts) - 1)
    edges = [domain[0], *bounds, domain[1]]
    low, high = _pairs(function.Encode)[at]
    left, right = edges[at], edges[at + 1]
    inner = low if right <= left else low + (x - left) * (high - low) / (right - left)
    return value_of(parts[at], [inner])


def _sampled(
    function: Any, inputs: Sequence[float], domain: Sequence[tuple[float, float]]
) -> list[float]:
    """Linear between the corners of the cell in which the inputs lie."""
    sizes, bits = [int(v) for v in function.Size], int(function.BitsPerSample)
    if len(sizes) > MOST_INPUTS:
        raise ValueError(f"a function of {len(sizes)} inputs")
    encode = _pairs(function.get("/Encode", [v for size in sizes for v in (0, size - 1)]))
    decode = _pairs(function.get("/Decode", function.Range))
    cells = []
    for x, (low, high), (first, last), size in zip(inputs, domain, encode, sizes, strict=True):
        place = first if high <= low else first + (x - low) * (last - first) / (high - low)
        place = min(max(place, 0.0), size - 1.0)
        base = min(int(place), max(size - 2, 0))
        cells.append((base, place - base))
    data, count = function.read_bytes(), len(decode)
    found = [0.0] * count
    for corner in range(1 << len(sizes)):
        weight, at, stride = 1.0, 0, 1
        for axis, (base, share) in enumerate(cells):
            upper = corner >> axis & 1
            weight *= share if upper else 1 - share
            at += min(base + upper, sizes[axis] - 1) * stride
            stride *= sizes[axis]
        if weight:
            for out in range(count):
                found[out] += weight * _sample(data, (at * count + out) * bits, bits)
    top = (1 << bits) - 1
    return [low + raw * (high - low) / top for raw, (low, high) in zip(found, decode, strict=True)]


def _sample(data: bytes, at: int, bits: int) -> int:
    first, last = at // 8, (at + bits + 7) // 8
    whole = int.from_bytes(data[first:last].ljust(last - first, b"\0"), "big")
    return whole >> (last * 8 - at - bits) & ((1 << bits) - 1)


def _calculated(function: Any, inputs: Sequence[float]) -> list[float]:
    tokens = _TOKEN.findall(function.read_bytes())
    program, _ = _parsed(tokens, 1)
    stack: list[Any] = list(inputs)
    _run(program, stack, [0])
    count = len(_pairs(function.Range))
    return [float(v) for v in stack[-count:]]


def _parsed(tokens: Sequence[bytes], at: int) -> tuple[list[Any], int]:
    program: list[Any] = []
    while at < len(tokens) and tokens[at] != b"}":
        if tokens[at] == b"{":
            inner, at = _parsed(tokens, at + 1)
            program.append(inner)
        else:
            word = tokens[at].decode("ascii")
            try:
                program.append(float(word) if "." in word or "e" in word.lower() else int(word))
            except ValueError:
                program.append(word)
        at += 1
    return program, at


def _run(program: Sequence[Any], stack: list[Any], steps: list[int]) -> None:
    for at, word in enumerate(program):
        steps[0] += 1
        if steps[0] > MOST_STEPS:
            raise ValueError("a function without an end")
        if isinstance(word, list):
            continue  # done by the if that follows
        if not isinstance(word, str):
            stack.append(word)
        elif word == "if":
            if stack.pop():
                _run(program[at - 1], stack, steps)
        elif word == "ifelse":
            _run(program[at - 2] if stack.pop() else program[at - 1], stack, steps)
        else:
            _do(word, stack)


def _do(word: str, stack: list[Any]) -> None:
    if word in _TWO:
        b, a = stack.pop(), stack.pop()
        stack.append(_TWO[word](a, b))
    elif word in _ONE:
        stack.append(_ONE[word](stack.pop()))
    elif word in ("true", "false"):
        stack.append(word == "true")
    elif word == "pop":
        stack.pop()
    elif word == "dup":
        stack.append(stack[-1])
    elif word == "exch":
        stack[-1], stack[-2] = stack[-2], stack[-1]
    elif word == "copy":
        count = int(stack.pop())
        stack += stack[len(stack) - count :]
    elif word == "index":
        stack.append(stack[-1 - int(stack.pop())])
    elif word == "roll":
        by, count = int(stack.pop()), int(stack.pop())
        if count > 0:
            top = stack[-count:]
            by %= count
            stack[-count:] = top[-by:] + top[:-by] if by else top
    else:
        raise ValueError(f"a function with the word {word[:20]}")


def _pairs(values: Any) -> list[tuple[float, float]]:
    flat = [float(v) for v in values]
    return list(zip(flat[::2], flat[1::2], strict=True))

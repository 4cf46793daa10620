"""Random items in JSON, in every form that the same value can be written in."""

from __future__ import annotations

import re
from random import Random

_ID = re.compile(r'"(id|i\\u0064)"')

NUMBERS = (
    *("0", "-0", "1e3", "1E+3", "10e-1", "1.0", "1.10", "-0.0", "1e400", "-1E400", "1e-400"),
    *("3.14159265358979323846", "0.1000000000000000055511151231257827", "9007199254740993"),
    *("9223372036854775807", "9223372036854775808", "-9223372036854775809", "1" + "0" * 60),
)

STRINGS = (
    *('""', '"a"', '"é"', '"\\u00e9"', '"😀"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\udc00x"'),
    *('"\\/"', '"/"', '"\\"]},["', '"\\\\"', '"\\u0000"', '"\\n\\t\\b"', '"\u2028\u2029"'),
    *('"\ufffe\uffff"', '"\u007f\u0085"', '"NaN Infinity"', '"12 \\u0041"'),
)

SPACES = ("", "", "", " ", "\n", "\t \r\n")

KEYS = ('"id"', '"i\\u0064"', '"name"', '"steps"', '"data"', '"items"', '""', '"a"', '"a"', '"é"')


def random_items(seed: int, count: int) -> list[str]:
    """The texts of items: mostly envelopes of sequences with ids from 1, some any other JSON."""
    random = Random(seed)
    return [_item(random, number) for number in range(1, count + 1)]


def _item(random: Random, number: int) -> str:
    if random.random() < 0.05:
        # Not with an id, which several could share: an archive has each id once.
        return next(text for text in iter(lambda: _value(random, 3), "") if not _ID.search(text))
    space = random.choice(SPACES)
    name = random.choice(STRINGS)
    fields = [f'"id":{space}{number}', f'"name":{name}']
    fields += [f"{random.choice(KEYS[2:])}:{space}{_value(random, 3)}" for _ in range(3)]
    if random.random() < 0.05:
        fields[2] = f'"deep":{"[" * 150}{"]" * 150}'
    data = f"{{{f'{space},'.join(fields)}}}"
    return f'{{"data":{data},"meta":{{"type":{space}"sequence"}}}}'


def _value(random: Random, depth: int) -> str:
    kind = random.random()
    space = random.choice(SPACES)
    if depth and kind < 0.2:
        values = (_value(random, depth - 1) for _ in range(random.randrange(4)))
        return f"[{space}{f'{space},'.join(values)}{space}]"
    if depth and kind < 0.4:
        count = random.randrange(4)
        pairs = (f"{random.choice(KEYS)}{space}:{_value(random, depth - 1)}" for _ in range(count))
        return f"{{{space}{f',{space}'.join(pairs)}{space}}}"
    if kind < 0.7:
        return random.choice(NUMBERS)
    return random.choice(STRINGS) if kind < 0.9 else random.choice(("true", "false", "null"))

"""Whether scores of two runs can be compared: their signatures, part by part."""

from __future__ import annotations


def differences(expected: str, actual: str) -> tuple[str, ...]:
    """The parts of `expected` (`name:value|name:value`) that `actual` does not have.

    Each reads like `data: 9c0d, now 1e2f`. Parts that `expected` does not name do not count.
    """
    now = _parts(actual)
    return tuple(
        f"{name}: {value}, now {now.get(name, 'absent')}"
        for name, value in _parts(expected).items()
        if now.get(name) != value
    )


def _parts(signature: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in signature.split("|") if part)
    return {name.strip(): value.strip() for name, _, value in pairs}

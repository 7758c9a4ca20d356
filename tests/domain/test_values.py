"""What stages hand on: values that whoever reads them cannot change, since others and caches hold the same ones."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import FrozenInstanceError, fields, is_dataclass
from types import ModuleType

import pytest

import mtqa.cleaning
import mtqa.domain
import mtqa.gating
import mtqa.reading
import mtqa.scoring
import mtqa.segmenting


def kinds_of(package: ModuleType) -> list[type]:
    """The dataclasses that the modules of a package define."""
    modules = [
        importlib.import_module(f"{package.__name__}.{part.name}") for part in pkgutil.iter_modules(package.__path__)
    ]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if is_dataclass(kind) and isinstance(kind, type) and kind.__module__ == module.__name__
    ]


PACKAGES = (mtqa.domain, mtqa.reading, mtqa.cleaning, mtqa.segmenting, mtqa.scoring, mtqa.gating)
GROWING = {"RowFile", "State", "_Progress"}  # what goes through an input, and keeps where it is
KINDS = [kind for package in PACKAGES for kind in kinds_of(package) if kind.__name__ not in GROWING]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_value_stays_as_it_was_made_and_holds_nothing_else(kind: type) -> None:
    value = object.__new__(kind)
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(kind)[0].name, None)
    with pytest.raises(AttributeError):  # a dictionary for each value would cost memory in large files
        object.__setattr__(value, "misspelt", None)


def test_every_package_has_values() -> None:
    assert {kind.__module__.rpartition(".")[0] for kind in KINDS} == {package.__name__ for package in PACKAGES}

"""Artefacts are checked against their cards, and damage is said plainly."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import ArtefactError
from mtqa.french.artefact import DATA_FOLDER, pack, read_checked, unpack


@given(st.lists(st.binary(max_size=20), max_size=4), st.text(max_size=20))
def test_arrays_and_meta_data_survive_packing(parts: list[bytes], note: str) -> None:
    arrays = {f"part{number}": np.frombuffer(part, np.uint8) for number, part in enumerate(parts)}
    meta, found = unpack(pack({"note": note}, arrays))
    assert meta == {"note": note}
    assert {name: array.tobytes() for name, array in found.items()} == {
        name: array.tobytes() for name, array in arrays.items()
    }


def test_shape_and_type_survive_packing() -> None:
    array = np.arange(12, dtype=np.float16).reshape(3, 4)
    assert np.array_equal(unpack(pack({}, {"first": np.zeros(3, np.uint8), "a": array}))[1]["a"], array)


@pytest.fixture
def artefact(tmp_path: Path) -> Path:
    data = pack({}, {"a": np.arange(5)})
    (tmp_path / "thing.bin").write_bytes(data)
    (tmp_path / "thing.json").write_text(json.dumps({"sha256": hashlib.sha256(data).hexdigest()}))
    return tmp_path


def test_a_sound_artefact_is_read(artefact: Path) -> None:
    assert unpack(read_checked("thing", folder=artefact))[1]["a"].tolist() == [0, 1, 2, 3, 4]


def test_a_changed_byte_is_damage(artefact: Path) -> None:
    data = bytearray((artefact / "thing.bin").read_bytes())
    data[-1] ^= 1
    (artefact / "thing.bin").write_bytes(data)
    with pytest.raises(ArtefactError, match=r"thing\.bin: damaged.*reinstall"):
        read_checked("thing", folder=artefact)


@pytest.mark.parametrize("name", ["thing.bin", "thing.json"])
def test_a_missing_file_is_named(artefact: Path, name: str) -> None:
    (artefact / name).unlink()
    with pytest.raises(ArtefactError, match=name):
        read_checked("thing", folder=artefact)


def test_a_card_without_hash_is_refused(artefact: Path) -> None:
    (artefact / "thing.json").write_text("{}")
    with pytest.raises(ArtefactError, match="no sha256"):
        read_checked("thing", folder=artefact)


@pytest.mark.parametrize(("name", "suffix"), [("lexicon", ".bin"), ("tagger", ".bin"), ("lexicon_government", ".tsv")])
def test_shipped_artefacts_match_their_cards(name: str, suffix: str) -> None:
    data = read_checked(name, suffix)
    card = json.loads((DATA_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert card["bytes"] == len(data) < 8_000_000
    assert card["sources"]
    assert card["command"].startswith("python scripts/")
    assert (DATA_FOLDER / card["licence"]).is_file()

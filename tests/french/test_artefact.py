"""Artefacts are checked against their cards, and damage is said plainly."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import ArtefactError
from mtqa.french.artefact import DATA_FOLDER, map_checked, pack, read_checked, unpack
from mtqa.french.parameters import read_parameters


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


CARDS = [path for path in sorted(DATA_FOLDER.rglob("*.json")) if "sha256" in json.loads(path.read_bytes())]
FILES = {
    card: path
    for card in CARDS
    for path in card.parent.iterdir()
    if path.name.split(".")[0] == card.stem and ".LICENSE" not in path.name and path.suffix != ".json"
}


@pytest.mark.parametrize("card", FILES, ids=lambda card: card.relative_to(DATA_FOLDER).with_suffix("").as_posix())
def test_every_shipped_file_is_as_its_card_says_and_damage_is_refused(card: Path, tmp_path: Path) -> None:
    """One bit of the file turned, its end cut off, and the file gone: each time an error with the remedy."""
    file = FILES[card]
    suffix = file.name[len(card.stem) :]
    data = read_checked(card.stem, suffix, card.parent)
    (tmp_path / card.name).write_bytes(card.read_bytes())
    turned = bytearray(data)
    turned[len(turned) // 2] ^= 1
    for harmed in (turned, data[:-1], b"", None):
        copy = tmp_path / file.name
        copy.unlink(missing_ok=True)
        if harmed is not None:
            copy.write_bytes(harmed)
        for read in (read_checked, map_checked):
            with pytest.raises(ArtefactError, match=r"(damaged|cannot be read).*; reinstall mtqa"):
                read(card.stem, suffix, tmp_path)


def test_every_shipped_file_has_a_card() -> None:
    """`calibration` holds its numbers in the card, under their hash; `codes` only says what was measured."""
    shipped = {path for path in DATA_FOLDER.rglob("*") if path.is_file() and path.suffix not in (".json", ".md")}
    assert {path for path in shipped if ".LICENSE" not in path.name} == set(FILES.values())
    assert {card.stem for card in set(CARDS) - set(FILES)} == {"calibration"}


def test_damaged_numbers_in_a_card_are_refused(tmp_path: Path) -> None:
    card = json.loads((DATA_FOLDER / "calibration.json").read_bytes())
    (tmp_path / "calibration.json").write_text(json.dumps({**card, "sha256": "0" * 64}))
    with pytest.raises(ArtefactError, match=r"damaged .*; reinstall mtqa"):
        read_parameters("calibration", tmp_path)

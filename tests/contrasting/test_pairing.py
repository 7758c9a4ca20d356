"""What belongs together: rows by their ids, like shapes by position, other shapes by content, items by their links."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.contrasting import Contrast, contrast
from mtqa.contrasting.values import Pairing
from mtqa.domain.report import CheckReport
from mtqa.errors import InputError, UsageError
from tests.contrasting.samples import Spec, rows, texts

PARIS: Spec = ("Le maire de Paris a présenté lundi son budget de 3 millions d'euros.", 90.0)
BREST: Spec = ("À Brest, 40 navires attendent depuis mardi dans le port.", 80.0)
LYON: Spec = ("Le tribunal de Lyon rendra sa décision en 2031.", 70.0)
BREST_ONE: Spec = ("À Brest, 40 navires attendent.", 60.0)
BREST_TWO: Spec = ("Ils sont dans le port depuis mardi.", 50.0)


def compared(*reports: CheckReport, names: tuple[str, ...] = ()) -> Contrast:
    return contrast(names or tuple("abc"[: len(reports)]), reports)


def sides(found: Contrast) -> list[tuple[str | None, ...]]:
    return [tuple(side.text if side else None for side in unit.sides) for unit in found.units]


def test_rows_pair_by_id_whatever_their_order() -> None:
    found = compared(
        rows("a", [PARIS, BREST, LYON], ["p", "b", "l"]), rows("b", [LYON, PARIS, BREST_ONE], ["l", "p", "new"])
    )
    assert found.documents[0].pairing is Pairing.ID
    assert sides(found) == [(PARIS[0], PARIS[0]), (BREST[0], None), (LYON[0], LYON[0]), (None, BREST_ONE[0])]
    assert [unit.id for unit in found.units] == ["p", "b", "l", "new"]
    assert len(found.only_in(0)) == len(found.only_in(1)) == 1 and len(found.paired) == 2


def test_ids_of_a_number_and_of_its_text_are_the_same() -> None:
    """JSONL has numbers where TSV can only have text."""
    found = compared(rows("a", [PARIS, LYON], [7, 8]), rows("b", [LYON, PARIS], ["8", "7"]))
    assert sides(found) == [(PARIS[0], PARIS[0]), (LYON[0], LYON[0])]


def test_an_id_that_comes_twice_pairs_with_its_like() -> None:
    found = compared(rows("a", [PARIS, BREST], ["x", "x"]), rows("b", [PARIS, BREST], ["x", "x"]))
    assert sides(found) == [(PARIS[0], PARIS[0]), (BREST[0], BREST[0])]


@pytest.mark.parametrize("start", [0, 1])
def test_rows_that_are_only_numbered_pair_by_position_or_else_by_content(start: int) -> None:
    """A row that fell out must not shift all that follow it."""
    numbers = [start, start + 1, start + 2]
    same = compared(rows("a", [PARIS, BREST, LYON], numbers), rows("b", [PARIS, BREST, LYON], numbers))
    assert same.documents[0].pairing is Pairing.POSITION
    fewer = compared(rows("a", [PARIS, BREST, LYON], numbers), rows("b", [BREST, LYON], numbers[:2]))
    assert fewer.documents[0].pairing is Pairing.CONTENT
    assert sides(fewer) == [(PARIS[0], None), (BREST[0], BREST[0]), (LYON[0], LYON[0])]


def test_texts_of_one_shape_pair_by_position_others_by_content() -> None:
    one = texts(("a.txt", None, [[PARIS, BREST], [LYON]]))
    assert compared(one, texts(("b.txt", None, [[PARIS, BREST], [LYON]]))).documents[0].pairing is Pairing.POSITION
    found = compared(one, texts(("b.txt", None, [[PARIS], [BREST_ONE, BREST_TWO, LYON]])))
    assert found.documents[0].pairing is Pairing.CONTENT
    split = found.units[1].sides[1]
    assert split is not None and split.text == f"{BREST_ONE[0]} {BREST_TWO[0]}" and len(split.sentences) == 2
    assert 50 < split.score_0_100 < 60, "the mean, weighed by words"
    assert split.score_0_100 == pytest.approx((60 * 5 + 50 * 7) / 12)


def test_three_texts_join_what_any_of_them_joins() -> None:
    first = texts(("a.txt", None, [[PARIS], [BREST], [LYON]]))
    other = texts(("b.txt", None, [[PARIS, BREST_ONE, BREST_TWO, LYON]]))
    third = texts(("c.txt", None, [[PARIS, LYON]]))
    found = compared(first, other, third)
    assert sides(found) == [
        (PARIS[0],) * 3,
        (BREST[0], f"{BREST_ONE[0]} {BREST_TWO[0]}", None),
        (LYON[0],) * 3,
    ]


def test_items_of_feeds_pair_by_their_links_and_what_came_and_went_is_told() -> None:
    old = texts(("old.xml#/1", "old.xml", [[PARIS]]), ("old.xml#/2", "old.xml", [[BREST]]))
    new = texts(("new.xml#/3", "new.xml", [[LYON]]), ("new.xml#/1", "new.xml", [[PARIS]]))
    found = compared(old, new, names=("old.xml", "new.xml"))
    assert [(pair.key, pair.pairing) for pair in found.documents] == [
        ("#/1", Pairing.POSITION), ("#/2", None), ("#/3", None),
    ]  # fmt: skip
    assert sides(found) == [(PARIS[0], PARIS[0]), (BREST[0], None), (None, LYON[0])]


def test_files_of_folders_pair_by_their_paths(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    one, two = str(tmp_path / "a"), str(tmp_path / "b")
    found = compared(
        texts((f"{one}/x.txt", None, [[PARIS]]), (f"{one}/in/y.txt", None, [[LYON]])),
        texts((f"{two}/in/y.txt", None, [[LYON]]), (f"{two}/x.txt", None, [[BREST]])),
        names=(one, two),
    )
    assert [pair.key for pair in found.documents] == ["x.txt", "in/y.txt"]
    assert sides(found) == [(PARIS[0], BREST[0]), (LYON[0], LYON[0])]


def test_nothing_in_common_and_too_few_are_errors() -> None:
    with pytest.raises(InputError, match="are they translations of one text"):
        compared(
            texts(("a.xml#/1", "a.xml", [[PARIS]]), ("a.xml#/2", "a.xml", [[LYON]])),
            texts(("b.xml#/3", "b.xml", [[PARIS]])),
            names=("a.xml", "b.xml"),
        )
    with pytest.raises(UsageError, match="give from 2 to 26"):
        compared(rows("a", [PARIS]))
    with pytest.raises(InputError, match="nothing was checked in it"):
        compared(rows("a", [PARIS]), CheckReport((), (), "mtqa:test"))


KEEP = st.lists(st.booleans(), min_size=8, max_size=8)


@settings(max_examples=40)
@given(KEEP, KEEP)
def test_no_sentence_is_lost_or_told_twice(first: list[bool], other: list[bool]) -> None:
    story: list[Spec] = [(f"La ville numéro {n}{n} compte {n}{n}{n} rues et {n} ponts.", 90.0 - n) for n in range(8)]
    kept = [[spec for spec, keep in zip(story, keeps, strict=True) if keep] for keeps in (first, other)]
    if not kept[0] or not kept[1]:
        return
    try:
        found = compared(texts(("a", None, [kept[0]])), texts(("b", None, [*([spec] for spec in kept[1])])))
    except InputError:
        return
    for system, specs in enumerate(kept):
        told = [one.sentence.text for unit in found.units if (side := unit.sides[system]) for one in side.sentences]
        assert told == [spec[0] for spec in specs]

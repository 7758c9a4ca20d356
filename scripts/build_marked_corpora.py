"""Pack our own marked corpora for `mtqa bench`, so that it measures without the repository.

    python scripts/build_marked_corpora.py

Reads the articles and sentences of corpora/ and writes mtqa/data/measured/marked_corpora.jsonl.xz with its card. To be
run after every change of the corpora (tests/benchmarking/test_bundled.py holds both together).
"""

from __future__ import annotations

import hashlib
import json

from measuring.gold import GoldText, articles, unusual
from mtqa.benchmarking.bundled import FOLDER, NAME, SUFFIX, pack_sets


def sets() -> dict[str, list[GoldText]]:
    """Every set that `mtqa bench` measures."""
    found: dict[str, list[GoldText]] = {}
    for split in ("dev", "test"):
        found[split] = articles(split)
        found[f"{split}-corrected"] = articles(split, corrected=True)
        found[f"unusual-{split}"] = unusual(split)
    return found


def main() -> None:
    """Packs and writes."""
    data = pack_sets(sets())
    (FOLDER / f"{NAME}{SUFFIX}").write_bytes(data)
    card = {
        "what": "articles in the manner of machine translation, marked by hand, and right sentences, for `mtqa bench`",
        "made_by": "python scripts/build_marked_corpora.py",
        "sources": ["corpora/ of this repository (its README says who wrote what)"],
        "licence": "CC BY 4.0, the mtqa authors",
        "texts": {name: len(texts) for name, texts in sets().items()},
        "quality": "marked before any output of a checker on these texts was seen; test was never developed on",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    (FOLDER / f"{NAME}.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{NAME}{SUFFIX}: {len(data)} bytes")


if __name__ == "__main__":
    main()

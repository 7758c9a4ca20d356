"""Installs mtqa with the lowest versions that pyproject.toml allows and runs the tests on them.

    python scripts/check_lowest_versions.py --venv out/lowest tests/reading tests/gating

The newest versions are what a plain `pip install` brings, so the usual run of the tests is the other end. Needs Python
3.11, the lowest that is allowed: newer ones have no wheels of versions this old. Fails where the versions do not go
together or a test fails.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
# What the tests themselves need; its own bounds are not those of mtqa.
TESTING = ("pytest", "hypothesis", "trustme", "packaging", "jsonschema", "pyyaml", "setuptools")


def lowest(lines: Iterable[str]) -> list[str]:
    """The requirements pinned to their lower bounds. Raises ValueError for one that has none."""
    pinned = []
    for line in lines:
        need = Requirement(line)
        bounds = [bound.version for bound in need.specifier if bound.operator in (">=", "==")]
        if len(bounds) != 1:
            raise ValueError(f"{line}: has no lower bound")
        extras = f"[{','.join(sorted(need.extras))}]" if need.extras else ""
        pinned.append(f"{need.name}{extras}=={bounds[0]}")
    return pinned


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tests", nargs="*", default=["tests"])
    parser.add_argument("--venv", type=Path, default=ROOT / "out" / "lowest")
    parser.add_argument("--extra", action="append", default=[], metavar="NAME", help="its lowest versions as well")
    arguments = parser.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in arguments.extra:
        lines += project["optional-dependencies"][extra]
    venv.create(arguments.venv, with_pip=True, clear=True)
    python = str(arguments.venv / "bin" / "python")
    # sgmllib3k, of feedparser, is one Python file that was never built.
    install = [python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--no-binary", "sgmllib3k"]
    subprocess.run([*install, *lowest(lines), *TESTING], check=True)
    subprocess.run([python, "-m", "pip", "check"], check=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([python, "-m", "pytest", *arguments.tests], cwd=ROOT, env=environment, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()

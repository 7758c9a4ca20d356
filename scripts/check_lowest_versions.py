"""Installs mtqa with the lowest versions that pyproject.toml allows and runs the tests on them.

    python scripts/check_lowest_versions.py --venv out/lowest --extra parquet --extra zstd

The newest versions are what a plain `pip install` brings, so the usual run of the tests is the other end. What only
the tests need (the extra `dev`) is the newest that goes with the lowest of the others; tests of an extra that is not
named are skipped. Needs Python 3.11, the lowest that is allowed: newer ones have no wheels of versions this old. Fails
where the versions do not go together or a test fails. With `--extra neural`, torch brings its CUDA libraries, 3 GB.
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
    programs = arguments.venv.resolve() / "bin"
    python = str(programs / "python")
    # Old versions that would have to be compiled are no versions that anybody installs.
    built = ",".join(Requirement(line).name for line in lines)
    install = [python, "-m", "pip", "install", "--quiet", "--only-binary", built]
    subprocess.run([*install, "--editable", f"{ROOT}[dev]", *lowest(lines)], check=True)
    subprocess.run([python, "-m", "pip", "check"], check=True)
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([python, "-m", "pytest", *arguments.tests], cwd=ROOT, env=environment, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()

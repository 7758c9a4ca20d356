"""What mtqa is delivered with: licences of its dependencies, a bill of materials, known weaknesses.

    python scripts/supply.py licences                     table; fails on a licence not permissive and not known of
    python scripts/supply.py sbom out/sbom.json           CycloneDX 1.6, JSON (needs cyclonedx-python-lib)
    python scripts/supply.py audit                        pip-audit on them; a package that cannot be looked up fails
    python scripts/supply.py audit --service osv          the same by the advisories of OSV

An audit needs pip-audit and a connection to PyPI itself, or to OSV: a mirror of PyPI has packages, but no advisories.
Each takes `--extra NAME` for the optional dependencies of that name as well. Versions are those installed here.
"""

from __future__ import annotations

import argparse
import importlib.metadata as metadata
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = "mtqa"
# SPDX names, or parts of what packages write instead of one.
PERMISSIVE = re.compile(
    r"apache|\bmit\b|bsd|\bisc\b|psf|python software foundation|unlicense|\bcc0|zlib|public domain|hpnd|boost|\b0bsd",
    re.IGNORECASE,
)
COPYLEFT = re.compile(
    r"(?<!l)gpl|lgpl|agpl|gnu|mozilla|\bmpl|\bepl|eclipse|\bcddl|\beupl|\bcecill|\bosl\b|share.?alike|\bsspl",
    re.IGNORECASE,
)
# Not permissive, known of, and brought by packages that we do ask for: copyleft of the single file, which binds who
# changes these files and not who uses or ships them unchanged.
KNOWN_COPYLEFT = {
    "certifi": "MPL-2.0; by trafilatura, and by requests in the optional parts",
    "tld": "MPL-1.1, chosen of three; by courlan, by trafilatura",
    "tqdm": "MPL-2.0 AND MIT; by transformers, optional",
}
REMEDY = (
    "Install pip-audit and run this on a machine that reaches PyPI itself, or with --service osv one that reaches OSV; "
    "a mirror of PyPI has no advisories."
)


@dataclass(frozen=True, slots=True)
class Dependency:
    """An installed package that mtqa needs, and the licence it says it has."""

    name: str
    version: str
    licence: str

    @property
    def is_permissive(self) -> bool:
        """Whether the licence, or one that may be chosen, asks for no more than notice."""
        choices = re.split(r"\bOR\b", self.licence)
        return any(PERMISSIVE.search(choice) and not COPYLEFT.search(choice) for choice in choices)


def dependencies(extras: Iterable[str] = ()) -> list[Dependency]:
    """Everything that installing mtqa with `extras` brings, by name. What a marker leaves out here is left out."""
    found: dict[str, Dependency] = {}
    waiting = list(_needs(PROJECT, frozenset(extras)))
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        about = metadata.distribution(name)
        found[name] = Dependency(name, about.version, licence_of(about.metadata))
        waiting += _needs(name, wanted)
    return [found[name] for name in sorted(found)]


def _needs(name: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in metadata.distribution(name).requires or ():
        need = Requirement(line)
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras | {""}):
            yield re.sub(r"[-_.]+", "-", need.name).lower(), frozenset(need.extras)


def licence_of(about: metadata.PackageMetadata) -> str:
    """The licence a package states: its SPDX expression, else its classifiers, else the first line of its text."""
    if "License-Expression" in about:
        return about["License-Expression"]
    classifiers = [line.rsplit(" :: ", 1)[-1] for line in about.get_all("Classifier") or () if "License ::" in line]
    named = [line for line in classifiers if line != "OSI Approved"]
    if named:
        return " AND ".join(named)
    lines = about["License"].strip().splitlines() if "License" in about else []
    return lines[0].strip() if lines else "not stated"


def write_sbom(found: list[Dependency], path: Path) -> None:
    """A CycloneDX bill of materials."""
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.model.license import DisjunctiveLicense
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    def component(name: str, version: str, licence: str, kind: ComponentType) -> Component:
        url = PackageURL("pypi", name=name, version=version)
        return Component(
            name=name,
            version=version,
            type=kind,
            purl=url,
            bom_ref=url.to_string(),
            licenses=[DisjunctiveLicense(name=licence)],
        )

    about = metadata.distribution(PROJECT)
    root = component(PROJECT, about.version, licence_of(about.metadata), ComponentType.APPLICATION)
    parts = [component(part.name, part.version, part.licence, ComponentType.LIBRARY) for part in found]
    bom = Bom(components=parts)
    bom.metadata.component = root
    bom.register_dependency(root, parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(JsonV1Dot6(bom).output_as_string(indent=1) + "\n", encoding="utf-8")


def audit(found: list[Dependency], service: str = "pypi") -> bool:
    """True where pip-audit looked every package up and knows of no weakness: what it skips, it does not clear."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(f"{part.name}=={part.version.partition('+')[0]}\n" for part in found)
        file.flush()
        command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner", "off"]
        command += ["-s", service, "-f", "json", "-r", file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        print(f"pip-audit gave no answer: {last}\n{REMEDY}", file=sys.stderr)
        return False
    answers = json.loads(done.stdout)["dependencies"]
    skipped = [answer["name"] for answer in answers if "skip_reason" in answer]
    weak = [f"{answer['name']} {v['id']}" for answer in answers for v in answer.get("vulns", ())]
    print(f"{len(answers) - len(skipped)} of {len(found)} packages looked up, {len(weak)} known weaknesses")
    print(*weak, sep="\n", end="\n" if weak else "")
    if skipped:
        print(f"could not be looked up, and so not cleared: {', '.join(skipped)}\n{REMEDY}")
    return not weak and not skipped and len(answers) == len(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("licences", "sbom", "audit"))
    parser.add_argument("file", nargs="?", type=Path, default=Path("out/sbom.json"), help="where the bill goes")
    parser.add_argument("--extra", action="append", default=[], metavar="NAME")
    parser.add_argument("--service", choices=("pypi", "osv"), default="pypi", help="whose advisories an audit asks for")
    arguments = parser.parse_args()
    found = dependencies(arguments.extra)
    if arguments.what == "sbom":
        write_sbom(found, arguments.file)
        print(f"{arguments.file}: {len(found)} packages")
    elif arguments.what == "audit":
        sys.exit(not audit(found, arguments.service))
    else:
        for part in found:
            print(
                f"| {part.name} | {part.version} | {part.licence} |{'' if part.is_permissive else ' not permissive |'}"
            )
        unknown = [part.name for part in found if not part.is_permissive and part.name not in KNOWN_COPYLEFT]
        sys.exit(f"not permissive and not known of: {', '.join(unknown)}" if unknown else 0)


if __name__ == "__main__":
    main()

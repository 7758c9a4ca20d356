"""Apertium, a rule-based translator from Debian: offline, fast and rough.

French goes to English by way of a third language, by whichever chain of modes is installed. Apertium's `line` format
keeps one line a text, so that one process a mode translates a whole batch.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from mtqa.backtranslating.base import EngineSettings, Progress, TranslatorEngine
from mtqa.errors import EngineError

# By way of Spanish is twice as fast as by way of Catalan, and chrF2 against English references is 49.5 to 48.3
# (1,100 sentences of Europarl, Tatoeba and science abstracts).
TO_ENGLISH = (("fr-es", "spa-eng"), ("fra-cat", "cat-eng"))
TO_FRENCH = (("eng-spa", "es-fr"), ("eng-cat", "cat-fra"))
_REMEDY = "install the Debian packages apertium, apertium-fr-es and apertium-eng-spa"

_LEAST_PART = 50  # fewer texts are not worth the start of another process
_SENTENCE_END = re.compile(r"[.!?…]$")


def is_installed() -> bool:
    """Whether the program and a chain of modes from French to English are here."""
    return shutil.which("apertium") is not None and _find_chain(TO_ENGLISH) is not None


def open_engine(settings: EngineSettings) -> TranslatorEngine:
    """The engine `apertium`. Raises EngineError where the program or a mode is missing."""
    if shutil.which("apertium") is None:
        raise EngineError(f"engine apertium: the program is not installed; {_REMEDY}")
    threads = max(settings.threads, 1)
    forward = _open_chain(TO_ENGLISH, "French to English", threads)
    backward = _open_chain(TO_FRENCH, "English to French", threads) if settings.round_trip else None
    note = f"back-translated by Apertium ({' | '.join(forward.modes)}), roughly: evidence from it stays minor"
    return TranslatorEngine("apertium", forward, backward, rough=True, note=note)


@dataclass(frozen=True, slots=True)
class ApertiumTranslator:
    """One chain of modes. `identity` holds the versions and the size and date of each language file behind it."""

    modes: tuple[str, ...]
    identity: str
    batch_texts: int = 2000
    threads: int = 1

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[str]:
        """One text a text; white space inside is made single blanks, words it does not know stay as they are."""
        lines = [_to_line(text) for text in texts]
        wanted = [index for index, line in enumerate(lines) if any(char.isalnum() for char in line)]
        outputs = list(lines)
        for start in range(0, len(wanted), self.batch_texts):
            batch = wanted[start : start + self.batch_texts]
            for index, output in zip(batch, self._translate_in_parallel([lines[i] for i in batch]), strict=True):
                outputs[index] = _restore_end(lines[index], output)
            if progress:
                progress(batch[-1] + 1, len(texts))
        return outputs

    def _translate_in_parallel(self, lines: Sequence[str]) -> list[str]:
        size = max(-(-len(lines) // self.threads), _LEAST_PART)
        parts = [lines[start : start + size] for start in range(0, len(lines), size)]
        with ThreadPoolExecutor(self.threads) as pool:
            return [output for part in pool.map(self._translate_lines, parts) for output in part]

    def _translate_lines(self, lines: Sequence[str]) -> list[str]:
        """One line a line: where a batch comes back with another number, its halves are translated on their own."""
        # Apertium capitalises the first word of all: a word of our own keeps that off the texts.
        outputs = _run_chain(self.modes, ["Non .", *(_close(line) for line in lines)])[1:]
        if len(outputs) == len(lines):
            return outputs
        if len(lines) == 1:
            return [" ".join(outputs)]
        half = len(lines) // 2
        return self._translate_lines(lines[:half]) + self._translate_lines(lines[half:])


def _to_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _close(line: str) -> str:
    # Without a full stop the rules of one line would reach into the next.
    return line if _SENTENCE_END.search(line) else line + " ."


def _restore_end(line: str, output: str) -> str:
    """Gives `output` the final mark of `line`: the line format swallows full stops."""
    output = re.sub(r"\s+", " ", output).strip()
    if end := _SENTENCE_END.search(line):
        return output if _SENTENCE_END.search(output) else output + end.group()
    return output.removesuffix(".").rstrip()


def _run_chain(modes: Sequence[str], lines: Sequence[str]) -> list[str]:
    """Runs one `apertium` process a mode, joined by pipes, and returns the lines that come out."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as errors:
        source.write(("\n".join(lines) + "\n").encode())
        source.seek(0)
        running: list[subprocess.Popen[bytes]] = []
        for mode in modes:
            stdin = running[-1].stdout if running else source
            command = ["apertium", "-u", "-f", "line", mode]
            running.append(subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=errors))
            if len(running) > 1 and (pipe := running[-2].stdout):
                pipe.close()
        output, _ = running[-1].communicate()
        failed = [mode for mode, process in zip(modes, running, strict=True) if process.wait() != 0]
        if failed:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines() or ["no message"]
            raise EngineError(f"engine apertium: mode {failed[0]} failed ({said[-1]}); {_REMEDY} again")
    decoded = output.decode(errors="replace").split("\n")
    return decoded[:-1] if decoded[-1] == "" else decoded


def _open_chain(chains: Sequence[tuple[str, ...]], direction: str, threads: int) -> ApertiumTranslator:
    modes = _find_chain(chains)
    if modes is None:
        wanted = " or ".join(" | ".join(chain) for chain in chains)
        raise EngineError(f"engine apertium: no modes {wanted} for {direction} (see apertium -l); {_REMEDY}")
    return ApertiumTranslator(modes, f"apertium {'|'.join(modes)} {_hash_language_data(modes)}", threads=threads)


def _find_chain(chains: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    installed = _list_modes()
    return next((chain for chain in chains if installed.issuperset(chain)), None)


def has_modes(modes: Sequence[str]) -> bool:
    """Whether Apertium is installed with all of these modes."""
    return is_installed() and _list_modes().issuperset(modes)


def _list_modes() -> frozenset[str]:
    listing = subprocess.run(["apertium", "-l"], capture_output=True, check=False).stdout
    return frozenset(listing.decode(errors="replace").split())


def _hash_language_data(modes: Sequence[str]) -> str:
    """A short hash over program version and the size and date of the files that the modes name."""
    version = subprocess.run(["apertium", "-V"], capture_output=True, check=False).stdout
    digest = hashlib.sha256(version)
    folder = Path(os.environ.get("APERTIUM_DATADIR", "/usr/share/apertium")) / "modes"
    for mode in modes:
        recipe = folder / f"{mode}.mode"
        text = recipe.read_text(encoding="utf-8", errors="replace") if recipe.is_file() else mode
        digest.update(text.encode())
        for name in re.findall(r"[\w./@+-]+\.\w+", text):
            if (path := Path(name)).is_file():
                status = path.stat()
                digest.update(f"{name} {status.st_size} {int(status.st_mtime)}".encode())
    return digest.hexdigest()[:12]

"""`mtqa models`: which translation models are here, fetched or converted."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.errors import EngineError, UsageError

if TYPE_CHECKING:
    from mtqa.models.folders import ModelFolder


def configure(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `mtqa models`."""
    parser = subparsers.add_parser("models", help="list, fetch and convert translation models", allow_abbrev=False)
    parser.set_defaults(run=run_list)
    actions = parser.add_subparsers(metavar="ACTION")
    listing = actions.add_parser(
        "list", help="what is here: place, size, licence, revision, quality", allow_abbrev=False
    )
    listing.set_defaults(run=run_list)
    fetching = actions.add_parser("fetch", help="fetch MarianMT models from the hub", allow_abbrev=False)
    fetching.add_argument("names", nargs="*", metavar="NAME", help="default: the pair that --engine marian uses")
    fetching.add_argument("--revision", help="branch, commit or refs/pr/N; default: what has safetensors")
    fetching.add_argument("--offline", action="store_true", help="never go online")
    fetching.set_defaults(run=run_fetch)
    converting = actions.add_parser("convert", help="convert for CTranslate2 (int8), once", allow_abbrev=False)
    converting.add_argument("names", nargs="*", metavar="NAME", help="names or folders; default: all that were fetched")
    converting.set_defaults(run=run_convert)
    pathing = actions.add_parser("path", help="where models lie, or one of them", allow_abbrev=False)
    pathing.add_argument("name", nargs="?", metavar="NAME", help="a name on the hub, or a folder")
    pathing.set_defaults(run=run_path)


def run_list(_: argparse.Namespace) -> int:
    """A block a model, then the engines that `--engine auto` could take."""
    from mtqa.backtranslating import apertium, neural
    from mtqa.backtranslating.base import EngineSettings
    from mtqa.models.folders import find_models_folder, list_known

    for model in list_known():
        _print_model(model)
    embedded = "shipped with mtqa" if neural.has_embedded(EngineSettings()) else "not in this version"
    print(f"embedded  {embedded}")
    print(f"apertium  {'installed' if apertium.is_installed() else 'not installed'}")
    print(f"Fetched models lie in {find_models_folder()}; `mtqa models fetch` gets the default pair.")
    return 0


def run_fetch(arguments: argparse.Namespace) -> int:
    """Fetches each model, and says where it lies."""
    from mtqa.models.fetching import fetch
    from mtqa.models.folders import ENGLISH_TO_FRENCH, FRENCH_TO_ENGLISH

    if arguments.revision and len(arguments.names) != 1:
        raise UsageError("--revision is that of one model; name it")
    for name in arguments.names or (FRENCH_TO_ENGLISH, ENGLISH_TO_FRENCH):
        _print_model(fetch(name, revision=arguments.revision, offline=arguments.offline))
    return 0


def run_convert(arguments: argparse.Namespace) -> int:
    """Converts each model, and says where the converted weights lie."""
    from mtqa.models.converting import convert
    from mtqa.models.folders import list_fetched, require_model

    models = [require_model(name) for name in arguments.names] or list_fetched()
    if not models:
        raise EngineError("no model to convert: run `mtqa models fetch` while online, or name a folder")
    for model in models:
        print(convert(model))
    return 0


def run_path(arguments: argparse.Namespace) -> int:
    """Prints the models folder, or the folder of one model."""
    from mtqa.models.folders import find_models_folder, require_model

    print(require_model(arguments.name).path if arguments.name else find_models_folder())
    return 0


def _print_model(model: ModelFolder) -> None:
    from mtqa.models.folders import read_card

    card = read_card(model.path)
    converted = "converted (int8)" if model.converted else "not converted: `mtqa models convert` makes it faster"
    print(f"{model.name}")
    print(f"  place     {model.path}")
    print(f"  size      {_measure_mb(model.path):.0f} MB, {converted}")
    print(f"  licence   {card.get('licence') or 'not stated'}")
    print(f"  revision  {model.revision}")
    print(f"  quality   {card.get('quality') or 'not stated in its card'}")


def _measure_mb(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6

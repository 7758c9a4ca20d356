"""The files for CI systems, run as far as they can be here: the action, the pre-commit hook, and what docs/ci.md shows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from mtqa.config import settings_from
from mtqa.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
BAD = "Il vit dans dans un port de la côte.\n"
GOOD = "Il vit dans un port de la côte depuis dix ans.\n"


def blocks(language: str, heading: str) -> list[str]:
    """The fenced blocks of a language under a heading of docs/ci.md."""
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^#+ {re.escape(heading)}.*?\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    found = re.findall(rf"^```{language}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    assert found, f"{heading} shows no {language}"
    return [str(block) for block in found]


def problems(content: object, schema: str) -> list[str]:
    """What a schema of the package check-jsonschema has against it."""
    path = files("check_jsonschema").joinpath(f"builtin_schemas/vendor/{schema}.json")
    return [error.message for error in Draft7Validator(json.loads(path.read_text("utf-8"))).iter_errors(content)]


def clean_environment(**changes: str) -> dict[str, str]:
    """This environment without the parts of CI and git that would leak in; this interpreter's packages are at hand."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "RUNNER_", "GIT_", "MTQA_", "PIP_"))}
    packages = sysconfig.get_paths()["purelib"]
    # No network: pip takes neither packages nor build tools from an index, and finds setuptools on the path.
    offline = {
        "PIP_NO_COMPILE": "1",
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PYTHONPATH": packages,
    }
    return {**kept, **offline, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **changes}


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, env=clean_environment())


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of what the action and the hook install from, so that no build folder is left in this one."""
    folder = tmp_path_factory.mktemp("action") / "mtqa"
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "action.yml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "mtqa", folder / "mtqa", ignore=shutil.ignore_patterns("__pycache__"))
    # Compressing the data of the wheel takes longer than all the rest; what the wheel holds is for test_wheel to say.
    (folder / "setup.cfg").write_text("[bdist_wheel]\ncompression = stored\n", encoding="utf-8")
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "action", folder / "scripts" / "action")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Release")
    return folder


class Runner:
    """Runs the steps of action.yml as a runner does, without the actions of others that it calls."""

    def __init__(self, checkout: Path, folder: Path) -> None:
        self.action = yaml.safe_load((checkout / "action.yml").read_text(encoding="utf-8"))
        self.checkout, self.folder = checkout, folder
        self.temp = folder / "temp"
        self.workspace = folder / "work"
        self.summary, self.outputs = folder / "summary.md", folder / "outputs"
        for path in (self.temp, self.workspace):
            path.mkdir()

    def value(self, text: str, inputs: dict[str, str]) -> str:
        """Text with its `${{ inputs.NAME }}` filled in; another expression is an error."""
        declared = self.action["inputs"]

        def fill(match: re.Match[str]) -> str:
            assert match[1] in declared, match[0]
            return str(inputs.get(match[1], declared[match[1]].get("default", "")))

        return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", fill, text)

    def step(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        (step,) = (step for step in self.action["runs"]["steps"] if step["name"] == name)
        environment = clean_environment(
            GITHUB_ACTIONS="true",
            GITHUB_ACTION_PATH=str(self.checkout),
            GITHUB_OUTPUT=str(self.outputs),
            GITHUB_STEP_SUMMARY=str(self.summary),
            RUNNER_TEMP=str(self.temp),
            RUNNER_OS="Linux",
            PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            **{key: self.value(value, inputs) for key, value in step.get("env", {}).items()},
        )
        folder = self.workspace / self.value(step.get("working-directory", "."), inputs)
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def runner(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner that has installed the action."""
    runner = Runner(checkout, tmp_path_factory.mktemp("runner"))
    done = runner.step("Install mtqa")
    assert done.returncode == 0, done.stderr
    return runner


def test_the_action_is_what_github_expects() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert problems(action, "github-actions") == []
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), "an input in a script could bring commands of its own"


def test_the_cache_has_a_name_that_follows_the_dependencies(runner: Runner) -> None:
    assert runner.step("Name the cache").returncode == 0
    (line,) = (line for line in runner.outputs.read_text().splitlines() if line.startswith("key="))
    assert re.fullmatch(r"key=mtqa-Linux-X64-\d+-\d+", line)


def test_the_action_gates_annotates_and_summarises(runner: Runner) -> None:
    (runner.workspace / "site").mkdir()
    (runner.workspace / "site" / "a b.txt").write_text(BAD, encoding="utf-8")
    (runner.workspace / "site" / "--help").write_text(GOOD, encoding="utf-8")
    done = runner.step(
        "Gate", paths="a b.txt\n\n--help\r\n", outputs="sarif=out.sarif\njunit=out.xml", **{"working-directory": "site"}
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::warning file=a b.txt,line=1,") and "gate: FAILED" in done.stderr
    assert "**gate: FAILED**" in runner.summary.read_text(encoding="utf-8")
    assert runner.outputs.read_text().splitlines()[-1] == "exit-code=1"
    assert json.loads((runner.workspace / "site" / "out.sarif").read_text(encoding="utf-8"))["runs"]
    assert (runner.workspace / "site" / "out.xml").is_file()


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"paths": "a.txt", "fail-level": "critical"}, 0),
        ({"paths": "a.txt", "arguments": "--max-major\n1"}, 0),
        ({"paths": "a.txt", "baseline": "none.json"}, 2),
        ({"paths": "$(touch owned); a.txt"}, 3),
        ({"paths": "absent.txt"}, 3),
        ({"paths": ""}, 2),
    ],
)
def test_inputs_become_options_and_the_exit_code_an_output(runner: Runner, inputs: dict[str, str], code: int) -> None:
    (runner.workspace / "a.txt").write_text(BAD, encoding="utf-8")
    done = runner.step("Gate", **inputs)
    assert done.returncode == code, done.stderr
    assert runner.outputs.read_text().splitlines()[-1] == f"exit-code={code}"
    assert not (runner.workspace / "owned").exists()


def test_the_hook_runs_from_a_local_clone(checkout: Path, tmp_path: Path) -> None:
    """pre-commit clones the repository, builds the hook's environment and hands it the French files only."""
    for name, text in (("page.fr.txt", BAD), ("page.en.txt", BAD), ("notes.txt", BAD)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    repository = {"repo": str(checkout), "rev": "HEAD", "hooks": [{"id": "mtqa"}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [repository]}), encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")

    def commit() -> subprocess.CompletedProcess[str]:
        environment = clean_environment(PRE_COMMIT_HOME=str(tmp_path / ".cache"), PRE_COMMIT_COLOR="never")
        command = [sys.executable, "-m", "pre_commit", "run", "--verbose"]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    done = commit()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "page.fr.txt:1:8: FR204" in done.stdout
    assert "page.en.txt" not in done.stdout and "notes.txt" not in done.stdout
    (tmp_path / "page.fr.txt").write_text(GOOD, encoding="utf-8")
    git(tmp_path, "add", "--all")
    done = commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "gate: passed" in done.stdout


def test_the_hook_is_what_pre_commit_expects(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    assert subprocess.run(command, capture_output=True, check=False, env=clean_environment()).returncode == 0
    (example,) = blocks("yaml", "pre-commit")
    (tmp_path / "config.yaml").write_text(example, encoding="utf-8")
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(tmp_path / "config.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=clean_environment())
    assert done.returncode == 0, done.stdout
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for name in ("page.fr.txt", "fr/a.html", "messages_fr.po", "x-fr.md"):
        assert re.search(hook["files"], name), name
    for name in ("frame.txt", "afr.txt", "page.en.txt", "docs/free.txt"):
        assert not re.search(hook["files"], name), name


# --- docs/ci.md


def on_path(folder: Path) -> dict[str, str]:
    """An environment in which `mtqa` is this checkout's, and `pip` does nothing."""
    programs = folder / "programs"
    programs.mkdir()
    for name, line in (("mtqa", f'exec "{sys.executable}" -m mtqa "$@"'), ("pip", "true")):
        (programs / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    return clean_environment(PATH=f"{programs}:{os.environ['PATH']}", PYTHONPATH=str(ROOT))


def test_the_workflow_names_inputs_that_the_action_has() -> None:
    (example,) = blocks("yaml", "GitHub Actions")
    workflow = yaml.safe_load(example)
    workflow["on"] = workflow.pop(True)  # YAML 1.1 reads `on` as true
    assert problems(workflow, "github-workflows") == []
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = (s for s in workflow["jobs"]["mtqa"]["steps"] if s.get("uses", "").startswith("OWNER/mtqa@"))
    assert step["uses"].endswith(f"@v{VERSION}")
    assert step["with"].keys() <= action["inputs"].keys()
    assert {key for key, entry in action["inputs"].items() if entry.get("required")} <= step["with"].keys()


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (BAD, 1)])
def test_the_gitlab_job_gates_and_leaves_its_reports(tmp_path: Path, text: str, code: int) -> None:
    (example,) = blocks("yaml", "GitLab CI")
    template = yaml.safe_load(example)
    assert problems(template, "gitlab-ci") == []
    job: dict[str, Any] = template["mtqa"]
    assert job["before_script"] == [f'pip install "mtqa=={VERSION}"']
    environment = on_path(tmp_path) | {"CI_PROJECT_DIR": str(tmp_path), "MTQA_PATHS": job["variables"]["MTQA_PATHS"]}
    (tmp_path / "content" / "fr").mkdir(parents=True)
    (tmp_path / "content" / "fr" / "a.txt").write_text(text, encoding="utf-8")
    empty = '{"kind": "mtqa-baseline", "format_version": 1, "signature": "", "issues": [], "sentences": []}'
    (tmp_path / "mtqa-baseline.json").write_text(empty, encoding="utf-8")
    script = "\n".join([*job["before_script"], *job["script"]])
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=tmp_path, env=environment,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == code, done.stderr
    for name in job["artifacts"]["reports"].values():
        assert (tmp_path / name).stat().st_size


def test_the_cron_job_prints_only_when_the_feed_got_worse(tmp_path: Path) -> None:
    (script,) = blocks("sh", "Cron")
    feed, state = tmp_path / "feed.txt", tmp_path / "state"
    state.mkdir()
    environment = on_path(tmp_path) | {"FEED": str(feed), "STATE": str(state)}

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)

    feed.write_text(GOOD, encoding="utf-8")
    baseline = ["--baseline", str(state / "baseline.json"), "--update-baseline"]
    assert run(["mtqa", "gate", str(feed), *baseline]).returncode == 0
    quiet = run(["sh", "-c", script])
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    feed.write_text(GOOD + "\n" + BAD, encoding="utf-8")
    worse = run(["sh", "-c", script])
    assert worse.returncode == 1 and "FR204 major “dans dans”" in worse.stdout
    assert (state / "report.json").is_file()


def test_the_configuration_shown_is_valid() -> None:
    for block in blocks("toml", "What fails"):
        settings_from(tomllib.loads(block), "mtqa.toml")

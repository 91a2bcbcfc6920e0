"""Make the checkout's .venv where it is missing or stale, then run one task in it.

Uses the standard library only, and knows nothing of records: what a task does is the package's.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this by hand may have an older one
    sys.exit("error: this needs Python 3.11 or newer")

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PYTHONHASHSEED", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
"""Variables of the caller that would change what is installed or imported."""

NPM_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
"""Exactly what the lock holds, with nothing run and nothing asked that is not needed."""

NPM_FOLDERS = {"language server": "editor", "judges": "judges"}
"""Layers that come from npm, with their folders below `tests`."""

PIP_INSTALL = ("install", "-qq", "--no-input", "--disable-pip-version-check")
"""Errors are printed, warnings about the caller's own registry settings are not."""

USAGE, FILE, PROGRAM_MISSING, INTERRUPTED = 2, 3, 4, 130
"""Exit codes, as minutebook's own."""

Command = Sequence[str | Path]
Runner = Callable[[Command], int]
"""Runs a command in the checkout and gives its exit code."""


class SetupError(Exception):
    """The environment cannot be made; the text says why and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """One installed part of the environment; a layer is redone when its digest changes."""

    name: str
    digest: str
    """Of everything that the layer is made from."""
    commands: tuple[Command, ...]
    """What makes it, in order."""
    needed: bool = True
    """Whether nothing can be done without it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """The virtual environment of a checkout, and the stamp that says what is in it."""

    root: Path
    """The checkout."""

    @property
    def folder(self) -> Path:
        """The environment itself."""
        return self.root / ".venv"

    @property
    def stamp(self) -> Path:
        """Digests of the layers that are whole; goes when the environment is cleared."""
        return self.folder / "minutebook-layers.json"

    def program(self, name: str) -> Path:
        """One of the environment's programs, there or not."""
        if os.name == "nt":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    def layers(self, *, tools: bool) -> list[Layer]:
        """
        The layers of a task, lowest first.

        Args:
            tools: Whether the tools for tests and lint are wanted too.

        Returns:
            The interpreter with the run-time dependencies, the tools where wanted, the project,
            and with the tools what the tests take from npm, where there is an npm.
        """
        interpreter = f"{sys.implementation.cache_tag} {sys.base_prefix} {self.root}"
        run, dev = self.root / "requirements.lock", self.root / "requirements-dev.lock"
        base = _digest(interpreter.encode(), run.read_bytes())
        pip = (self.program("python"), "-m", "pip", *PIP_INSTALL)
        # The locks name every package. Left to resolve, pip asks for the newest of those that
        # another one names with an extra, which has no hash here.
        locked = (*pip, "--no-deps", "--require-hashes", "-r")
        make = (_base_python(), "-m", "venv", "--clear", self.folder)
        wanted = [
            Layer(name="packages", digest=base, commands=(make, (*locked, run))),
            Layer(
                name="tools",
                digest=_digest(base.encode(), dev.read_bytes()),
                commands=((*locked, dev),),
            ),
            Layer(
                name="project",
                digest=_digest(base.encode(), _project_facts(self.root)),
                commands=((*pip, "--no-deps", "--no-build-isolation", "--editable", self.root),),
            ),
        ]
        if not tools:
            return [layer for layer in wanted if layer.name != "tools"]
        return [*wanted, *self._from_npm()]

    def _from_npm(self) -> Iterator[Layer]:
        """Programs that tests drive; without npm these tests skip, and in CI they fail."""
        npm = shutil.which("npm")
        for name, folder in NPM_FOLDERS.items():
            place = self.root / "tests" / folder
            lock = place / "package-lock.json"
            if npm is not None and lock.is_file():
                command = (npm, "--prefix", place, *NPM_INSTALL)
                digest = _digest(lock.read_bytes())
                yield Layer(name=name, digest=digest, commands=(command,), needed=False)

    def installed(self) -> dict[str, str]:
        """Digests by layer as stamped; empty where there is no stamp or it cannot be read."""
        try:
            found = json.loads(self.stamp.read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def stale(self, *, tools: bool) -> list[Layer]:
        """The layers of a task that are missing or out of date."""
        installed = self.installed()
        return [x for x in self.layers(tools=tools) if installed.get(x.name) != x.digest]

    def ensure(self, *, tools: bool, run: Runner) -> None:
        """
        Make every stale layer, stamping each when it is whole.

        Args:
            tools: Whether the tools for tests and lint are wanted too.
            run: Starts the commands.

        Raises:
            SetupError: The environment cannot be made or filled.
        """
        if not self.stale(tools=tools):
            return
        if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
            raise SetupError(
                f"`{_base_python()}` cannot make virtual environments\n"
                "hint: on Debian or Ubuntu, `apt install python3-venv` adds what is missing"
            )
        with _one_at_a_time(self.root / ".venv.lock"):
            for layer in self.stale(tools=tools):
                self._make(layer, run)

    def _make(self, layer: Layer, run: Runner) -> None:
        """Run a layer's commands, and stamp it only when all of them did their work."""
        print(f"setting up .venv: {layer.name} ...", file=sys.stderr, flush=True)
        installed = {} if layer.name == "packages" else self.installed()
        installed.pop(layer.name, None)
        if self.folder.is_dir():
            self._write_stamp(installed)
        for command in layer.commands:
            if run(command):
                words = f"setting up .venv failed at: {' '.join(str(word) for word in command)}"
                if layer.needed:
                    raise SetupError(words)
                print(f"{words}\nthe tests that need it will say so", file=sys.stderr, flush=True)
                return
        self._write_stamp({**installed, layer.name: layer.digest})

    def _write_stamp(self, installed: Mapping[str, str]) -> None:
        """Replace the stamp whole."""
        new = self.stamp.with_suffix(".new")
        new.write_text(json.dumps(installed, indent=1), encoding="utf-8")
        new.replace(self.stamp)


def _base_python() -> str:
    """The interpreter outside any virtual environment: ours may be about to be cleared."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _digest(*parts: bytes) -> str:
    """SHA-256 over the parts; each is closed off by its length."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(b"%d:%b" % (len(part), part))
    return whole.hexdigest()


def _project_facts(root: Path) -> bytes:
    """What an editable install takes from the checkout: its metadata, not its tools' settings."""
    whole = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    hatch = whole.get("tool", {}).get("hatch")
    facts = json.dumps([whole["build-system"], whole["project"], hatch], sort_keys=True)
    return facts.encode() + (root / "pipeline" / "minutebook" / "__init__.py").read_bytes()


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Hold a lock file, so that two first runs do not fill one environment together."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def child_environment(caller: Mapping[str, str], *, programs: Path) -> dict[str, str]:
    """
    The variables that a started program sees.

    Args:
        caller: The caller's variables.
        programs: The folder of the environment's programs, found before all others.

    Returns:
        The caller's variables without those that change what is imported.
    """
    kept = {name: value for name, value in caller.items() if name not in FOREIGN}
    kept["PATH"] = os.pathsep.join(filter(None, (str(programs), caller.get("PATH"))))
    return kept


def build(env: Environment, arguments: Sequence[str]) -> int:
    """Build the example office; relative paths are the caller's."""
    minutebook = env.program("minutebook")
    records, out = _from_here(env.root / "records"), _from_here(env.root / "out")
    return _become([minutebook, "build", records, "--to", out, *arguments], env)


def script(name: str, env: Environment, arguments: Sequence[str]) -> int:
    """Run ``scripts/_NAME.py`` in the environment."""
    return _become([env.program("python"), env.root / "scripts" / f"_{name}.py", *arguments], env)


def _from_here(path: Path) -> str:
    """A path as seen from the caller's folder, so that messages stay short."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive, on Windows
        return str(path)


def _become(command: Command, env: Environment) -> int:
    """Turn this process into the command; where that is not possible, run it."""
    variables = child_environment(os.environ, programs=env.program("python").parent)
    words = [str(word) for word in command]
    if os.name != "nt":
        os.execve(words[0], words, variables)  # noqa: S606 - nothing goes through a shell
    return subprocess.call(words, env=variables)


def _run(command: Command) -> int:
    """Run one step of the set-up in the checkout; its output goes to stderr."""
    variables = child_environment(os.environ, programs=Path(_base_python()).parent)
    return subprocess.call(list(map(str, command)), cwd=ROOT, env=variables, stdout=sys.stderr)


def main(arguments: Sequence[str]) -> int:
    """
    Make the environment and run one task.

    Args:
        arguments: ``build``, or the NAME of a ``scripts/_NAME.py``; then the task's own arguments.

    Returns:
        The exit code.
    """
    env = Environment(root=ROOT)
    name, *rest = arguments or [""]
    if name != "build" and not (
        name.isidentifier() and (ROOT / "scripts" / f"_{name}.py").is_file()
    ):
        print("usage: scripts/_setup.py build|checks [ARGUMENT]...", file=sys.stderr)
        return USAGE
    try:
        env.ensure(tools=name != "build", run=_run)
    except SetupError as error:
        print(f"error: {error}", file=sys.stderr)
        return PROGRAM_MISSING
    except OSError as error:
        print(f"error: `{error.filename}`: {error.strerror}", file=sys.stderr)
        return FILE
    return build(env, rest) if name == "build" else script(name, env, rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)

"""Makes what the image holds, without an engine, and proves it: `make image-check`.

Must never use this tree's own environment: a fresh interpreter, the lock file, the same script as
the Dockerfile.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import Final

from recognizers.native.build import LIBRARIES

ROOT: Final = Path(__file__).parents[2]
# The image may have 350 MB. The base cannot be measured where no engine is; it is granted 65 MB.
LIMIT_MB: Final = 350 - 65
COMPILED: Final = tuple(f"{folder}/{library}" for folder, library in LIBRARIES.items())
TEXT: Final = '{"text": "收件人张三，电话13812345678"}\n'  # fictitious
NO_NETWORK: Final = ["unshare", "--net"]
TIMEOUT_S: Final = 900


def run(command: list[str], env: dict[str, str], text: str = "") -> str:
    """Run a command that must succeed, with nothing of our environment but `env`."""
    done = subprocess.run(  # noqa: S603 -- fixed commands
        command,
        env={"PATH": os.defpath, **env},
        input=text,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    if done.returncode:
        sys.exit(f"image-check: {command[0]} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def size_mb(folder: Path) -> float:
    """Add up the sizes of a folder's files, in units of 10^6 bytes."""
    return sum(p.lstat().st_size for p in folder.rglob("*") if not p.is_dir()) / 1e6


def installed(folder: Path) -> tuple[Path, Path]:
    """Install into `folder` as the Dockerfile does; give the interpreter and the target."""
    run([sys.executable, "-m", "venv", str(folder / "venv")], {})
    python, target = folder / "venv" / "bin" / "python", folder / "opt"
    proxies = {k: v for k, v in os.environ.items() if k.startswith("PIP_") or "proxy" in k.lower()}
    env = {"PYTHON": str(python), "HOME": str(folder), **proxies}
    run(["sh", str(ROOT / "deploy" / "image" / "install.sh"), str(ROOT), str(target)], env)
    return python, target


def prove(python: Path, target: Path) -> list[str]:
    """Run the installed program without a network; give what was found."""
    env = {"PYTHONPATH": str(target), "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    before = set(target.rglob("*.pyc"))
    program = [*NO_NETWORK, str(python), "-m", "redactor"]
    started = time.monotonic()
    version = run([*program, "--version"], env).strip()
    seconds = time.monotonic() - started
    (line,) = run([*program, "scan", "--format", "jsonl"], env, TEXT).splitlines()
    labels = {entity["label"] for entity in json.loads(line)["entities"]}
    sources = sum(1 for _ in target.rglob("*.py"))
    faults = {
        "finds a phone number without a network": "PHONE_NUMBER" in labels,
        "every source is byte-compiled": len(before) >= sources * 0.99,
        "wrote no byte code at run time": before == set(target.rglob("*.pyc")),
        "holds what is compiled": all((target / one).exists() for one in COMPILED)
        or shutil.which("cc") is None,
        f"at most {LIMIT_MB} MB": size_mb(target) <= LIMIT_MB,
    }
    for what, holds in faults.items():
        if not holds:
            sys.exit(f"image-check: not so: {what}")
    return [f"{version}, answers in {seconds:.2f} s", *faults]


def main() -> None:
    """Install, prove, and print what was measured."""
    parser = argparse.ArgumentParser(description="Prove the image's steps without an engine.")
    parser.add_argument("--keep", type=Path, help="install here and keep it")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        python, target = installed(folder)
        proofs = prove(python, target)
        sbom = run([str(python), str(ROOT / "deploy" / "image" / "sbom.py"), str(target)], {})
        packages = len(json.loads(sbom)["components"])
        print(f"python {sysconfig.get_python_version()}, {packages} packages in the SBOM")  # noqa: T201 -- a report
        print(f"{size_mb(target):.0f} MB of at most {LIMIT_MB} MB, the base not counted")  # noqa: T201 -- a report
        print("\n".join(f"ok: {proof}" for proof in proofs))  # noqa: T201 -- a report


if __name__ == "__main__":
    main()

"""What the image is made of: licences, known vulnerabilities, and a bill of materials.

Run `python -m deploy.supply licences|audit|sbom`. Must never call a package safe that nobody could
be asked about: what was not audited is named, loudly, and fails nothing.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
LOCK: Final = ROOT / "requirements.lock"
SBOM: Final = ROOT / "build" / "sbom.cdx.json"
AUDIT_S: Final = 180
PINNED: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
COPYLEFT: Final = re.compile(
    r"\b(?:A?GPL|GNU (?:Affero )?General|SSPL|EUPL|CC-BY-SA)", re.IGNORECASE
)
# Copyleft of one file or one library, which asks nothing of a program that only imports it.
WEAK: Final = re.compile(r"\b(?:LGPL|MPL|Lesser|Mozilla)", re.IGNORECASE)
# Packages whose metadata says nothing that can be read; looked up in their own licence file.
READ_BY_HAND: Final[Mapping[str, str]] = {}


def main() -> int:
    """Do what is asked."""
    done = {"licences": licences, "audit": audit, "sbom": sbom}
    wanted = done.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if wanted is None:
        _say(f"usage: python -m deploy.supply {'|'.join(done)}")
        return 2
    return wanted()


def licences() -> int:
    """Name every package of the runtime that is not permissive; copyleft, or none at all, fails."""
    packages = [(*one, judged(one[2])) for one in runtime()]
    for name, version, licence, verdict in packages:
        if verdict != "permissive":
            _say(f"{name:28} {version:14} {licence[:60]:60} {verdict}")
    bad = sum(verdict in {"copyleft", "unknown"} for *_, verdict in packages)
    _say(f"{len(packages)} licences, {bad} that may not be shipped")
    return int(bad > 0)


def judged(licence: str) -> str:
    """Say what kind of licence it is: `permissive`, `weak copyleft`, `copyleft` or `unknown`."""
    if not licence:
        return "unknown"
    if WEAK.search(licence):
        return "weak copyleft"
    return "copyleft" if COPYLEFT.search(licence) else "permissive"


def runtime() -> Iterator[tuple[str, str, str]]:
    """Give name, version and licence of every locked package that is installed here.

    A package of another platform or Python is not, and is not in the image either.
    """
    for name, _ in PINNED.findall(LOCK.read_text("utf-8")):
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        yield name, found.version, READ_BY_HAND.get(name) or _licence(found)


def _licence(found: Distribution) -> str:
    """Read a licence as PEP 639 has it, as classifiers have it, or as the oldest field has it."""
    said = found.metadata
    named = [
        one.rpartition(" :: ")[2]
        for one in said.get_all("Classifier", [])
        if one.startswith("License ::")
    ]
    text = said["License-Expression"] or "; ".join(named) or said["License"] or ""
    return " ".join(text.split())


def audit() -> int:
    """Ask for known vulnerabilities of every locked package; one that is found fails."""
    options = ["-r", str(LOCK), "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    try:
        asked = subprocess.run(  # noqa: S603 -- our own command line
            [sys.executable, "-m", "pip_audit", "-f", "json", *options],
            capture_output=True,
            text=True,
            check=False,
            timeout=AUDIT_S,
        )
        packages: list[dict[str, Any]] = json.loads(asked.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, LookupError):
        _loudly("NO PACKAGE WAS AUDITED: the advisory service cannot be reached from here")
        return 0
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    if skipped:
        _loudly(
            f"{len(skipped)} OF {len(packages)} PACKAGES WERE NOT AUDITED: {', '.join(skipped)}"
        )
    known = [(one["name"], flaw["id"]) for one in packages for flaw in one.get("vulns", ())]
    for name, flaw in known:
        _say(f"vulnerable: {name}: {flaw}")
    _say(f"{len(packages) - len(skipped)} packages audited, {len(known)} known vulnerabilities")
    return int(bool(known))


def sbom() -> int:
    """Write the bill of materials (CycloneDX, JSON) of the locked runtime; the same every time."""
    SBOM.parent.mkdir(exist_ok=True)
    options = ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--of", "JSON"]
    command = ["-m", "cyclonedx_py", "requirements", str(LOCK), *options, "-o", str(SBOM)]
    subprocess.run([sys.executable, *command], check=True, capture_output=True)  # noqa: S603 -- our own command line
    _say(
        f"{SBOM.relative_to(ROOT)}: {len(json.loads(SBOM.read_text('utf-8'))['components'])} parts"
    )
    return 0


def _loudly(text: str) -> None:
    _say("=" * 80)
    _say(text)
    _say("=" * 80)


def _say(text: str) -> None:
    print(text)  # noqa: T201 -- a command's output


if __name__ == "__main__":
    sys.exit(main())

"""The Dockerfile keeps the rules a linter of images would ask for, and some of our own."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest

from deploy.chart import ROOT
from recognizers.native.build import LIBRARIES

FILE: Final = ROOT / "deploy" / "Dockerfile"
TEXT: Final = FILE.read_text(encoding="utf-8")
IGNORED: Final = FILE.with_name("Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
DIGEST: Final = re.compile(r"@sha256:[0-9a-f]{64}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction, its lines joined."""

    word: str
    rest: str


def steps(text: str) -> list[Step]:
    """Read instructions; comments and continuations are taken away."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [Step(*line.split(" ", 1)) for line in joined.splitlines()]


def of(text: str, word: str) -> list[str]:
    """Give what follows every instruction of a kind."""
    return [step.rest for step in steps(text) if step.word == word]


def last_stage(text: str) -> str:
    """Give the text of the stage that is shipped."""
    return text[text.rindex("\nFROM ") :]


def bases_pinned(text: str) -> bool:
    """Every base is a digest; stages come from `scratch` or an argument that holds one."""
    arguments = dict(rest.split("=", 1) for rest in of(text, "ARG") if "_BASE=" in rest)
    stages = [rest.split(" AS ")[0] for rest in of(text, "FROM")]
    named = [arguments.get(stage.strip("${}"), stage) for stage in stages if stage != "scratch"]
    return all(DIGEST.search(base) for base in named)


def healthcheck_without_shell(text: str) -> bool:
    """The health check is an exec form that runs Python."""
    (check,) = of(last_stage(text), "HEALTHCHECK")
    command = json.loads(check.split("CMD ", 1)[1])
    return bool(command[0].endswith("python3.11"))


def exec_forms(text: str) -> bool:
    """ENTRYPOINT and CMD are JSON lists: signals reach the program, no shell is needed."""
    forms = of(last_stage(text), "ENTRYPOINT") + of(last_stage(text), "CMD")
    return len(forms) == 2 and all(form.startswith("[") for form in forms)


def compiled_all(text: str) -> bool:
    """A stage loads each library that is written in C, or is not built."""
    modules = {f"{folder}/{name}".partition(".")[0] for folder, name in LIBRARIES.items()}
    return all(module.replace("/", ".") in text for module in modules)


RULES: Final[dict[str, tuple[Callable[[str], bool], tuple[str, str]]]] = {
    "bases-pinned-by-digest": (bases_pinned, (r"@sha256:[0-9a-f]{64}", ":latest")),
    "several-stages": (lambda t: len(of(t, "FROM")) >= 2, (r"FROM .*\n", "")),
    "every-stage-named": (lambda t: all(" AS " in f for f in of(t, "FROM")), (" AS run", "")),
    "no-add": (lambda t: not of(t, "ADD"), (r"\nCOPY redactor", "\nADD redactor")),
    "no-curl-or-wget": (lambda t: not re.search(r"curl|wget", t), ("binutils", "curl")),
    "no-sudo": (lambda t: "sudo" not in t, ("RUN apt", "RUN sudo apt")),
    "apt-lists-removed": (
        lambda t: "apt-get update" not in t or "rm -rf /var/lib/apt/lists" in t,
        (r"rm -rf /var/lib/apt/lists/\*", "true"),
    ),
    "no-recommended-packages": (
        lambda t: "apt-get install" not in t or "--no-install-recommends" in t,
        ("--no-install-recommends ", ""),
    ),
    "no-upgrade-of-the-base": (
        lambda t: not re.search(r"apt-get (dist-)?upgrade", t),
        ("apt-get update", "apt-get upgrade"),
    ),
    "numeric-user": (
        lambda t: of(last_stage(t), "USER") == ["65532:65532"],
        ("USER 65532:65532", "USER root"),
    ),
    "nothing-run-in-the-last-stage": (
        lambda t: not of(last_stage(t), "RUN"),
        ("\nWORKDIR /\nUSER", "\nRUN true\nUSER"),
    ),
    "files-owned-by-root": (
        lambda t: all("--chown=0:0" in c for c in of(last_stage(t), "COPY")),
        ("--chown=0:0 ", ""),
    ),
    "every-library-compiled": (compiled_all, (r", redactor\.isolation\S+_sets", "")),
    "exec-forms": (exec_forms, (r"ENTRYPOINT \[.*\]", "ENTRYPOINT redactor")),
    "healthcheck-without-shell": (
        healthcheck_without_shell,
        (r'CMD \["/usr/bin/python3.11", "-c"', 'CMD ["/bin/sh", "-c"'),
    ),
    "no-secret-in-arguments": (
        lambda t: not re.search(r"(?i)(ARG|ENV) \S*(password|secret|token|apikey)", t),
        ("ARG REVISION", "ARG TOKEN"),
    ),
    "labels": (
        lambda t: {"title", "licenses", "version", "revision"}
        <= set(re.findall(r"org\.opencontainers\.image\.(\w+)", t)),
        (r"image\.licenses", "image.x"),
    ),
    "unprivileged-port": (
        lambda t: all(int(port) > 1023 for port in of(t, "EXPOSE")),
        ("EXPOSE 6066", "EXPOSE 80"),
    ),
    "no-byte-code-at-run-time": (
        lambda t: "PYTHONDONTWRITEBYTECODE=1" in last_stage(t),
        ("PYTHONDONTWRITEBYTECODE=1", "X=1"),
    ),
    "safe-path": (
        lambda t: "PYTHONSAFEPATH=1" in last_stage(t),
        (r"(?s)(FROM \$\{RUN_BASE\}.*)PYTHONSAFEPATH=1", r"\1X=1"),
    ),
    "starts-without-network": (
        lambda t: "RUN --network=none" in t,
        ("RUN --network=none", "RUN"),
    ),
    "sbom-stage": (lambda t: "FROM scratch AS sbom" in t, ("AS sbom", "AS other")),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_the_dockerfile_keeps_the_rule(rule: str) -> None:
    """The rule holds."""
    holds, _ = RULES[rule]
    assert holds(TEXT)


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_notices_a_breach(rule: str) -> None:
    """The rule fails on a Dockerfile with one line spoilt."""
    holds, (pattern, bad) = RULES[rule]
    spoilt = re.sub(pattern, bad, TEXT)
    assert spoilt != TEXT
    assert not holds(spoilt)


def test_the_build_context_is_a_list_of_what_is_needed() -> None:
    """Everything is ignored but what is named, so that no key or data set slips in."""
    assert IGNORED[0] == "**"
    assert {line for line in IGNORED if line.startswith("!")} == {
        "!requirements.lock",
        "!pyproject.toml",
        "!hatch_build.py",
        "!README.md",
        "!LICENSE",
        "!deploy/image/**",
        "!recognizers/**",
        "!redactor/**",
    }


def test_what_is_copied_exists() -> None:
    """Every path that is copied from the context is there."""
    sources = [
        word
        for rest in of(TEXT, "COPY")
        if not rest.startswith("--from")
        for word in rest.split()[:-1]
    ]
    assert sources
    assert all((ROOT / source).exists() for source in sources)

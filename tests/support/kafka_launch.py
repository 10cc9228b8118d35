"""Where the tests' Kafka comes from: jars resolved by Maven, or a Docker image.

Must never download anything but the version pinned in `kafka/pom.xml`.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

ROOT: Final = Path(__file__).resolve().parents[2]
POM: Final = Path(__file__).with_name("kafka") / "pom.xml"
CACHE: Final = ROOT / ".cache" / "kafka"
RESOLVE_S: Final = 600
IMAGE: Final = "apache/kafka"
HEAP_MB: Final = 512
_NO_MEMORY: Final = "-XX:+ExitOnOutOfMemoryError"
# What Kafka's own `kafka-server-start.sh` and `kafka-run-class.sh` (4.x) give a broker: 1 GiB, and
# both compilers. Only after two minutes of work is it as fast as it will be.
SERVER: Final = (
    "-Xmx1g",
    "-Xms1g",
    "-server",
    "-XX:+UseG1GC",
    "-XX:MaxGCPauseMillis=20",
    "-XX:InitiatingHeapOccupancyPercent=35",
    "-XX:+ExplicitGCInvokesConcurrent",
    _NO_MEMORY,
)


def quick(heap_mb: int = HEAP_MB) -> tuple[str, ...]:
    """Give options of a small broker that starts quickly, for tests: it lives for minutes.

    Args:
        heap_mb: Its largest heap.
    """
    return (f"-Xmx{heap_mb}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", _NO_MEMORY)


QUICK: Final = quick()


def kafka_version() -> str:
    """Read the pinned version out of the pom."""
    found = re.search(r"<kafka\.version>([0-9.]+)</kafka\.version>", POM.read_text("utf-8"))
    assert found, "the pom names no kafka.version"
    return found[1]


class Launcher(Protocol):
    """Makes command lines that run a class of Kafka's."""

    def command(self, java_class: str, arguments: Sequence[str], folder: Path) -> list[str]:
        """Give the command line; files below `folder` are visible to it under the same path."""


@dataclass(frozen=True, slots=True)
class JavaLauncher:
    """Runs the jars with the local Java."""

    jars: Path
    jvm: Sequence[str]

    def command(self, java_class: str, arguments: Sequence[str], folder: Path) -> list[str]:
        """See `Launcher`."""
        del folder
        return ["java", *self.jvm, "-cp", f"{self.jars}/*", java_class, *arguments]


@dataclass(frozen=True, slots=True)
class DockerLauncher:
    """Runs the image's jars with the image's Java, on the host's network."""

    version: str
    jvm: Sequence[str]

    def command(self, java_class: str, arguments: Sequence[str], folder: Path) -> list[str]:
        """See `Launcher`. The container ends with its client: `--init` passes the signal on."""
        run = ["docker", "run", "--rm", "--init", "--network", "host"]
        place = ["--volume", f"{folder}:{folder}", "--user", f"{os.getuid()}:{os.getgid()}"]
        image = ["--entrypoint", "java", f"{IMAGE}:{self.version}"]
        java = [*self.jvm, "-cp", "/opt/kafka/libs/*", java_class]
        return [*run, *place, *image, *java, *arguments]


def find_launcher(jvm: Sequence[str] = QUICK) -> Launcher | str:
    """Choose Java with Maven, else Docker.

    Args:
        jvm: Options of each broker's Java: `QUICK`, `quick` or `SERVER`.

    Returns:
        A launcher, or the reason why there is none.
    """
    if shutil.which("java") and shutil.which("mvn"):
        return _resolve(CACHE / kafka_version(), jvm)
    if shutil.which("docker") and _answers(["docker", "version"]):
        return DockerLauncher(kafka_version(), jvm)
    return "no Kafka: set KAFKA_BOOTSTRAP_SERVERS, or install Java 17 and Maven, or Docker"


def _resolve(jars: Path, jvm: Sequence[str]) -> Launcher | str:
    """Let Maven copy the jars, once; a folder that was not finished is not used."""
    done = jars / ".resolved"
    if not done.exists():
        goal = "dependency:copy-dependencies"
        command = ["mvn", "-q", "-B", "-f", str(POM), goal, f"-DoutputDirectory={jars}"]
        try:
            subprocess.run(command, check=True, timeout=RESOLVE_S, capture_output=True)  # noqa: S603 -- our own command line
        except (subprocess.SubprocessError, OSError) as error:
            return f"no Kafka: Maven could not resolve its jars ({type(error).__name__})"
        done.touch()
    return JavaLauncher(jars, jvm)


def _answers(command: list[str]) -> bool:
    """Tell whether a command works here."""
    try:
        return subprocess.run(command, check=False, timeout=30, capture_output=True).returncode == 0  # noqa: S603 -- our own command line
    except (subprocess.SubprocessError, OSError):
        return False

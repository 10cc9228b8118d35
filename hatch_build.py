"""Puts what is written in C into a wheel, compiled, where there is a C compiler.

Must never make an install fail: without a compiler the wheel is pure Python, with the same
answers, only slower.
"""

import os
import runpy
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILD = Path("recognizers/native/build.py")


class KernelHook(BuildHookInterface[Any]):
    """Compiles before a wheel, or an editable install, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name the wheel after what is in it."""
        del version
        build = runpy.run_path(str(Path(self.root, BUILD)))
        compiler = os.environ.get("CC") or build["COMPILER"]
        whys = build["all_compiled"](Path(self.root), compiler)
        if why := next(filter(None, whys.values()), ""):
            self.app.display_warning(f"no compiled kernel, the Python code will do: {why}")
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        python = f"cp{sys.version_info.major}{sys.version_info.minor}"
        build_data["tag"] = f"{python}-{python}-{platform}"
        for library in whys:
            build_data["force_include"][str(Path(self.root, library))] = library

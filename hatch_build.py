"""Build hook: compile the gazetteer into the wheel, or into the source tree for an editable install."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GAZETTEER = "src/rashomon/places/gazetteer.bin"


class GazetteerHook(BuildHookInterface):
    """Compiles ``rashomon/places/gazetteer.bin`` from the data packages among the build requirements."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the gazetteer and name it as an artifact, so that it is packed although version control ignores it."""
        if self.target_name != "wheel":
            return
        target = Path(self.root) / GAZETTEER
        sys.path.insert(0, str(Path(self.root) / "src"))
        try:
            from rashomon.places.compile import build

            build(target)
        finally:
            sys.path.pop(0)
        build_data["artifacts"].append(GAZETTEER)

"""The Nu HTML checker, the reference for what is valid HTML; it needs Java, and npm to fetch it once."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

from tests.running import ROOT

PACKAGE = "vnu-jar@26.9.27"
TOOLS = ROOT / "var" / "tools"
JAR = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
NEEDED = {"java": "default-jre-headless", "npm": "npm"}


def missing() -> list[str]:
    """Return the Debian packages of the programs that are not here."""
    return [package for program, package in NEEDED.items() if shutil.which(program) is None]


def check(files: list[Path]) -> dict[str, list[str]]:
    """Return for each file, by its stem, one line for each error, warning and remark."""
    if not JAR.is_file():
        _install()
    command = ["java", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = {file.stem: [] for file in files}
    for message in json.loads(done.stdout)["messages"]:
        found[Path(unquote(message["url"])).stem].append(_line(message))
    return found


def _install() -> None:
    TOOLS.mkdir(parents=True, exist_ok=True)
    # The jar is in the package; its script would download a Java as well.
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(TOOLS), PACKAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert JAR.is_file(), f"The HTML checker could not be installed by: {' '.join(command)}\n{done.stderr}"


def _line(message: dict) -> str:
    kind = message.get("subType", message["type"])
    return f"{kind}, line {message.get('lastLine')}: {message['message']} {message.get('extract', '')!r}"

"""What the program is made of: its crates, their licences, and a list of them for those who must know.

In: the manifest, and the sources of crates as cargo keeps them. Out: texts, the same on every machine.
"""

import datetime
import json
import os
import pathlib
import re
import subprocess
import tomllib
import uuid

# Files in which crates say what their licence asks for.
SAYS_LICENCE = re.compile(r"^(licen[cs]e|copying|notice|unlicense|copyright)", re.IGNORECASE)


def version(root: pathlib.Path) -> str:
    return tomllib.loads((root / "Cargo.toml").read_text())["package"]["version"]


def when(root: pathlib.Path) -> int:
    """Seconds since 1970 that all files of a package have: of SOURCE_DATE_EPOCH, of the last commit, or of 1980."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    said = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True)
    return int(said.stdout) if said.returncode == 0 and said.stdout.strip() else 315532800


def zip_time(root: pathlib.Path) -> tuple[int, int, int, int, int, int]:
    at = datetime.datetime.fromtimestamp(when(root), datetime.timezone.utc)
    return (at.year, at.month, at.day, at.hour, at.minute, at.second)


def packages(root: pathlib.Path, target: str) -> list[dict]:
    """The crates that are in the program for a system, by name; not those that only compile it or test it."""
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    known = json.loads(subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout)
    nodes = {node["id"]: node for node in known["resolve"]["nodes"]}
    found, waiting = set(), [known["resolve"]["root"]]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            for need in nodes[node]["deps"]:
                if any(kind["kind"] is None for kind in need["dep_kinds"]):
                    waiting.append(need["pkg"])
    found.discard(known["resolve"]["root"])
    crates = [package for package in known["packages"] if package["id"] in found]
    return sorted(crates, key=lambda crate: (crate["name"], crate["version"]))


def licences(crates: list[dict], root: pathlib.Path) -> str:
    """What each licence asks to be handed on, each text once, with those that it is for."""
    texts: dict[str, list[str]] = {}
    fonts = (root / "themes/liberate/fonts/OFL.txt").read_text()
    texts[fonts.strip()] = ["Noto fonts (in the theme, and in documents)"]
    lines = []
    for crate in crates:
        named = f"{crate['name']} {crate['version']}"
        lines.append(f"{named}: {crate['license'] or 'see its text'}")
        folder = pathlib.Path(crate["manifest_path"]).parent
        for path in sorted(folder.iterdir()):
            if path.is_file() and SAYS_LICENCE.match(path.name):
                text = path.read_text(errors="replace").replace("\r\n", "\n").strip()
                texts.setdefault(text, []).append(named)
    head = "The program is made with these libraries; their licences follow, each text once.\n\n" + "\n".join(lines)
    bodies = [f"{'=' * 78}\n{', '.join(names)}\n{'-' * 78}\n\n{text}\n" for text, names in texts.items()]
    return head + "\n\n" + "\n".join(bodies)


def cyclonedx(crates: list[dict], own_version: str, seconds: int) -> str:
    """A list of all crates in the form of CycloneDX 1.6 (ECMA-424), https://cyclonedx.org/docs/1.6/json/."""
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:cargo/{crate['name']}@{crate['version']}",
            "name": crate["name"],
            "version": crate["version"],
            "purl": f"pkg:cargo/{crate['name']}@{crate['version']}",
            **({"licenses": [{"expression": crate["license"].replace("/", " OR ")}]} if crate["license"] else {}),
        }
        for crate in crates
    ]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([own_version, seconds, components]))
    at = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": at,
            "component": {"type": "application", "bom-ref": "liberate", "name": "liberate", "version": own_version},
        },
        "components": components,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"

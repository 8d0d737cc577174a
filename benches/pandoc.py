#!/usr/bin/env python3
"""How long pandoc takes for the same talk: its slides, words and notes, as PowerPoint.

    cargo bench --bench documents -- . MADE campaign/community-talk/     # the talk, and its model as JSON
    python3 benches/pandoc.py MADE/campaign+community-talk+community-talk-en.json

pandoc has no languages, no direction and no text for pictures, and starts anew for each file; `cargo bench --bench documents` measures our
writer inside the program. `--version` of what was measured is printed.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile
import time

RUNS = 10


def words(inlines):
    """The words of inlines, without what stands around them."""
    return "".join(one.get("v", "") or words(one.get("c", [])) or " " for one in inlines)


def markdown(blocks):
    """Blocks as pandoc's Markdown, a line each."""
    for block in blocks:
        kind = block["t"]
        if kind in ("para", "heading"):
            yield words(block["c"]) + "\n"
        elif kind == "list":
            for item in block["items"]:
                yield "- " + " ".join(markdown(item)).strip()
            yield ""
        elif kind == "contact":
            yield f"{block['name']} **{block['number']}**\n"
        elif kind == "big":
            yield f"**{block['value']}**\n"
            yield from markdown(block["c"])
        elif kind == "columns":
            for column in block["columns"]:
                yield from markdown(column)
        elif kind == "table":
            yield "| " + " | ".join(map(words, block["head"])) + " |"
            yield "|---" * len(block["head"]) + "|"
            yield from ("| " + " | ".join(map(words, row)) + " |" for row in block["rows"])
            yield ""
        elif kind in ("quote", "notice", "language"):
            yield from markdown(block["c"])


def talk(model):
    """A talk as pandoc reads one: slides begin with a heading of the second level."""
    yield f"% {model['title']}\n"
    for slide in model["slides"]:
        yield f"\n## {words(slide['title'])}\n"
        yield from markdown(slide["blocks"])
        yield "\n::: notes\n"
        yield from markdown(slide["notes"])
        yield "\n:::\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=pathlib.Path)
    model = json.loads(parser.parse_args().model.read_text())
    with tempfile.TemporaryDirectory() as folder:
        source, made = pathlib.Path(folder, "talk.md"), pathlib.Path(folder, "talk.pptx")
        source.write_text("\n".join(talk(model)))
        times = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            subprocess.run(["pandoc", "--slide-level=2", source, "-o", made], check=True)
            times.append((time.perf_counter() - begun) * 1000)
        version = subprocess.run(["pandoc", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
        print(f"{version}: {len(model['slides'])} slides, {made.stat().st_size / 1000:.0f} kB, "
              f"least {min(times):.0f} ms, median {statistics.median(times):.0f} ms of {RUNS}")


if __name__ == "__main__":
    main()

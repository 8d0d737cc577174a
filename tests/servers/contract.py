#!/usr/bin/env python3
"""Asks real web servers for a release, with the configurations that `liberate deploy-config` writes.

usage: contract.py PROGRAM THEMES [--release FOLDER --root SITE --edition NAME]...

A small site of its own has what the real one lacks: addresses that moved or are gone, and a path in its address. Each server that is
installed is started on the loopback with nothing of the system's own configuration. A server that is missing is counted as skipped.
"""

import argparse
import contextlib
import gzip
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

HEADERS = {
    "content-security-policy": "default-src 'none'",
    "permissions-policy": "camera=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=",
}

SETTINGS = """base_url = "https://site.example{base}"
default_language = "en"
theme = "liberate"
data = false

[languages.en]
name = "English"
[languages.pl]
name = "polski"
[languages.ur]
name = "اردو"

[editions.public]
indexed = true

[links]
exit = "https://www.bbc.co.uk/weather"
"""

PAGE = '+++\ntitle = "{title}"\ndescription = "About it."\n{more}+++\n\n{words}\n'

# Addresses that are gone, with signs that servers read in ways of their own.
ODD = ["/lista zamknięta (1).csv", "/a+b & c.csv", "/100% [x].csv", "/مدد.csv", "/it's $here {now}.csv"]

passed = failed = skipped = 0


def check(what, is_right, found=""):
    global passed, failed
    if is_right:
        passed += 1
    else:
        failed += 1
        print(f"wrong: {what}: {found}", flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer:
    def __init__(self, port, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": "site.example", **names})
        answer = connection.getresponse()
        self.status, self.body = answer.status, answer.read()
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        self.count = len(answer.getheaders())
        self.names = [name.lower() for name, _ in answer.getheaders()]
        connection.close()

    def __getitem__(self, name):
        return self.headers.get(name, "")

    @property
    def language(self):
        found = re.search(rb'<html[^>]* lang="?([A-Za-z-]+)', self.body)
        return found[1].decode() if found else ""


# Servers, each started with a configuration of its own around ours.


def nginx(scratch, ours):
    (scratch / "nginx.conf").write_text(
        f"pid {scratch}/pid; error_log {scratch}/error.log; daemon off; worker_processes 1;\n"
        "events {}\nhttp {\n"
        + "".join(f"{kind}_temp_path {scratch}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        + f"include {ours};\n}}\n"
    )
    # The user that serves must be able to read; as root it would change to nobody.
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    return ["nginx", "-p", str(scratch), "-c", str(scratch / "nginx.conf"), *user]


def caddy(scratch, ours):
    (scratch / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\nimport {ours}\n")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(scratch / "Caddyfile")]


def apache(scratch, ours):
    modules = Path("/usr/lib/apache2/modules")
    load = ["mpm_event", "authz_core", "dir", "mime", "alias", "headers", "filter", "deflate", "env", "setenvif"]
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    (scratch / "apache.conf").write_text(
        "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in load)
        + f"{user}ServerRoot {scratch}\nPidFile {scratch}/pid\nErrorLog {scratch}/error.log\nTypesConfig /dev/null\n"
        + f"Mutex file:{scratch}\nInclude {ours}\n"
    )
    return ["apache2", "-f", str(scratch / "apache.conf"), "-DFOREGROUND"]


SERVERS = {"nginx": nginx, "caddy": caddy, "apache": apache}
COMMANDS = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}


@contextlib.contextmanager
def running(name, program, site, edition, folder):
    scratch = Path(tempfile.mkdtemp())
    scratch.chmod(0o755)
    port = free_port()
    ours = scratch / "ours.conf"
    subprocess.run(
        [program, "--root", site, "--quiet", "deploy-config", name, "--edition", edition, "--folder", folder, "--port", str(port), "--output", ours],
        check=True,
    )
    environment = {**os.environ, "HOME": str(scratch), "XDG_DATA_HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch)}
    with open(scratch / "output", "w") as output:
        server = subprocess.Popen(SERVERS[name](scratch, ours), stdout=output, stderr=output, env=environment)
    try:
        for _ in range(400):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if server.poll() is not None:
                break
            time.sleep(0.05)
        if server.poll() is not None:
            raise SystemExit(f"{name} did not start:\n{(scratch / 'output').read_text()}\n{ours.read_text()}")
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)
        shutil.rmtree(scratch, ignore_errors=True)


# What every release is asked.


def has_headers(what, answer):
    for name, value in HEADERS.items():
        check(f"{what}: {name}", value in answer[name] and answer.names.count(name) == 1, answer[name] or "missing")


def sample(folder, most=40):
    """Some files of each kind, the same ones each time."""
    by_ending = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path.is_file() and not relative.startswith("_"):
            by_ending.setdefault(path.suffix, []).append(relative)
    for paths in by_ending.values():
        yield from paths[:: max(1, len(paths) // most)][:most]


TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".zip": "application/zip",
    ".ics": "text/calendar; charset=utf-8",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def plain(media_type):
    return media_type.lower().replace(" ", "")


def ask_files(name, port, folder, base):
    for relative in sample(folder):
        address = "/" + relative
        if address.endswith("/index.html"):
            address = address[: -len("index.html")]
        what = f"{name} {base}{address}"
        path = base + quote(address)
        answer = Answer(port, path)
        if "/closed/" in address:
            continue  # A page for hosts that know no 410; asked below.
        expected = (folder / relative).read_bytes()
        check(f"{what}: bytes", answer.status == 200 and answer.body == expected, f"{answer.status}, {len(answer.body)} bytes")
        has_headers(what, answer)
        kept = "immutable" in answer["cache-control"]
        check(f"{what}: Cache-Control", kept == relative.startswith("assets/") and (kept or answer["cache-control"] == "no-store"), answer["cache-control"])
        ending = Path(relative).suffix
        wanted = "application/atom+xml; charset=utf-8" if relative.endswith("atom.xml") else TYPES.get(ending)
        if wanted and not (ending == ".json" and "schema" in relative) and "/data/" not in "/" + relative:
            check(f"{what}: type", plain(answer["content-type"]).split(";charset")[0] == plain(wanted).split(";charset")[0], answer["content-type"])
            if "charset" in wanted:
                check(f"{what}: charset", "charset=utf-8" in plain(answer["content-type"]), answer["content-type"])
        packed = Answer(port, path, Accept_Encoding="gzip")
        if packed["content-encoding"] == "gzip":
            check(f"{what}: packed", gzip.decompress(packed.body) == expected and "accept-encoding" in packed["vary"].lower(), packed["vary"])
        elif ending in (".html", ".css", ".js") and len(expected) > 1000:
            check(f"{what}: packed", False, "not packed")


def ask_protocol(name, port, folder, base):
    html = Answer(port, f"{base}/")
    again = Answer(port, f"{base}/", If_None_Match=html["etag"])
    check(f"{name}: asked again", again.status == 304 and not again.body, again.status)
    has_headers(f"{name} 304", again)
    head = Answer(port, f"{base}/", method="HEAD")
    check(f"{name}: HEAD", head.status == 200 and not head.body, head.status)
    large = next(path for path in sample(folder) if path.endswith((".pdf", ".png", ".svg", ".css")))
    part = Answer(port, f"{base}/{large}", Range="bytes=2-5")
    check(f"{name}: a part", part.status == 206 and part.body == (folder / large).read_bytes()[2:6], part.status)
    posted = Answer(port, f"{base}/", method="POST")
    check(f"{name}: POST", posted.status >= 400 or posted.body == html.body, posted.status)


def ask_missing(name, port, folder, base):
    prefixes = [path.parent.name for path in folder.glob("*/404.html")]
    for prefix in ["", *prefixes]:
        at = f"{base}/{prefix}" if prefix else base
        for path in ("nothing/", "nothing.pdf", "nothing.txt", "assets/nothing.css"):
            answer = Answer(port, f"{at}/{path}")
            what = f"{name} {at}/{path}"
            check(f"{what}: status", answer.status == 404, answer.status)
            check(f"{what}: language", answer.language == (prefix or "en"), answer.language)
            check(f"{what}: type", plain(answer["content-type"]) == "text/html;charset=utf-8", answer["content-type"])
            check(f"{what}: Cache-Control", answer["cache-control"] == "no-store", answer["cache-control"])
            has_headers(what, answer)


def ask_hidden(name, port, base):
    for path in ("_headers", "_redirects", ".git/config", ".liberate/x", "pl/_headers", ".htaccess", "%2egit/config"):
        answer = Answer(port, f"{base}/{path}")
        check(f"{name} {base}/{path}: hidden", answer.status == 404, answer.status)
        has_headers(f"{name} {base}/{path}", answer)


def ask_folders(name, port, folder, base):
    first = sorted(path.parent.name for path in folder.glob("*/index.html"))[0]
    answer = Answer(port, f"{base}/{first}")
    check(f"{name}: folder without a slash", answer.status in (301, 308), answer.status)
    location = answer["location"]
    check(f"{name}: it leads to the slash", location.endswith(f"{base}/{first}/") and not location.startswith("http:"), location)
    has_headers(f"{name} 301", answer)


def ask_release(name, port, folder, base=""):
    ask_files(name, port, folder, base)
    ask_protocol(name, port, folder, base)
    ask_missing(name, port, folder, base)
    ask_hidden(name, port, base)
    ask_folders(name, port, folder, base)


def small_site(scratch, themes, base):
    root = scratch / ("with-path" if base else "plain")
    (root / "content").mkdir(parents=True)
    shutil.copytree(themes, root / "themes")

    def write(name, text):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    write("liberate.toml", SETTINGS.format(base=base))
    for tag, words in (("", "Help"), (".pl", "Pomoc"), (".ur", "مدد")):
        write(f"content/_index{tag}.md", PAGE.format(title=f"{words} 1", words=words, more=""))
        write(f"content/help{tag}.md", PAGE.format(title=words, words=words, more='aliases = ["/old-list.csv"]\n' if not tag else ""))
    write("static/Annual report 2026.csv", "a,b\n1,2\n")
    write("static/.well-known/security.txt", "Contact: https://site.example/\n")
    write("static/plain words.txt", "Zażółć\n")
    lines = {"/old-list.csv": "static/old-list.csv", "/gone-list.csv": "static/gone-list.csv", "/closed/": "content/closed.md"}
    lines |= {address: "static" + address for address in ODD}
    listed = "".join(f'"{address}" = "{file}"\n' for address, file in lines.items())
    write("content/addresses.lock", f'default_language = "en"\n\n[[published]]\non = 2026-11-01\nlanguages = "en pl ur"\n{listed}')
    odd = "".join(f'"{address}" = {{ since = 2026-11-20, why = "Closed." }}\n' for address in ODD)
    write("content/gone.toml", odd + '"/closed/" = { since = 2026-11-20, why = "Closed." }\n"/gone-list.csv" = { since = 2026-11-20, why = "Closed." }\n')
    return root


def ask_moved(name, port, base):
    moved = Answer(port, f"{base}/old-list.csv")
    check(f"{name}: moved file", moved.status == 301 and moved["location"].endswith(f"{base}/help/") and not moved["location"].startswith("http:"), f"{moved.status} {moved['location']}")
    has_headers(f"{name} moved", moved)
    for path, language in (("/closed/", "en"), ("/pl/closed/", "pl"), ("/gone-list.csv", "en")):
        gone = Answer(port, base + path)
        what = f"{name} {base}{path}"
        check(f"{what}: gone", gone.status == 410, gone.status)
        check(f"{what}: language", gone.language == language, gone.language)
        check(f"{what}: type", plain(gone["content-type"]) == "text/html;charset=utf-8", gone["content-type"])
        has_headers(what, gone)
    for address in ODD:
        gone = Answer(port, base + quote(address))
        check(f"{name} {base}{address}: gone", gone.status == 410 and gone.language == "en", f"{gone.status} {gone.language}")
    text = Answer(port, f"{base}/plain%20words.txt")
    check(f"{name}: text", text.status == 200 and "charset=utf-8" in plain(text["content-type"]), text["content-type"])
    known = Answer(port, f"{base}/.well-known/security.txt")
    check(f"{name}: security.txt", known.status == 200 and plain(known["content-type"]).startswith("text/plain"), known.status)


def main():
    global skipped
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("themes")
    arguments.add_argument("--release", nargs=3, action="append", default=[], metavar=("SITE", "EDITION", "FOLDER"))
    given = arguments.parse_args()
    program = os.path.abspath(given.program)
    scratch = Path(tempfile.mkdtemp())
    scratch.chmod(0o755)
    try:
        small = []
        for base in ("", "/safety/portal"):
            root = small_site(scratch, given.themes, base)
            folder = scratch / ("www-path" + base if base else "www")
            folder.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run([program, "--root", root, "--quiet", "build", "--output", folder], check=True)
            small.append((root, folder, base))
        # Servers give up the rights of whoever starts them, so a release must be where everybody may read.
        releases = []
        for site, edition, given_folder in given.release:
            folder = scratch / "releases" / edition
            shutil.copytree(given_folder, folder)
            releases.append((site, edition, folder))
        for name in SERVERS:
            if shutil.which(COMMANDS[name], path=os.environ.get("PATH", "") + ":/usr/sbin") is None:
                skipped += 1
                continue
            for root, folder, base in small:
                with running(name, program, root, "public", folder) as port:
                    ask_release(name, port, folder, base)
                    ask_moved(name, port, base)
            for site, edition, folder in releases:
                with running(name, program, site, edition, folder) as port:
                    ask_release(f"{name} {edition}", port, folder)
                    robots = Answer(port, "/")["x-robots-tag"]
                    check(f"{name} {edition}: X-Robots-Tag", ("noindex" in robots) == (edition != "public"), robots)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    if skipped:
        print(f"ℹ skipped {skipped}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

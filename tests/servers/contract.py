#!/usr/bin/env python3
"""Asks real web servers for a release, with the configurations that `liberate deploy-config` writes.

usage: contract.py PROGRAM THEMES [--release FOLDER --root SITE --edition NAME]...

A small site of its own has what the real one lacks: addresses that moved or are gone, and a path in its address. Each server that is
installed is started on the loopback with nothing of the system's own configuration. A server that is missing is counted as skipped.
Then `liberate verify` has to find nothing on each of them, and each fault that is put in.
"""

import argparse
import contextlib
import gzip
import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import ssl
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


BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def nginx(scratch, ours):
    module = f"load_module {BROTLI_MODULE};\n" if BROTLI_MODULE.exists() else ""
    (scratch / "nginx.conf").write_text(
        f"{module}pid {scratch}/pid; error_log {scratch}/error.log; daemon off; worker_processes 1;\n"
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


def apache(scratch, ours, load=("mpm_event", "authz_core", "dir", "mime", "alias", "headers", "rewrite")):
    modules = Path("/usr/lib/apache2/modules")
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    (scratch / "apache.conf").write_text(
        "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in load)
        + f"{user}ServerRoot {scratch}\nPidFile {scratch}/pid\nErrorLog {scratch}/error.log\nTypesConfig /dev/null\n"
        + f"Mutex file:{scratch}\nInclude {ours}\n"
    )
    return ["apache2", "-f", str(scratch / "apache.conf"), "-DFOREGROUND"]


SERVERS = {"nginx": nginx, "caddy": caddy, "apache": apache}
COMMANDS = {"nginx": "nginx", "caddy": "caddy", "apache": "apache2"}


def codings(name):
    """What a server can send of what a release holds compressed; nginx needs a package more for Brotli."""
    return ["gzip"] if name == "nginx" and not BROTLI_MODULE.exists() else ["br", "gzip"]


@contextlib.contextmanager
def running(name, program, site, edition, folder, edit=None):
    scratch = Path(tempfile.mkdtemp())
    scratch.chmod(0o755)
    port = free_port()
    ours = scratch / "ours.conf"
    written = ["--edition", edition, "--folder", folder, "--port", str(port), "--output", ours]
    only = [] if "br" in codings(name) else ["--gzip-only"]
    subprocess.run([program, "--root", site, "--quiet", "deploy-config", name, *written, *only], check=True)
    if edit:
        before = ours.read_text()
        after = edit(before)
        if before == after:
            raise SystemExit(f"{name}: this fault changes nothing in the configuration")
        ours.write_text(after)
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


ENDINGS = {"br": ".br", "gzip": ".gz"}


def sample(folder, most=40):
    """Some files of each kind, the same ones each time."""
    by_ending = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path.is_file() and not relative.startswith("_") and path.suffix not in ENDINGS.values():
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
        ask_compressed(name, what, port, path, folder / relative)


def ask_compressed(name, what, port, path, file):
    """What the release holds compressed goes out to whoever takes it, and to nobody else."""
    for coding, ending in ENDINGS.items():
        form = file.with_name(file.name + ending)
        answer = Answer(port, path, Accept_Encoding=f"{coding}, deflate;q=0.5")
        if not form.exists() or coding not in codings(name):
            check(f"{what}: as it is", answer.status == 200 and not answer["content-encoding"] and answer.body == file.read_bytes(), answer["content-encoding"])
            continue
        check(f"{what}: {coding}", answer["content-encoding"] == coding and answer.body == form.read_bytes(), answer["content-encoding"])
        check(f"{what}: {coding} Vary", answer["vary"].lower().replace(" ", "") == "accept-encoding" and answer.names.count("vary") == 1, answer["vary"])
        has_headers(f"{what} {coding}", answer)
        plain_answer = Answer(port, path)
        check(f"{what}: {coding} type", answer["content-type"] == plain_answer["content-type"], answer["content-type"])
        check(f"{what}: Vary", "accept-encoding" in plain_answer["vary"].lower(), plain_answer["vary"])
        kept = Answer(port, path, Accept_Encoding=coding, If_None_Match=answer["etag"])
        check(f"{what}: {coding} asked again", kept.status == 304 and not kept.body, kept.status)
        refused = Answer(port, path, Accept_Encoding=f"{coding};q=0")
        check(f"{what}: without {coding}", not refused["content-encoding"] and refused.body == file.read_bytes(), refused["content-encoding"])
        own = Answer(port, path + (ending if not path.endswith("/") else f"index.html{ending}"))
        check(f"{what}: by its own name", own.status == 404, own.status)


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
    for path in ("_headers", "_redirects", "index.html.br", "index.html.gz", ".git/config", ".liberate/x", "pl/_headers", ".htaccess", "%2egit/config"):
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


# What `verify` says of servers that keep everything, and of those that do not.


def verified(program, site, edition, folder, address, *more):
    """The exit code of `verify`, and its findings as (code, address, message)."""
    command = [program, "--root", site, "--quiet", "verify", address, "--edition", edition, "--release", folder, "--per-second", "10000", "--format", "json", *more]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 2:
        return 2, [("failed", address, done.stderr.strip())]
    return done.returncode, [(found["code"], found["path"], found["message"]) for found in json.loads(done.stdout)]


def nothing_is_found(what, name, program, site, edition, folder, address):
    """Twice, as the second time the server is asked what has changed. An nginx without Brotli cannot send what it does not know."""
    for time_of in ("first", "second"):
        code, found = verified(program, site, edition, folder, address)
        if "br" not in codings(name):
            found = [one for one in found if not (one[0] == "live-compression" and "`br`" in one[2])]
            code = 1 if found else 0
        check(f"{what}: verify, {time_of} time", code == 0 and not found, f"{code} {found[:5]}")


def replaced(pattern, by):
    return lambda text: re.sub(pattern, by, text, flags=re.M)


# What people do to a server, one fault each: a change of its configuration or of the files, and what has to be said of which address.
CONFIGURED = {
    "a header is missing": {
        "nginx": replaced(r"^ *add_header Referrer-Policy.*\n", ""),
        "caddy": replaced(r"^\s*Referrer-Policy.*\n", ""),
        "apache": replaced(r"^ *Header always set Referrer-Policy.*\n", ""),
        "found": ("live-header", "/", "`Referrer-Policy` is missing"),
    },
    "a header is another one": {
        "nginx": replaced(r'(add_header X-Frame-Options) "DENY"', r'\1 "SAMEORIGIN"'),
        "caddy": replaced(r'(X-Frame-Options) "DENY"', r'\1 "SAMEORIGIN"'),
        "apache": replaced(r'(set X-Frame-Options) "DENY"', r'\1 "SAMEORIGIN"'),
        "found": ("live-header", "/", "`X-Frame-Options` is `SAMEORIGIN`, not `DENY`"),
    },
    "a type is wrong": {
        "nginx": replaced(r'^ *"text/csv" csv;\n', ""),
        "caddy": replaced(r'"text/csv"', '"application/octet-stream"'),
        "apache": replaced(r'AddType "text/csv"', 'AddType "application/octet-stream"'),
        "found": ("live-type", "/Annual report 2026.csv", "not `text/csv`"),
    },
    "404 is English for everybody": {
        "nginx": replaced(r"^ *.*/pl/\" \S*/pl/404\.html;\n", ""),
        "caddy": replaced(r"^\s*~\^\S*/pl/ \S*/pl/404\.html\n", ""),
        "apache": replaced(r"ErrorDocument 404 (\S*)/pl/404\.html", r"ErrorDocument 404 \1/404.html"),
        "found": ("live-language", "/pl/liberate-verify-nothing/", "it has to be `pl/404.html`"),
    },
    "what is gone answers 200": {
        "nginx": replaced(r'location = "\S*/closed/" \{\n[^}]*\}\n', ""),
        "caddy": replaced(r"(@gone path .*?)\S*/closed/", r"\1"),
        "apache": replaced(r'^ *RedirectMatch 410 "\^\S*/pl/closed/\$"\n|^ *RedirectMatch 410 "\^[^"]*?/closed/\$"\n', ""),
        "found": ("live-status", "/closed/", "200 instead of 410"),
    },
    "a cookie is set": {
        "nginx": replaced(r"^( *)add_header Referrer-Policy", r'\1add_header Set-Cookie "id=1" always;\n\1add_header Referrer-Policy'),
        "caddy": replaced(r"^(\s*)Referrer-Policy", r'\1Set-Cookie "id=1"\n\1Referrer-Policy'),
        "apache": replaced(r"^( *)Header always set Referrer-Policy", r'\1Header always set Set-Cookie "id=1"\n\1Header always set Referrer-Policy'),
        "found": ("live-header-added", "/", "`set-cookie`"),
    },
    "a redirect leaves https": {
        "nginx": replaced(r'return 301 "(\S*/help/)"', r'return 301 "http://site.example\1"'),
        "caddy": replaced(r"^(\s*redir \S+) (\S*/help/)", r"\1 http://site.example\2"),
        "apache": replaced(r"^( *RedirectMatch 301 \S+) (\S*/help/)", r"\1 http://site.example\2"),
        "found": ("live-redirect", "/old-list.csv", "`http://site.example"),
    },
    "hidden files are sent": {
        "nginx": replaced(r'^ *location ~ "/\(\\\.[^{]*\{\n[^}]*\}\n', ""),
        "caddy": replaced(r"^\s*error @hidden 404\n", "\n"),
        "apache": replaced(r'^ *RedirectMatch 404 "/\(.*\n', ""),
        "found": ("live-hidden", "/_headers", "everybody can read this"),
    },
    "nothing is compressed": {
        "nginx": replaced(r"^ *(brotli|gzip)_static on;\n", ""),
        "caddy": replaced(r"^\s*precompressed .*\n", ""),
        "apache": replaced(r"^ *RewriteRule .*\n", ""),
        "found": ("live-compression", "/", "sends it as it is"),
    },
}


def stale_page(folder):
    page = folder / "help/index.html"
    page.write_text(page.read_text().replace("Help", "Halp"))


def injected_script(folder):
    page = folder / "index.html"
    page.write_text(page.read_text().replace("</body>", "<script src=https://count.example/x.js></script></body>"))


def lost_page(folder):
    shutil.rmtree(folder / "pl/help")


def stale_form(folder):
    form = folder / "help/index.html.gz"
    form.write_bytes(gzip.compress(gzip.decompress(form.read_bytes()).replace(b"Help", b"Halp")))


def damaged_form(folder):
    form = folder / "help/index.html.gz"
    form.write_bytes(form.read_bytes()[:-20])


def swapped_pages(folder):
    (folder / "help/index.html").write_bytes((folder / "pl/index.html").read_bytes())


CHANGED = {
    "a page is stale": (stale_page, ("live-changed", "/help/", "not what the release has here")),
    "a script is put in": (injected_script, ("live-element-added", "/", "script src=https://count.example/x.js")),
    "a page is missing": (lost_page, ("live-status", "/pl/help/", "the host answers 404")),
    "a compressed form is stale": (stale_form, ("live-changed", "/help/", "sent as `gzip`")),
    "a compressed form is damaged": (damaged_form, ("live-compression", "/help/", "cannot be decoded")),
    "a page is another one": (swapped_pages, ("live-changed", "/help/", "belongs to `pl/index.html`")),
}


def is_found(what, found, wanted, address):
    code, path, message = wanted
    named = [one for one in found if one[0] == code and one[1] == address + path and message in one[2]]
    check(f"{what}: found", bool(named), found[:4])


def put_faults_in(name, program, site, folder, base):
    for fault, of in CONFIGURED.items():
        with running(name, program, site, "public", folder, of[name]) as port:
            address = f"http://127.0.0.1:{port}{base}"
            code, found = verified(program, site, "public", folder, address)
            check(f"{name}, {fault}: exit code", code == 1, code)
            is_found(f"{name}, {fault}", found, of["found"], address)
    # What is served is a copy: the release stays as it was published.
    served = Path(tempfile.mkdtemp(dir=site.parent)) / base.strip("/")
    served.parent.parent.chmod(0o755)
    shutil.copytree(folder, served)
    with running(name, program, site, "public", served) as port:
        address = f"http://127.0.0.1:{port}{base}"
        verified(program, site, "public", folder, address)
        for fault, (change, wanted) in CHANGED.items():
            change(served)
            code, found = verified(program, site, "public", folder, address)
            is_found(f"{name}, {fault}", found, wanted, address)
            shutil.rmtree(served)
            shutil.copytree(folder, served)
        left_over(name, program, site, folder, address)


def left_over(name, program, site, folder, address):
    """A page that was there the last time, and is in no release any more."""
    listed = folder.with_name(f".{folder.name}.release")
    before = listed.read_text()
    release = json.loads(before)
    release["made"] = [file for file in release["made"] if not file["path"].startswith("pl/help/")]
    listed.write_text(json.dumps(release))
    _, found = verified(program, site, "public", folder, address)
    is_found(f"{name}, a page is left over", found, ("live-left-over", "/pl/help/", "still shows it"), address)
    listed.write_text(before)


# The pages on hosts: every command of theirs is run, with the paths of the system in a folder of our own.


def commands_of(page):
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(), flags=re.M | re.S)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def certificate(folder):
    folder.mkdir(parents=True)
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=site.example"]
    return subprocess.run([*made, "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"], capture_output=True).returncode == 0


class Machine:
    """A server as the page finds it: its folders are below one of ours, its ports are free ones."""

    def __init__(self, name, program, site, scratch):
        self.name, self.program, self.site, self.root = name, program, site, scratch
        self.ports = {"80": free_port(), "443": free_port()}
        self.modules = ["mpm_event", "authz_core", "dir", "mime", "alias"]
        for folder in ("etc/nginx/conf.d", "etc/caddy", "etc/apache2/sites-available", "etc/apache2/sites-enabled", "srv"):
            (scratch / folder).mkdir(parents=True, exist_ok=True)
        self.has_certificate = certificate(scratch / "etc/letsencrypt/live/site.example")

    def here(self, text):
        return re.sub(r"(?<![\w/.])/(etc|srv)/", rf"{self.root}/\1/", text)

    def run(self, line):
        words = line.removeprefix("sudo ").split()
        if words[0] == "liberate":
            if words[1] == "verify":
                return self.verify(words)
            return self.shell(f"{self.program} --root {self.site} --quiet " + self.here(" ".join(words[1:])))
        if words[0] == "apt-get":
            return self.shell("apt-cache show " + " ".join(words[2:])) if shutil.which("apt-cache") else True
        if words[0] in ("certbot", "systemctl"):
            return True
        if words[0] == "a2enmod":
            self.modules += [*words[1:], "socache_shmcb"]
            return all(Path(f"/usr/lib/apache2/modules/mod_{module}.so").exists() for module in words[1:])
        if words[0] == "a2ensite":
            available = self.root / f"etc/apache2/sites-available/{words[1]}.conf"
            return bool(shutil.copy(available, self.root / "etc/apache2/sites-enabled"))
        if words[0] in ("nginx", "apachectl"):
            return self.shell(shlex.join(map(str, [*self.server(), "-t"])))
        return self.shell(self.here(line.replace("sudo ", "")))

    def shell(self, line):
        environment = {**os.environ, "HOME": str(self.root), "XDG_DATA_HOME": str(self.root), "XDG_CONFIG_HOME": str(self.root)}
        done = subprocess.run(line, shell=True, cwd=self.root, env=environment, capture_output=True, text=True)
        return done.returncode == 0 or print(f"{line}\n{done.stdout}{done.stderr}")

    def ours(self):
        """The configuration as the page has put it, with ports that are free and certificates that are ours."""
        places = {"nginx": "etc/nginx/conf.d/liberate.conf", "apache": "etc/apache2/sites-enabled/liberate.conf"}
        text = self.here((self.root / places[self.name]).read_text())
        text = re.sub(r" *listen \[::\].*\n", "", text)
        for port, free in self.ports.items():
            text = re.sub(rf"listen {port}\b", f"listen 127.0.0.1:{free}", text)
            text = text.replace(f"VirtualHost *:{port}", f"VirtualHost 127.0.0.1:{free}")
        if self.name == "apache":
            text = "".join(f"Listen 127.0.0.1:{free}\n" for free in self.ports.values()) + text
        (self.root / "ours.conf").write_text(text)
        return self.root / "ours.conf"

    def server(self):
        return SERVERS[self.name](self.root, self.ours(), *([self.modules] if self.name == "apache" else []))

    def verify(self, words):
        """The page's own folder, on a server of this computer."""
        folder = Path(self.here(words[words.index("--release") + 1]))
        with running(self.name, self.program, self.site, "public", folder) as port:
            nothing_is_found(f"{self.name} page", self.name, self.program, self.site, "public", folder, f"http://127.0.0.1:{port}")
        return True

    def ask_tls(self):
        """The server as it would be on the internet: with TLS, and leading there without it."""
        with open(self.root / "output", "w") as output:
            server = subprocess.Popen(self.server(), stdout=output, stderr=output)
        try:
            trusting = ssl._create_unverified_context()
            for _ in range(400):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.ports["443"]), timeout=1):
                    break
                time.sleep(0.05)
            connection = http.client.HTTPSConnection("127.0.0.1", self.ports["443"], context=trusting, timeout=20)
            connection.request("GET", "/", headers={"Host": "site.example"})
            answer = connection.getresponse()
            check(f"{self.name} page: with TLS", answer.status == 200 and "max-age=" in answer.headers.get("strict-transport-security", ""), answer.status)
            connection.close()
            led = Answer(self.ports["80"], "/help/")
            check(f"{self.name} page: without TLS", led.status == 301 and led["location"].startswith("https://site.example/"), f"{led.status} {led['location']}")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)


def follow_page(name, program, site, scratch):
    scratch.mkdir()
    scratch.chmod(0o755)
    machine = Machine(name, program, site, scratch)
    page = Path(__file__).resolve().parents[2] / f"docs/content/hosting/{name}.md"
    for line in commands_of(page):
        check(f"docs/content/hosting/{name}.md: {line}", machine.run(line))
    if name in ("nginx", "apache") and machine.has_certificate:
        machine.ask_tls()


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
            given_folder = Path(given_folder)
            shutil.copy(given_folder.with_name(f".{given_folder.name}.release"), folder.with_name(f".{edition}.release"))
            releases.append((site, edition, folder))
        for name in SERVERS:
            if shutil.which(COMMANDS[name], path=os.environ.get("PATH", "") + ":/usr/sbin") is None:
                skipped += 1
                continue
            for root, folder, base in small:
                with running(name, program, root, "public", folder) as port:
                    ask_release(name, port, folder, base)
                    ask_moved(name, port, base)
                    nothing_is_found(f"{name} {base}", name, program, root, "public", folder, f"http://127.0.0.1:{port}{base}")
                if not base:
                    follow_page(name, program, root, scratch / f"page-{name}")
                if base:
                    put_faults_in(name, program, root, folder, base)
            for site, edition, folder in releases:
                with running(name, program, site, edition, folder) as port:
                    ask_release(f"{name} {edition}", port, folder)
                    robots = Answer(port, "/")["x-robots-tag"]
                    check(f"{name} {edition}: X-Robots-Tag", ("noindex" in robots) == (edition != "public"), robots)
                    nothing_is_found(f"{name} {edition}", name, program, site, edition, folder, f"http://127.0.0.1:{port}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    if BROTLI_MODULE.exists() is False and shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin"):
        skipped += 1
    if skipped:
        print(f"ℹ skipped {skipped}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Looks at finished documents as other programs see them.

    python3 tests/documents/check.py FOLDER [--office SOFFICE] [--site SITE]

FOLDER holds what `cargo bench --bench documents -- ROOT FOLDER` wrote: each file with its model beside it as JSON. Every PDF must
keep PDF/UA-1 (by an independent validator), say its language, hold every word of its document and show every number from left to
right; every code must be read from the rendered page. Every presentation is read by two other libraries and by the rules that
neither of them knows. With `--office` LibreOffice turns the presentations into PDF, and their numbers are looked at there. With
`--site`, the folder of the built site, every short address is followed to a page in the language of its document.
"""

import json
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import page
import pikepdf
import pypdfium2
import pypdfium2.raw
import zxingcpp
from lxml import etree
from openxml_audit import validate_pptx
from pptx import Presentation
from pptx.util import Emu

NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
# Signs that show nothing: marks of direction, joiners, soft hyphens.
SILENT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
# Arabic marks above and below letters: programs read them back before or behind their letter.
MARKS = re.compile("[\u064b-\u0652\u0670]")
# Letters that are one sign on paper: the file says them in their order; pdfium and poppler turn them round.
LAM_ALEF = re.compile("(ل)([اأإآى])")
# Scripts whose every word must be found again; the others draw letters that programs read back imperfectly.
WHOLE = ("LATIN", "CYRILLIC")
MILLIMETRE = 72 / 25.4
TRIMMED = {"a4": (210, 297), "a3": (297, 420), "a5": (148, 210), "zfold": (297, 210)}
# Dots to an inch at which codes are read: less than any office printer has.
SHARPNESS = 150
# Bytes of a presentation: small enough for the post of those who pass it on.
LARGEST = 400_000

passed, failures = 0, []


def expect(holds, file, what):
    global passed
    passed += bool(holds)
    if not holds:
        failures.append(f"{file.name}: {what}")


# ---- what a document says ----


def nodes(value):
    """All objects of a model, in their order."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def spoken(value):
    """The words that nodes show: no addresses of links, no texts for pictures."""
    out = []
    for node in nodes(value):
        kind = node.get("t")
        keys = {"text": ["v"], "code": ["v"], "contact": ["name", "number", "hours"], "notice": ["title"], "big": ["value"], "qr": ["shown"]}
        out += [node[key] for key in keys.get(kind, []) if node[key]]
    return out


def plain(text):
    return SILENT.sub("", unicodedata.normalize("NFKC", text)).lower()


def words(texts):
    found = []
    for text in texts:
        found += [word for word in re.split(r"[\s،؛؟,;:!?።፣፤፡。，、；：？！()“”\"«»\[\]|–—…]+", plain(text)) if word.strip(".·-'’&/%")]
    return [word.rstrip(".۔।") for word in found]


def share_found(wanted, text):
    """Words are looked for without white space and hyphens (pdfium makes U+FFFE of one at the end
    of a line): lines end anywhere, in some languages inside a word."""
    loose = lambda text: re.sub("[-\ufffe]", "", MARKS.sub("", text))
    text = loose(re.sub(r"\s+", "", plain(text)))
    # pdfium also turns whole Arabic words round that stand beside digits or at the end of a line.
    shapes = lambda word: (word, LAM_ALEF.sub(r"\2\1", word), word[::-1])
    missing = [word for word in wanted if not any(shape in text for shape in shapes(loose(word)))]
    return 1 - len(missing) / max(len(wanted), 1), missing


def numbers(model):
    """Digits of every telephone number in the model."""
    for node in nodes(model["slides"]):
        if str(node.get("href", "")).startswith("tel:"):
            yield node["href"][4:]


def is_whole(texts):
    letters = [letter for letter in "".join(texts) if letter.isalpha()]
    names = [unicodedata.name(letter, "") for letter in letters]
    return sum(name.startswith(WHOLE) for name in names) > 0.95 * len(names)


# ---- what a page shows ----


def lines_of_digits(document):
    """The digits of each line as the eye meets them, from left to right; turned text from below to above."""
    for sheet in document:
        text = sheet.get_textpage()
        boxes = []
        for index in range(text.count_chars()):
            sign = chr(pypdfium2.raw.FPDFText_GetUnicode(text.raw, index))
            if sign.isdigit() and sign.isascii():
                boxes.append((sign, text.get_charbox(index)))
        level = [(bottom, top - bottom, left, sign) for sign, (left, bottom, right, top) in boxes]
        turned = [(left, right - left, bottom, sign) for sign, (left, bottom, right, top) in boxes]
        yield from rows(level)
        yield from rows(turned)


def rows(signs):
    """Signs whose feet stand at one height, in their order along the line."""
    row = []
    for sign in sorted(signs):
        if row and sign[0] - row[-1][0] > 0.2 * max(sign[1], row[-1][1]):
            yield "".join(mark for *_, mark in sorted(row, key=lambda one: one[2]))
            row = []
        row.append(sign)
    yield "".join(mark for *_, mark in sorted(row, key=lambda one: one[2]))


def check_numbers(file, document, wanted):
    shown = list(lines_of_digits(document))
    for number in sorted(set(wanted)):
        expect(any(number in line for line in shown), file, f"the number {number} is not shown from left to right")


def check_codes(file, document, wanted):
    read = set()
    for sheet in document:
        picture = sheet.render(scale=SHARPNESS / 72).to_pil().convert("L")
        read |= {code.text for code in zxingcpp.read_barcodes(picture)}
    for data in wanted:
        expect(data in read, file, f"the code of {data} cannot be read; those that can: {sorted(read)}")


# ---- PDF ----


def check_pdf(file, model):
    form = re.sub(r".*-%s-" % re.escape(model["lang"]), "", file.stem)
    report = page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_UA_1)
    expect(report.is_compliant, file, f"PDF/UA-1: {report.failures}")
    with pikepdf.open(file) as pdf:
        check_structure(file, pdf, model, form)
    document = pypdfium2.PdfDocument(file)
    shown = [slide[part] for slide in model["slides"] for part in ("title", "blocks")]
    texts = spoken([shown, [slide["notes"] for slide in model["slides"]] if form == "handout" else []])
    if form != "strips":
        texts.append(model["title"])
    if model["notice"]:
        texts.append(model["notice"])
    text = "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
    found, missing = share_found(words(texts), text)
    least = 1 if is_whole(texts) else 0.9
    expect(found >= least, file, f"{found:.1%} of the words are found again; missing: {missing[:12]}")
    check_numbers(file, document, numbers({"slides": shown}))
    if form != "handout":
        check_codes(file, document, [node["data"] for node in nodes(shown) if node.get("t") == "qr"])


def check_structure(file, pdf, model, form):
    root = pdf.Root
    primary = model["lang"].split("-")[0]
    expect(str(root.Lang).split("-")[0] == {"prs": "fa"}.get(primary, primary), file, f"its language is {root.get('/Lang')}")
    expect(root.MarkInfo.Marked, file, "it is not tagged")
    preferences = root.ViewerPreferences
    expect(preferences.DisplayDocTitle, file, "its title is not shown")
    direction = str(preferences.get("/Direction", "/L2R"))
    expect(direction == ("/R2L" if model["dir"] == "rtl" else "/L2R"), file, f"its direction is {direction}")
    expect(str(pdf.docinfo.Title) == model["title"], file, "its title is another")
    expect(model["date"].replace("-", "") in str(pdf.docinfo.CreationDate), file, f"its date is {pdf.docinfo.CreationDate}")
    pages = {"slides": len(model["slides"]), "a5": 2, "zfold": 2, "wallet": min(2, len(model["slides"]))}
    name = form.split("-")[0]
    if form != "handout":
        expect(len(pdf.pages) == pages.get(name, 1), file, f"it has {len(pdf.pages)} pages")
    for sheet in pdf.pages:
        bleed = 9 if form.endswith("-bleed") else 0
        if name in TRIMMED:
            wanted = [0, 0] + [(side + 2 * bleed) * MILLIMETRE for side in TRIMMED[name]]
            expect(close(sheet.mediabox, wanted, 1), file, f"a page is {list(sheet.mediabox)}")
        if bleed:
            trim = [value + bleed * MILLIMETRE for value in [0, 0] + [side * MILLIMETRE for side in TRIMMED[name]]]
            expect(close(sheet.trimbox, trim, 1), file, f"a trimmed page is {list(sheet.trimbox)}")


def close(box, wanted, most):
    return all(abs(float(one) - other) < most for one, other in zip(box, wanted))


# ---- PPTX ----


def check_pptx(file, model):
    expect(file.stat().st_size <= LARGEST, file, f"it has {file.stat().st_size} bytes")
    audit = validate_pptx(str(file))
    expect(audit.is_valid, file, f"audit: {[str(error) for error in audit.errors[:5]]}")
    check_presentation(file, model)
    with zipfile.ZipFile(file) as package:
        check_package(file, package, model)


def check_presentation(file, model):
    talk = Presentation(str(file))
    expect(len(talk.slides) == len(model["slides"]), file, f"it has {len(talk.slides)} slides")
    expect((talk.slide_width, talk.slide_height) == (Emu(12192000), Emu(6858000)), file, "its slides are not 16:9")
    expect(talk.core_properties.title == model["title"], file, "its title is another")
    said = []
    for number, (slide, source) in enumerate(zip(talk.slides, model["slides"]), 1):
        title = slide.shapes.title
        expect(title is not None and title.text_frame.text.strip(), file, f"slide {number} has no title")
        expect(slide.has_notes_slide == bool(source["notes"]), file, f"the notes of slide {number}")
        first = next(iter(slide.shapes), None)
        expect(first is not None and first.shape_id == getattr(title, "shape_id", None), file, f"slide {number} does not begin with its title")
        drawn = sum(shape.name.startswith("Pictogram") for shape in slide.shapes)
        wanted = sum(drawing != "" for node in nodes(source["blocks"]) if node.get("t") == "list" for drawing in node["pictograms"])
        expect(drawn == wanted, file, f"slide {number} has {drawn} pictograms of {wanted}")
        for shape in slide.shapes:
            said.append(shape.text_frame.text if shape.has_text_frame else "")
            if shape.has_text_frame and shape.text_frame.text.strip():
                expect(shape.is_placeholder, file, f"slide {number} has words outside of placeholders")
            if shape.shape_type == 13 or getattr(shape, "has_table", False):
                described = shape._element.xpath(".//p:cNvPr")[0]
                expect(described.get("descr") or shape._element.xpath(".//*[local-name()='decorative']"), file, f"slide {number} has a picture or table without text")
            if getattr(shape, "has_table", False):
                said += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            said.append(slide.notes_slide.notes_text_frame.text)
    texts = spoken([[slide["title"], slide["blocks"], slide["notes"]] for slide in model["slides"]])
    found, missing = share_found(words(texts), "\n".join(said))
    expect(found == 1, file, f"{found:.1%} of the words are found again; missing: {missing[:12]}")


def check_package(file, package, model):
    names = package.namelist()
    expect(names[:2] == ["[Content_Types].xml", "_rels/.rels"] and names[2:] == sorted(names[2:]), file, "the order of its parts")
    expect(all(part.date_time == (1980, 1, 1, 0, 0, 0) for part in package.infolist()), file, "a part has a date")
    trees = {name: etree.fromstring(package.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    check_types(file, names, trees)
    relations = check_relations(file, names, trees)
    check_ids(file, trees)
    rtl = model["dir"] == "rtl"
    for name, tree in trees.items():
        if not name.startswith("ppt/"):
            continue
        languages = {run.get("lang") for run in tree.iterfind(".//a:rPr", NAMES)} | {run.get("lang") for run in tree.iterfind(".//a:endParaRPr", NAMES)}
        expect(None not in languages and "" not in languages, file, f"{name}: words without a language")
        ids = [shape.get("id") for shape in tree.iterfind(".//p:cNvPr", NAMES)]
        expect(len(ids) == len(set(ids)), file, f"{name}: two shapes have one id")
        if rtl and name.startswith("ppt/slides/"):
            paragraphs = tree.findall(".//p:txBody/a:p", NAMES)
            wrong = [p for p in paragraphs if p.find("a:r", NAMES) is not None and (p.find("a:pPr", NAMES) is None or p.find("a:pPr", NAMES).get("rtl") != "1")]
            expect(not wrong, file, f"{name}: a paragraph does not run from right to left")
        for table in tree.iterfind(".//a:tbl", NAMES):
            columns = len(table.findall("a:tblGrid/a:gridCol", NAMES))
            expect(all(len(row.findall("a:tc", NAMES)) == columns for row in table.iterfind("a:tr", NAMES)), file, f"{name}: cells and columns")
    for name in names:
        if re.fullmatch(r"ppt/notesSlides/notesSlide\d+\.xml", name):
            targets = relations.get(name, {})
            expect({"slide", "notesMaster"} <= set(targets), file, f"{name} lacks its slide or its master")
    core = trees["docProps/core.xml"]
    for tag in ("dc:title", "dc:language", "dcterms:created", "dcterms:modified"):
        found = core.findall(tag, NAMES)
        expect(len(found) == 1 and found[0].text, file, f"core.xml: {tag}")
        if tag.startswith("dcterms") and found:
            expect(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found[0].text or ""), file, f"core.xml: {tag} is {found[0].text}")


def check_types(file, names, trees):
    types = trees["[Content_Types].xml"]
    overrides = {node.get("PartName").lstrip("/") for node in types.iterfind("ct:Override", NAMES)}
    defaults = {node.get("Extension") for node in types.iterfind("ct:Default", NAMES)}
    expect(overrides <= set(names), file, f"types of parts that are not there: {overrides - set(names)}")
    untyped = [n for n in names if n not in overrides and n.rsplit(".", 1)[-1] not in defaults]
    plain_xml = [n for n in names if n.endswith(".xml") and n not in overrides and n != "[Content_Types].xml"]
    expect(not untyped and not plain_xml, file, f"parts without a type: {untyped + plain_xml}")


def check_relations(file, names, trees):
    """Every relation leads to a part; the answer says by part which kinds it has."""
    kinds = {}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, base = name.split("_rels/")
        owner = folder + base.removesuffix(".rels")
        for node in tree.iterfind("rel:Relationship", NAMES):
            kinds.setdefault(owner, {})[node.get("Type").rsplit("/", 1)[-1]] = node.get("Target")
            if node.get("TargetMode") != "External":
                target = Path("/" + folder, node.get("Target")) if not node.get("Target").startswith("/") else Path(node.get("Target"))
                parts = []
                for part in target.parts[1:]:
                    parts = parts[:-1] if part == ".." else parts + [part]
                expect("/".join(parts) in names, file, f"{owner} leads to {node.get('Target')}, which is not there")
        used = set(re.findall(r'r:(?:id|embed|link)="(rId\d+)"', etree.tostring(trees[owner]).decode())) if owner in trees else set()
        known = {node.get("Id") for node in tree.iterfind("rel:Relationship", NAMES)}
        expect(used <= known, file, f"{owner} uses relations that it lacks: {used - known}")
    themes = [kinds.get(f"ppt/{name}", {}).get("theme") for name in ("slideMasters/slideMaster1.xml", "notesMasters/notesMaster1.xml")]
    expect(all(themes) and themes[0] != themes[1], file, f"the masters' themes: {themes}")
    return kinds


def check_ids(file, trees):
    show = trees["ppt/presentation.xml"]
    slides = [int(node.get("id")) for node in show.iterfind(".//p:sldId", NAMES)]
    expect(slides and min(slides) >= 256 and len(slides) == len(set(slides)), file, f"ids of slides: {slides}")
    masters = [int(node.get("id")) for node in show.iterfind(".//p:sldMasterId", NAMES)]
    layouts = [int(node.get("id")) for node in trees["ppt/slideMasters/slideMaster1.xml"].iterfind(".//p:sldLayoutId", NAMES)]
    both = masters + layouts
    expect(min(both) >= 2**31 and len(both) == len(set(both)), file, f"ids of masters and layouts: {both}")


def check_in_office(program, files):
    """LibreOffice opens every presentation; numbers are looked at where it put them."""
    with tempfile.TemporaryDirectory() as folder:
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run(command + [str(file) for file, _ in files], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)
        for file, model in files:
            made = Path(folder, file.stem + ".pdf")
            expect(made.exists(), file, "LibreOffice does not open it")
            if made.exists():
                document = pypdfium2.PdfDocument(made)
                expect(len(document) == len(model["slides"]), file, f"LibreOffice shows {len(document)} slides")
                check_numbers(file, document, numbers({"slides": [[slide["title"], slide["blocks"]] for slide in model["slides"]]}))


def page_at(site, address):
    """The page at an address, in the folder of the site; short addresses are followed as a browser does. Marks of attributes may be
    left out, as the minifier does."""
    for _ in range(3):
        path = Path(site, re.sub(r"^(https?://)?[^/]*/?", "", address).strip("/"), "index.html")
        if not path.is_file():
            return ""
        text = path.read_text(encoding="utf-8")
        onward = re.search(r"""content=["']?0; *url=([^"'> ]+)""", text)
        if not onward:
            return text
        address = unquote(onward[1].strip())
    return ""


def check_addresses(site, file, model):
    """Whoever reads the paper reads the page that it leads to."""
    printed = {node["data"] for node in nodes(model["slides"]) if node.get("t") == "qr"} | {model["address"]}
    for address in sorted(printed):
        found = re.search(r"""<html[^>]* lang=["']?([\w-]+)""", page_at(site, address))
        expect(found and found[1] == model["lang"], file, f"{address} leads to a page in {found and found[1]}")


def looked_at(check, *arguments):
    """What a check finds, as a process of its own says it."""
    global passed
    passed = 0
    failures.clear()
    check(*arguments)
    return passed, list(failures)


def check_file(file, model, site):
    (check_pdf if file.suffix == ".pdf" else check_pptx)(file, model)
    if site:
        check_addresses(site, file, model)


def option(name):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else None


def main():
    folder = Path(sys.argv[1])
    files = sorted(file for file in folder.iterdir() if file.suffix in (".pdf", ".pptx"))
    both = [(file, json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))) for file in files]
    talks = [(file, model) for file, model in both if file.suffix == ".pptx"]
    office, site = option("--office"), option("--site")
    with ProcessPoolExecutor() as processes:
        # The office first: it takes longest.
        found = [processes.submit(looked_at, check_in_office, office, talks)] if talks and office else []
        found += [processes.submit(looked_at, check_file, file, model, site) for file, model in both]
        found = [one.result() for one in found]
    all_passed, all_failures = sum(one for one, _ in found), [failure for _, some in found for failure in some]
    languages = sorted({model["lang"] for _, model in both})
    if not files:
        all_failures.append(f"{folder.name}: there are no documents")
    print(f"{len(files) - len(talks)} PDF and {len(talks)} PPTX in {', '.join(languages)}")
    for failure in all_failures:
        print(failure)
    print(f"{all_passed} passed, {len(all_failures)} failed")
    sys.exit(bool(all_failures))


if __name__ == "__main__":
    main()

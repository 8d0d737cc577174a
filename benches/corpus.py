#!/usr/bin/env python3
"""Writes the site that the benchmarks build: many pages in many languages, the same bytes on every machine.

    python3 benches/corpus.py --pages 1000 --langs 10 --out /tmp/site [--seed 1]

In: how many pages over all languages, how many languages, a seed. Out: a folder that `liberate --root DIR build`
builds without a finding. The words are drawn at random and mean nothing; the shape is that of a real page. `hugo.py`
writes the same site for Hugo.

All chance comes from `random.Random(text).random()`: it is the one part of the module whose numbers Python promises
to keep from version to version.
"""

import argparse
import datetime
import json
import pathlib
import random
import sys

BASE_URL = "https://bench.example"
SITE_TITLE = "Open Door"
SECTIONS = ("signs", "report", "help", "campaigns", "news", "stories", "law", "training")
TAGS = tuple(
    f"{what}-{where}"
    for what in ("wages", "papers", "threats", "debt", "movement")
    for where in ("farm", "kitchen", "site", "home", "street", "salon", "boat", "depot")
)
TAGS_OF_A_PAGE = 3
CONTACTS = 30
FOOTER_CONTACTS = ("c00", "c01", "c02")
PICTURES = 12
FEED_LIMIT = 20
# Pages of a language that share these sections and tags; each further thousand has its own, as no list for the public may hold everything.
PAGES_OF_A_GROUP = 1_000
RIGHT_TO_LEFT = ("ar",)

# Each language by its own name, with the words that its texts are drawn from: one-, two- and three-byte letters.
LANGUAGES = {
    "en": (
        "English",
        "morning letter window door kitchen worker friend driver owner manager shift wage bank paper ticket station "
        "city village river bridge market garden summer winter coat bread water medicine nurse teacher neighbour "
        "sister brother mother father question answer story fear hope choice law court judge office room key lock "
        "takes keeps gives asks tells knows sees leaves waits works sleeps never often again here there and or but "
        "with from into about",
    ),
    "es": (
        "Español",
        "mañana carta ventana puerta cocina obrero amigo conductor dueño jefa turno sueldo banco papel billete "
        "estación ciudad pueblo río puente mercado jardín verano invierno abrigo pan agua medicina enfermera maestro "
        "vecino hermana hermano madre padre pregunta respuesta historia miedo esperanza elección ley tribunal juez "
        "oficina llave toma guarda da pide dice sabe ve sale espera trabaja duerme aquí allí y o pero con desde sobre",
    ),
    "fr": (
        "Français",
        "matin lettre fenêtre porte cuisine ouvrier ami conducteur patron gérante équipe salaire banque papier billet "
        "gare ville village rivière pont marché jardin été hiver manteau pain eau médicament infirmière maître "
        "voisin sœur frère mère père question réponse histoire peur espoir choix loi tribunal juge bureau clé prend "
        "garde donne demande dit sait voit sort attend travaille dort ici là et ou mais avec depuis sur",
    ),
    "de": (
        "Deutsch",
        "Morgen Brief Fenster Tür Küche Arbeiter Freundin Fahrer Besitzer Leiterin Schicht Lohn Bank Papier Fahrkarte "
        "Bahnhof Stadt Dorf Fluss Brücke Markt Garten Sommer Winter Mantel Brot Wasser Arznei Pflegerin Lehrer "
        "Nachbar Schwester Bruder Mutter Vater Frage Antwort Geschichte Angst Hoffnung Wahl Gesetz Gericht Richter "
        "Büro Schlüssel nimmt behält gibt bittet sagt weiß sieht geht wartet arbeitet schläft hier dort und oder aber",
    ),
    "pl": (
        "Polski",
        "ranek list okno drzwi kuchnia robotnik koleżanka kierowca właściciel szefowa zmiana pensja bank papier bilet "
        "dworzec miasto wieś rzeka most targ ogród lato zima płaszcz chleb woda lekarstwo pielęgniarka nauczyciel "
        "sąsiad siostra brat matka ojciec pytanie odpowiedź opowieść strach nadzieja wybór ustawa sąd sędzia biuro "
        "klucz bierze trzyma daje prosi mówi wie widzi odchodzi czeka pracuje śpi tutaj tam i lub ale z od o często",
    ),
    "uk": (
        "Українська",
        "ранок лист вікно двері кухня робітник подруга водій власник керівниця зміна платня банк папір квиток вокзал "
        "місто село річка міст ринок сад літо зима пальто хліб вода ліки медсестра вчитель сусід сестра брат мати "
        "батько питання відповідь оповідь страх надія вибір закон суд суддя кабінет ключ бере тримає дає просить "
        "каже знає бачить іде чекає працює спить тут там і або але з від про часто знову",
    ),
    "ro": (
        "Română",
        "dimineață scrisoare fereastră ușă bucătărie muncitor prietenă șofer patron șefă tură leafă bancă hârtie bilet "
        "gară oraș sat râu pod piață grădină vară iarnă palton pâine apă medicament asistentă profesor vecin soră "
        "frate mamă tată întrebare răspuns poveste frică speranță alegere lege tribunal judecător birou cheie ia "
        "ține dă cere spune știe vede pleacă așteaptă lucrează doarme aici acolo și sau dar cu din despre",
    ),
    "ar": (
        "العربية",
        "صباح رسالة نافذة باب مطبخ عامل صديقة سائق مالك مديرة نوبة راتب مصرف ورقة تذكرة محطة مدينة قرية نهر جسر سوق "
        "حديقة صيف شتاء معطف خبز ماء دواء ممرضة معلم جار أخت أخ أم أب سؤال جواب قصة خوف أمل خيار قانون محكمة قاض "
        "مكتب مفتاح يأخذ يحفظ يعطي يطلب يقول يعرف يرى يخرج ينتظر يعمل ينام هنا هناك ثم أو لكن معه منذ حول",
    ),
    "vi": (
        "Tiếng Việt",
        "sáng thư cửa sổ bếp thợ bạn tài xế chủ quản lý ca lương ngân hàng giấy vé ga phố làng sông cầu chợ vườn hè "
        "đông áo bánh nước thuốc y tá thầy xóm chị anh mẹ cha câu hỏi lời đáp chuyện sợ mong chọn luật tòa thẩm phán "
        "văn phòng phòng khóa lấy giữ cho xin nói biết thấy rời đợi làm ngủ đây đó và hoặc nhưng cùng từ về lại",
    ),
    "hi": (
        "हिन्दी",
        "सुबह चिट्ठी खिड़की दरवाज़ा रसोई मज़दूर सहेली चालक मालिक प्रबंधक पाली तनख़्वाह बैंक काग़ज़ टिकट स्टेशन शहर गाँव नदी पुल बाज़ार "
        "बगीचा गर्मी सर्दी कोट रोटी पानी दवा नर्स शिक्षक पड़ोसी बहन भाई माँ पिता सवाल जवाब कहानी डर आशा चुनाव क़ानून अदालत "
        "न्यायाधीश दफ़्तर चाबी लेता रखता देता माँगता कहता जानता देखता जाता रुकता करता सोता यहाँ वहाँ और या लेकिन से तक फिर",
    ),
}

# What the frame says around an article; the templates ask for these keys. Those with a hole get a value put in.
STRINGS = (
    "site.description", "skip", "menu", "languages", "crumbs", "contents", "published", "tags", "newer", "older",
    "urgent", "not_found.title", "table.label", "footnotes.title", "contact.hours", "contact.website",
)
STRINGS_WITH_HOLES = {"footnotes.back": "number", "contact.checked": "date", "fallback.label": "language"}


class Dice:
    """Draws that follow from the key alone."""

    def __init__(self, *key):
        self.draw = random.Random("/".join(map(str, key))).random

    def below(self, limit):
        return int(self.draw() * limit)

    def pick(self, items):
        return items[self.below(len(items))]

    def some(self, items, count):
        """`count` different items, in their own order."""
        left = list(range(len(items)))
        chosen = [left.pop(self.below(len(left))) for _ in range(count)]
        return [items[index] for index in sorted(chosen)]


class Prose:
    """Sentences in one language."""

    def __init__(self, language, *key):
        self.vocabulary = VOCABULARY[language]
        self.dice = Dice(language, *key)

    def words(self, count):
        draw, vocabulary = self.dice.draw, self.vocabulary
        size = len(vocabulary)
        return " ".join([vocabulary[int(draw() * size)] for _ in range(count)])

    def title(self, count):
        words = self.words(count)
        return words[0].upper() + words[1:]

    def sentences(self, count):
        """Exactly `count` words in sentences of 7 to 14, the last one of up to 20."""
        said = []
        while count:
            length = 7 + self.dice.below(8)
            length = count if count - length < 7 else length
            said.append(self.title(length) + ".")
            count -= length
        return " ".join(said)


VOCABULARY = {tag: words.split() for tag, (_, words) in LANGUAGES.items()}


class Page:
    """One page in one language. Facts are equal in all languages; words follow from the language."""

    def __init__(self, site, language, section, number):
        self.language, self.section, self.number = language, section, number
        self.slug = slug(section, number)
        facts = Dice(site.seed, section, number)
        self.date = datetime.date(2014, 3, 1) + datetime.timedelta(days=facts.below(4000))
        self.tags = facts.some(site.tags, TAGS_OF_A_PAGE)
        self.contact = contact_id(facts.below(CONTACTS))
        self.picture = facts.below(PICTURES)
        self.codes = (f"OD-{1000 + facts.below(9000)}", f"{section}@{10 + facts.below(90)}")
        elsewhere = facts.pick([name for name in site.sections if site.sizes[name]])
        self.links = [(name, facts.below(site.sizes[name])) for name in (section, section, elsewhere)]
        self.prose = Prose(language, site.seed, section, number)
        self.title = self.prose.title(5)
        self.description = self.prose.sentences(16)

    def markdown(self, link, card):
        """The text, about 600 words. `link` and `card` write a link's target and a contact card in the target's way."""
        words, sentences, title = self.prose.words, self.prose.sentences, self.prose.title
        to = [link(section, slug(section, number)) for section, number in self.links]
        code_one, code_two = self.codes
        row = lambda: "| " + " | ".join(words(3) for _ in range(3)) + " |"
        blocks = [
            sentences(60),
            card(self.contact),
            f"## {title(3)}",
            f"{sentences(40)} **{words(3)}** {sentences(24)} [{words(3)}]({to[0]}) {sentences(9)}",
            "\n".join(f"- {words(9)}" for _ in range(5)),
            f"### {title(4)}",
            f"{sentences(36)} `{code_one}` {sentences(24)}[^1]",
            f"> {sentences(30)}",
            f"## {title(3)}",
            f"{sentences(30)} *{words(2)}* {sentences(28)}",
            "\n".join([row(), "| --- | --- | --- |"] + [row() for _ in range(5)]),
            f"![{words(4)}](/img/{self.picture:02}.svg)",
            "\n".join(f"{number}. {words(12)}" for number in range(1, 5)),
            f"### {title(3)}",
            f"{sentences(30)} `{code_two}` {sentences(34)} [{words(2)}]({to[1]}) {sentences(9)}",
            f"## {title(4)}",
            f"{sentences(28)} [{words(3)}]({to[2]}) {sentences(24)}",
            f"[^1]: {sentences(20)}",
        ]
        return "\n\n".join(blocks) + "\n"


class Site:
    """What there is to write: languages, how many pages each section has, and the pages themselves."""

    def __init__(self, pages, languages, seed):
        self.seed = seed
        self.languages = list(LANGUAGES)[:languages]
        each = pages // languages
        groups = range(1, -(-each // PAGES_OF_A_GROUP) + 1) or [1]
        self.sections = [in_group(name, group) for group in groups for name in SECTIONS]
        self.tags = tuple(in_group(tag, group) for group in groups for tag in TAGS)
        count = len(self.sections)
        self.sizes = {name: (each + count - 1 - at) // count for at, name in enumerate(self.sections)}

    def pages(self):
        for section in self.sections:
            for number in range(self.sizes[section]):
                for language in self.languages:
                    yield Page(self, language, section, number)

    def indexes(self):
        """Home and sections: language, section or None, title, description, text."""
        for language in self.languages:
            prose = Prose(language, self.seed, "home")
            yield language, None, SITE_TITLE, prose.sentences(14), prose.sentences(80)
            for section in self.sections:
                prose = Prose(language, self.seed, "section", section)
                yield language, section, section_title(language, section), prose.sentences(14), prose.sentences(60)


def in_group(name, group):
    return name if group == 1 else f"{name}-{group}"


def slug(section, number):
    return f"{section}-{number:05}"


def contact_id(number):
    return f"c{number:02}"


def section_title(language, section):
    if language == "en":
        return section.capitalize()
    name, _, group = section.partition("-")
    return f"{Prose(language, 'section', name).title(2)} {group}".rstrip()


def strings(language):
    """The interface strings of a language by key; holes stand as `{name}`."""
    said = {key: Prose(language, "string", key).title(2) for key in STRINGS}
    for key, hole in STRINGS_WITH_HOLES.items():
        said[key] = f"{Prose(language, 'string', key).title(1)} {{{hole}}}"
    return {"site.title": SITE_TITLE, **said}


def contacts():
    """The records by id. Numbers are from the range that Ofcom keeps for fiction: 0121 496 0000 to 0999."""
    records = {}
    for number in range(CONTACTS):
        dice = Dice("contact", number)
        display = f"0121 496 0{100 + number * 7 + dice.below(7)}"
        records[contact_id(number)] = {
            "name": f"{dice.pick(('North', 'South', 'Canal', 'Hill', 'Market'))} Helpline {number:02}",
            "display": display,
            "digits": display.replace(" ", ""),
            "hours": f"{6 + dice.below(5):02}:00 to {16 + dice.below(8)}:00",
            # In letters that no language of the site takes for foreign.
            "routes": dice.some([name for name, _ in LANGUAGES.values() if name.isascii() or name[0].isascii()], 4),
            "website": f"https://{contact_id(number)}.example",
            "checked_on": "2026-11-01",
        }
    return records


def picture(number):
    hue, radius = number * 360 // PICTURES, 10 + number
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90" viewBox="0 0 160 90">'
        f'<path fill="hsl({hue} 50% 40%)" d="M0 0h160v90H0z"/><circle cx="80" cy="45" r="{radius}" fill="#fff"/></svg>\n'
    )


def quoted(text):
    """A text as a TOML string; JSON writes the characters of our words the same way."""
    return json.dumps(text, ensure_ascii=False)


class Folder:
    """Writes files below a folder, making the folders on the way once."""

    def __init__(self, root):
        self.root, self.made, self.files, self.bytes = pathlib.Path(root), set(), 0, 0

    def write(self, path, text):
        target = self.root / path
        if target.parent not in self.made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(target.parent)
        data = text.encode()
        target.write_bytes(data)
        self.files += 1
        self.bytes += len(data)


def file_name(name, language):
    return f"{name}.md" if language == "en" else f"{name}.{language}.md"


# The site for liberate

STYLE = """:root { --ink: #1c1c1c; --paper: #fff; --accent: #0d504e; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.6 system-ui, sans-serif; color: var(--ink); }
nav ul { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; padding: 0; }
.skip:not(:focus) { position: absolute; inset-block-start: -9rem; }
.contact { border-inline-start: .25rem solid var(--accent); padding-inline-start: 1rem; }
table { border-collapse: collapse; }
td, th { border: 1px solid; padding: .25rem .5rem; text-align: start; }
"""

TEMPLATES = {
    "base.html": """<!doctype html>
<html lang="{{ lang.tag }}" dir="{{ lang.dir }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ page.head_title }}</title>
{% if page.description %}<meta name="description" content="{{ page.description }}">{% endif %}
{% if page.canonical %}<link rel="canonical" href="{{ page.canonical }}">{% endif %}
{% for other in page.alternates %}<link rel="alternate" hreflang="{{ other.tag }}" href="{{ other.url }}">
{% endfor %}
<link rel="alternate" type="application/atom+xml" href="{{ site.feed_url }}">
<link rel="stylesheet" href="{{ asset(path="styles/main.css") }}">
</head>
<body>
<a class="skip" href="#main">{{ t(key="skip") }}</a>
<header>
{% include "partials/menu.html" %}
<nav class="languages" aria-label="{{ t(key="languages") }}">
<ul>
{% for other in page.translations %}<li><a href="{{ other.url }}" lang="{{ other.tag }}" dir="{{ other.dir }}" hreflang="{{ other.tag }}"{% if other.current %} aria-current="true"{% endif %}>{{ other.name }}</a></li>
{% endfor %}
</ul>
</nav>
</header>
{% if page.breadcrumbs %}
<nav class="crumbs" aria-label="{{ t(key="crumbs") }}">
<ol>
{% for step in page.breadcrumbs %}<li><a href="{{ step.url }}"{% if step.url == page.url %} aria-current="page"{% endif %}>{{ step.title }}</a></li>
{% endfor %}
</ol>
</nav>
{% endif %}
<main id="main">
{% block main %}{% endblock %}
</main>
{% include "partials/footer.html" %}
</body>
</html>
""",
    "partials/menu.html": """<a class="brand" href="{{ site.home_url }}">{{ site.title }}</a>
<nav class="menu" aria-label="{{ t(key="menu") }}">
<ul>
{% for item in site.menus.main %}<li><a href="{{ item.url }}">{{ item.title }}</a></li>
{% endfor %}
</ul>
</nav>
""",
    "partials/footer.html": """<footer>
<h2>{{ t(key="urgent") }}</h2>
<ul>
{% for id in ["c00", "c01", "c02"] %}{% set contact = site.contacts[id] %}<li><strong>{{ contact.name }}</strong> <a href="{{ contact.tel }}"><bdi dir="ltr">{{ contact.display }}</bdi></a> <a href="{{ contact.website }}" rel="noreferrer">{{ t(key="contact.website") }}</a> {{ contact.hours }}</li>
{% endfor %}
</ul>
<p>{{ site.title }}</p>
</footer>
""",
    "partials/list.html": """<ul class="list">
{% for item in page.pages %}<li><a href="{{ item.url }}">{{ item.title }}</a> <time datetime="{{ item.date.iso }}">{{ item.date.iso }}</time><p>{{ item.description }}</p></li>
{% endfor %}
</ul>
""",
    "home.html": """{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
{{ page.content }}
<ul class="sections">
{% for item in page.subsections %}<li><h2><a href="{{ item.url }}">{{ item.title }}</a></h2><p>{{ item.description }}</p></li>
{% endfor %}
</ul>
{% endblock %}
""",
    "section.html": """{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
{{ page.content }}
{% include "partials/list.html" %}
{% endblock %}
""",
    "term.html": """{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
{% include "partials/list.html" %}
{% endblock %}
""",
    "taxonomy.html": """{% extends "base.html" %}
{% block main %}
<h1>{{ t(key="tags") }}</h1>
<ul class="terms">
{% for term in page.terms.tags %}<li><a href="{{ term.url }}">{{ term.name }}</a> ({{ term.count }})</li>
{% endfor %}
</ul>
{% endblock %}
""",
    "404.html": """{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
{% endblock %}
""",
    "page.html": """{% extends "base.html" %}
{% block main %}
<article>
<h1>{{ page.title }}</h1>
<p class="date">{{ t(key="published") }} <time datetime="{{ page.date.iso }}">{{ page.date.iso }}</time></p>
<nav class="contents" aria-labelledby="contents">
<h2 id="contents">{{ t(key="contents") }}</h2>
<ul>
{% for outer in page.toc %}<li><a href="{{ outer.url }}">{{ outer.title }}</a>
{% if outer.children %}<ul>{% for inner in outer.children %}<li><a href="{{ inner.url }}">{{ inner.title }}</a></li>{% endfor %}</ul>{% endif %}</li>
{% endfor %}
</ul>
</nav>
{{ page.content }}
<p class="tags">{{ t(key="tags") }}: {% for tag in page.terms.tags %}<a href="{{ tag.url }}">{{ tag.name }}</a> {% endfor %}</p>
<nav class="pager" aria-label="{{ t(key="older") }} / {{ t(key="newer") }}">
<ul>
{% if page.previous %}<li><a rel="prev" href="{{ page.previous.url }}">{{ t(key="newer") }}: {{ page.previous.title }}</a></li>{% endif %}
{% if page.next %}<li><a rel="next" href="{{ page.next.url }}">{{ t(key="older") }}: {{ page.next.title }}</a></li>{% endif %}
</ul>
</nav>
</article>
{% endblock %}
""",
}


def write_liberate(site, root):
    """Writes the site as liberate wants it and returns what was written."""
    folder = Folder(root)
    folder.write("liberate.toml", liberate_settings(site))
    write_theme(site, folder)
    for number in range(PICTURES):
        folder.write(f"static/img/{number:02}.svg", picture(number))
    write_contacts(site, folder)
    for language, section, title, description, text in site.indexes():
        below = f"{section}/" if section else ""
        order = f'sort_by = "date"\nweight = {site.sections.index(section) + 1}\n' if section else ""
        front = front_matter(language, title, description, order)
        folder.write(f"content/{below}{file_name('_index', language)}", f"{front}\n{text}\n")
    for page in site.pages():
        tags = ", ".join(map(quoted, page.tags))
        facts = f"date = {page.date}\n[taxonomies]\ntags = [{tags}]\n"
        front = front_matter(page.language, page.title, page.description, facts)
        text = page.markdown(lambda section, name: f"@/{section}/{name}.md", lambda id: f'{{{{ contact(id="{id}") }}}}')
        folder.write(f"content/{page.section}/{file_name(page.slug, page.language)}", f"{front}\n{text}")
    return folder


def liberate_settings(site):
    menu = ", ".join(quoted(f"@/{section}/_index.md") for section in SECTIONS)
    languages = "".join(f"[languages.{tag}]\nname = {quoted(LANGUAGES[tag][0])}\n" for tag in site.languages)
    return (
        f'base_url = "{BASE_URL}"\ndefault_language = "en"\ntheme = "bench"\ntaxonomies = ["tags"]\n'
        f"feed_limit = {FEED_LIMIT}\n\n{languages}\n[menus]\nmain = [{menu}]\n"
    )


def write_theme(site, folder):
    for name, text in TEMPLATES.items():
        folder.write(f"themes/bench/templates/{name}", text)
    folder.write("themes/bench/styles/main.css", STYLE)
    for language in site.languages:
        lines = [f"{key} = {quoted(text)}\n" for key, text in strings(language).items()]
        folder.write(f"themes/bench/strings/{language}.toml", "".join(lines))


def write_contacts(site, folder):
    """The facts stand once; a translation repeats the words, so that no card falls back to another language."""
    facts = ""
    words = ""
    for id, record in contacts().items():
        said = f'hours = {quoted(record["hours"])}\nroutes = [{", ".join(map(quoted, record["routes"]))}]\n'
        words += f"[{id}]\n{said}\n"
        facts += (
            f'[{id}]\nname = {quoted(record["name"])}\ndisplay = "{record["display"]}"\ndigits = "{record["digits"]}"\n'
            f'{said}website = "{record["website"]}"\ngroup = "support"\naudience = "public"\nstate = "publish"\n'
            f'checked_on = {record["checked_on"]}\nexpires_days = 36500\n\n'
        )
    folder.write("content/contacts.toml", facts)
    for language in site.languages[1:]:
        folder.write(f"content/contacts.{language}.toml", words)


def front_matter(language, title, description, facts):
    """A translation says only its words; it takes the facts from the source."""
    own = facts if language == "en" else 'status = "reviewed"\n'
    return f"+++\ntitle = {quoted(title)}\ndescription = {quoted(description)}\n{own}+++\n"


def arguments():
    parser = argparse.ArgumentParser(description="Writes the benchmark's site for liberate.")
    parser.add_argument("--pages", type=int, required=True, help="content pages over all languages")
    parser.add_argument("--langs", type=int, default=10, help=f"languages, 1 to {len(LANGUAGES)}")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the folder to write; it must not be there yet")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other words")
    given = parser.parse_args()
    if not 1 <= given.langs <= len(LANGUAGES):
        parser.error(f"--langs must be 1 to {len(LANGUAGES)}")
    if given.pages < given.langs:
        parser.error("--pages must be at least --langs")
    if given.out.exists():
        parser.error(f"{given.out} is there already")
    return given


def main(write=write_liberate):
    given = arguments()
    written = write(Site(given.pages, given.langs, given.seed), given.out)
    print(f"{given.out}: {written.files} files, {written.bytes / 1e6:.1f} MB")


if __name__ == "__main__":
    sys.exit(main())

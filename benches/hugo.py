#!/usr/bin/env python3
"""Writes the benchmarks' site for Hugo: the same pages, the same words, the same HTML skeleton as in `corpus.py`.

    python3 benches/hugo.py --pages 1000 --langs 10 --out /tmp/site [--seed 1]

In and out as in `corpus.py`. Hugo is given what suits it: menu and footer are rendered once per language
(`partialCached`), links go through its own render hook, nothing is on that the other side lacks.
"""

import json
import sys

# The corpus is read as it stands, and nothing is left beside it.
sys.dont_write_bytecode = True

from corpus import (
    BASE_URL, FEED_LIMIT, LANGUAGES, PICTURES, RIGHT_TO_LEFT, SITE_TITLE, STRINGS_WITH_HOLES, STYLE, Folder,
    contacts, file_name, main, picture, quoted, strings,
)

SETTINGS = f"""baseURL = "{BASE_URL}/"
title = "{SITE_TITLE}"
defaultContentLanguage = "en"
timeout = "10m"
enableRobotsTXT = true
capitalizeListTitles = false

[taxonomies]
tag = "tags"

[mediaTypes."application/atom+xml"]
suffixes = ["xml"]

[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "atom"

[outputs]
home = ["html", "atom"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]

[markup.goldmark.extensions.typographer]
disable = true

[markup.goldmark.renderHooks.link]
useEmbedded = "always"

[markup.goldmark.renderHooks.image]
useEmbedded = "never"

[markup.tableOfContents]
startLevel = 2
endLevel = 3
"""

LAYOUTS = {
    "baseof.html": """<!doctype html>
<html lang="{{ .Language.Lang }}" dir="{{ .Language.Direction }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }}{{ if not .IsHome }} – {{ .Site.Title }}{{ end }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">
{{ end }}
<link rel="alternate" type="application/atom+xml" href="{{ "atom.xml" | relLangURL }}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#main">{{ i18n "skip" }}</a>
<header>
{{ partialCached "menu.html" . .Language.Lang }}
<nav class="languages" aria-label="{{ i18n "languages" }}">
<ul>
{{ $own := .Language.Lang }}{{ range .AllTranslations }}<li><a href="{{ .RelPermalink }}" lang="{{ .Language.Lang }}" hreflang="{{ .Language.Lang }}"{{ if eq .Language.Lang $own }} aria-current="true"{{ end }}>{{ .Language.Label }}</a></li>
{{ end }}
</ul>
</nav>
</header>
{{ block "crumbs" . }}{{ end }}
<main id="main">
{{ block "main" . }}{{ end }}
</main>
{{ partialCached "footer.html" . .Language.Lang }}
</body>
</html>
""",
    "_partials/menu.html": """<a class="brand" href="{{ .Site.Home.RelPermalink }}">{{ .Site.Title }}</a>
<nav class="menu" aria-label="{{ i18n "menu" }}">
<ul>
{{ range .Site.Home.Sections.ByWeight }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}
</ul>
</nav>
""",
    "_partials/footer.html": """<footer>
<h2>{{ i18n "urgent" }}</h2>
<ul>
{{ range slice "c00" "c01" "c02" }}{{ $contact := index hugo.Data.contacts . }}<li><strong>{{ $contact.name }}</strong> <a href="tel:{{ $contact.digits }}"><bdi dir="ltr">{{ $contact.display }}</bdi></a> <a href="{{ $contact.website }}" rel="noreferrer">{{ i18n "contact_website" }}</a> {{ $contact.hours }}</li>
{{ end }}
</ul>
<p>{{ .Site.Title }}</p>
</footer>
""",
    "_partials/crumbs.html": """<nav class="crumbs" aria-label="{{ i18n "crumbs" }}">
<ol>
{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}<li><a href="{{ .RelPermalink }}" aria-current="page">{{ .Title }}</a></li>
</ol>
</nav>
""",
    "_partials/list.html": """<ul class="list">
{{ range . }}{{ $date := .Date.Format "2006-01-02" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time datetime="{{ $date }}">{{ $date }}</time><p>{{ .Description }}</p></li>
{{ end }}
</ul>
""",
    "_shortcodes/contact.html": """{{ $contact := index hugo.Data.contacts (.Get 0) }}<div class="contact"><p class="contact-name">{{ $contact.name }}</p><p class="contact-number"><a class="number" href="tel:{{ $contact.digits }}"><bdi dir="ltr">{{ $contact.display }}</bdi></a></p><p class="contact-hours">{{ i18n "contact_hours" }}: {{ $contact.hours }}</p><ul class="contact-routes">{{ range $contact.routes }}<li>{{ . }}</li>{{ end }}<li>{{ i18n "contact_website" }}: <a href="{{ $contact.website }}" rel="noreferrer">{{ strings.TrimPrefix "https://" $contact.website }}</a></li></ul><p class="contact-checked">{{ i18n "contact_checked" (dict "date" (time.Format ":date_long" $contact.checked_on)) }}</p></div>""",
    "home.html": """{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ .Content }}
<ul class="sections">
{{ range .Sections.ByWeight }}<li><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Description }}</p></li>
{{ end }}
</ul>
{{ end }}
""",
    "section.html": """{{ define "crumbs" }}{{ partial "crumbs.html" . }}{{ end }}
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ .Content }}
{{ partial "list.html" .RegularPages.ByDate.Reverse }}
{{ end }}
""",
    "term.html": """{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ partial "list.html" .Pages.ByDate.Reverse }}
{{ end }}
""",
    "taxonomy.html": """{{ define "main" }}
<h1>{{ i18n "tags" }}</h1>
<ul class="terms">
{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a> ({{ .Count }})</li>
{{ end }}
</ul>
{{ end }}
""",
    "404.html": """{{ define "main" }}
<h1>{{ i18n "not_found_title" }}</h1>
{{ end }}
""",
    "page.html": """{{ define "crumbs" }}{{ partial "crumbs.html" . }}{{ end }}
{{ define "main" }}
<article>
<h1>{{ .Title }}</h1>
{{ $date := .Date.Format "2006-01-02" }}<p class="date">{{ i18n "published" }} <time datetime="{{ $date }}">{{ $date }}</time></p>
<nav class="contents" aria-labelledby="contents">
<h2 id="contents">{{ i18n "contents" }}</h2>
{{ .TableOfContents }}
</nav>
{{ .Content }}
<p class="tags">{{ i18n "tags" }}: {{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}</p>
<nav class="pager" aria-label="{{ i18n "older" }} / {{ i18n "newer" }}">
<ul>
{{ with .NextInSection }}<li><a rel="prev" href="{{ .RelPermalink }}">{{ i18n "newer" }}: {{ .Title }}</a></li>{{ end }}
{{ with .PrevInSection }}<li><a rel="next" href="{{ .RelPermalink }}">{{ i18n "older" }}: {{ .Title }}</a></li>{{ end }}
</ul>
</nav>
</article>
{{ end }}
""",
    "home.atom.xml": """{{ printf "<?xml version=\\"1.0\\" encoding=\\"UTF-8\\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{{ .Language.Lang }}">
<title>{{ .Site.Title }}</title>
{{ with .OutputFormats.Get "atom" }}<link rel="self" type="application/atom+xml" href="{{ .Permalink }}"/>
<id>{{ .Permalink }}</id>{{ end }}
{{ $newest := first FEED_LIMIT .Site.RegularPages.ByDate.Reverse }}{{ with index $newest 0 }}<updated>{{ .Date.Format "2006-01-02T15:04:05Z" }}</updated>{{ end }}
<author><name>{{ .Site.Title }}</name></author>
{{ range $newest }}<entry>
<title>{{ .Title }}</title>
<updated>{{ .Date.Format "2006-01-02T15:04:05Z" }}</updated>
<link rel="alternate" type="text/html" href="{{ .Permalink }}"/>
<id>{{ .Permalink }}</id>
<summary>{{ .Description }}</summary>
</entry>
{{ end }}
</feed>
""".replace("FEED_LIMIT", str(FEED_LIMIT)),
}


def write_hugo(site, root):
    """Writes the site as Hugo wants it and returns what was written."""
    folder = Folder(root)
    folder.write("hugo.toml", SETTINGS + "".join(language_settings(*pair) for pair in enumerate(site.languages, 1)))
    for name, text in LAYOUTS.items():
        folder.write(f"layouts/{name}", text)
    for language in site.languages:
        folder.write(f"i18n/{language}.toml", interface(language))
    folder.write("data/contacts.json", json.dumps(contacts(), ensure_ascii=False, indent=1))
    folder.write("static/style.css", STYLE)
    for number in range(PICTURES):
        folder.write(f"static/img/{number:02}.svg", picture(number))
    for language, section, title, description, text in site.indexes():
        below = f"{section}/" if section else ""
        weight = f"weight = {site.sections.index(section) + 1}\n" if section else ""
        front = front_matter(title, description, weight)
        folder.write(f"content/{below}{file_name('_index', language)}", f"{front}\n{text}\n")
    for page in site.pages():
        # Hugo takes nothing over from the source, so each translation repeats the facts.
        front = front_matter(page.title, page.description, f"date = {page.date}\ntags = {json.dumps(page.tags)}\n")
        text = page.markdown(lambda section, name: f"/{section}/{name}.md", lambda id: f'{{{{< contact "{id}" >}}}}')
        folder.write(f"content/{page.section}/{file_name(page.slug, page.language)}", f"{front}\n{text}")
    return folder


def language_settings(weight, tag):
    direction = "rtl" if tag in RIGHT_TO_LEFT else "ltr"
    name = quoted(LANGUAGES[tag][0])
    return f'\n[languages.{tag}]\nlabel = {name}\nweight = {weight}\ndirection = "{direction}"\n'


def interface(language):
    """The interface strings; keys without dots, as Hugo takes a dot for a table, and holes in Hugo's way."""
    said = strings(language)
    for key, hole in STRINGS_WITH_HOLES.items():
        said[key] = said[key].replace(f"{{{hole}}}", f"{{{{ .{hole} }}}}")
    return "".join(f"{key.replace('.', '_')} = {quoted(text)}\n" for key, text in said.items())


def front_matter(title, description, facts):
    return f"+++\ntitle = {quoted(title)}\ndescription = {quoted(description)}\n{facts}+++\n"


if __name__ == "__main__":
    sys.exit(main(write_hugo))

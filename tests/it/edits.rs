//! The test that matters most: after any sequence of edits, a workspace that followed them is the same as a fresh one.

use crate::chance::Chance;
use crate::kit::{Built, Edit, PICTURE, RECORDS, Site};
use crate::mistakes::check_wording;
use liberate::source::FileKind;
use std::collections::{BTreeMap, BTreeSet};

/// Sequences, each from the same site; together they make [`SEQUENCES`] × [`STEPS`] edits.
const SEQUENCES: u64 = 20;
const STEPS: usize = 100;

/// What the sequences begin with, beside the default site and the records.
const START: &str = r#"
=== content/help.md
+++
title = "Help"
description = "Who helps."
date = 2026-03-01
checked_on = 2026-09-01
aliases = ["/old-help/"]
taxonomies = { topic = ["Housing", "Work"] }
+++

Ring {{ number(id="helpline") }}, or look at [signs](@/signs/_index.md#what-you-see).[^1]

## What happens

{{ part(from="@/parts/emergency.md") }}

[^1]: A note.
=== content/help.pl.md
+++
title = "Pomoc"
+++

Zadzwoń {{ number(id="helpline") }}.

## Co się dzieje
=== content/help.ur.md
+++
title = "مدد"
+++

## کیا ہوتا ہے
=== content/signs/_index.md
+++
title = "Signs"
sort_by = "title"
+++

## What you see

{{ signs(type="labour") }}

{{ pages(of="@/signs/_index.md") }}
=== content/signs/car.md
+++
title = "Car wash"
weight = 1
+++

{% notice(kind="warning") %}
Do not go in. [Help](@/help.md)
{% end %}
=== content/signs/car.pl.md
+++
title = "Myjnia"
status = "reviewed"
+++

Nie wchodź.
=== content/signs/farm/index.md
+++
title = "Farm"
+++

![A farm](photo.png)
=== content/news.md
+++
title = "News"
date = 2026-05-05
slug = "what-is-new"
+++

{{ contacts(for="public") }}
=== content/languages.md
+++
title = "Languages"
+++

{{ languages() }}

{{ sources() }}
=== content/facts.toml
[sent]
statement = "Letters"
number = 23411
source_name = "Post"
source_date = "2026"
checked_on = 2026-11-01
state = "publish"
audience = "both"
=== content/years.csv
Year,Letters
2024,19000
2025,sent
=== content/figures.md
+++
title = "Figures"
+++

{{ fact_line(id="sent") }}

{{ chart(csv="years.csv", kind="line", title="Letters", says="More.", source="sent") }}
=== content/parts/emergency.md
+++
title = "Emergency"
kind = "part"
+++

Ring {{ number(id="police") }} now.
=== content/parts/emergency.pl.md
+++
title = "Nagły wypadek"
+++

Dzwoń {{ number(id="police") }}.
=== static/leaflet.txt
A leaflet.
=== themes/plain/styles/tokens.css
:root { --ink: black }
=== themes/plain/scripts/exit.js
leave();
"#;

/// Beginnings of pages: front matter as people write it, right and wrong.
const FRONTS: &[&str] = &[
    "title = \"Page\"",
    "title = \"Page\"\ndraft = true",
    "title = \"Page\"\naudience = \"partner\"",
    "title = \"Page\"\naliases = [\"/was-here/\", \"/old-help/\"]",
    "title = \"Page\"\naliases = [\"/help/\"]",
    "title = \"Other page\"\nslug = \"help\"",
    "title = \"Other page\"\nslug = \"Help\"",
    "title = \"Zebra\"\nweight = 3\nshort_title = \"Z\"",
    "title = \"Dated\"\ndate = 2026-02-02\nupdated = 2026-04-04\ndescription = \"A page with a date.\"",
    "title = \"Later\"\npublish_on = 2027-01-01",
    "title = \"Over\"\nexpires = 2026-11-22",
    "title = \"Terms\"\n[taxonomies]\ntopic = [\"Work\", \"Łódź\"]",
    "title = \"Unknown terms\"\n[taxonomies]\ntopik = [\"Work\"]",
    "title = \"Secret\"\nsensitive = true\nneutral_title = \"Weather\"",
    "title = \"Special\"\ntemplate = \"special.html\"",
    "title = \"Nowhere\"\ntemplate = \"nowhere.html\"",
    "title = \"A part\"\nkind = \"part\"",
    "title = \"Reviewed\"\nstatus = \"reviewed\"\nreview_by = 2026-01-01",
    "title = \"Sorted\"\nsort_by = \"date\"\ntoc = true",
    "title = \"Extra\"\n[extra]\nnumber = 3",
    "titel = \"Misspelt\"",
    "title = 3\ndate = \"yesterday\"",
    "title = \"Broken",
    "",
];

/// Pieces of text as people write them, right and wrong.
const BLOCKS: &[&str] = &[
    "Plain words.",
    "Words with *stress* and `code`, and https://example.org.",
    "## A heading",
    "## What happens",
    "### A smaller heading",
    "#### Too small",
    "- one\n- two\n  - [x] done\n  - [ ] open",
    "| a | b |\n|---|--:|\n| {{ number(id=\"helpline\") }} | 2 |",
    "Term\n: meaning",
    "> [!WARNING]\n> Take care.",
    "A claim.[^1]\n\n[^1]: Its source.",
    "A claim.[^missing]",
    "[Help](@/help.md)",
    "[Help, in part](@/help.md#what-happens)",
    "[Signs](@/signs/_index.md#what-you-see)",
    "[Gone](@/gone.md)",
    "[A leaflet](/leaflet.txt)",
    "![A farm](photo.png)",
    "![](photo.png)",
    "{{ contact(id=\"helpline\") }}",
    "{{ contact(id=\"nobody\") }}",
    "{{ contact(id=\"desk\") }}",
    "Ring {{ number(id=\"police\") }} or {{ contact_name(id=\"charity\") }}.",
    "Ring 0121 496 0000.",
    "{{ signs(place=\"car-wash\") }}",
    "{{ pages(of=\"@/signs/_index.md\") }}",
    "{{ part(from=\"@/parts/emergency.md\") }}",
    "{{ languages() }}",
    "{{ icon(name=\"car\") }} {{ lang(tag=\"pl\", text=\"pomoc\") }}",
    "{{ unknown() }}",
    "{{ icon(name= }}",
    "{% details(summary=\"More\") %}\nHidden.\n{% end %}",
    "{% notice(kind=\"danger\") %}\nNever ended.",
    "{% end %}",
    "<b>HTML</b>",
];

/// Where pages are written: several languages, one that the site lacks, sections, parts, pages with files.
const PAGES: &[&str] = &[
    "content/_index.md",
    "content/_index.pl.md",
    "content/help.md",
    "content/help.pl.md",
    "content/help.ur.md",
    "content/help.de.md",
    "content/help.en.md",
    "content/Help.md",
    "content/news.md",
    "content/news.ur.md",
    "content/signs/_index.md",
    "content/signs/_index.pl.md",
    "content/signs/car.md",
    "content/signs/car.pl.md",
    "content/signs/car.ur.md",
    "content/signs/farm/index.md",
    "content/signs/farm/index.pl.md",
    "content/signs/deep/er/page.md",
    "content/only.pl.md",
    "content/parts/emergency.md",
    "content/parts/emergency.ur.md",
    "content/nałęczów.md",
];

/// Other files with the texts that they may hold; also paths of the site's root, which override the theme.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "themes/plain/templates/page.html",
        &[
            "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content }}{% endblock %}",
            "{% extends \"base.html\" %}{% block main %}<h1>{{ page.titel }}</h1>{% endblock %}",
            "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title </h1>{% endblock %}",
            "{% extends \"nothing.html\" %}",
            "{{ t(key=\"no.such.key\") }}",
            "{{ asset(path=\"styles/none.css\") }}",
        ],
    ),
    (
        "themes/plain/templates/special.html",
        &[
            "{% extends \"page.html\" %}",
            "<p>{{ page.title }} {{ t(key=\"list.pages\", count=2) }} {{ icon(name=\"car\") }}</p>",
            "{% for item in page.translations %}{{ item.tag }}{% endfor %}{{ nobody }}",
        ],
    ),
    ("themes/plain/templates/partials/foot.html", &["<p>Foot</p>", "{% if %}"]),
    (
        "templates/page.html",
        &[
            "{% extends \"base.html\" %}{% block main %}<h1>Ours: {{ page.title }}</h1>{{ page.content }}{% endblock %}",
            "{% include \"partials/foot.html\" %}<h1>{{ page.title }}</h1>",
        ],
    ),
    ("templates/404.html", &["<h1>{{ page.title }}</h1>"]),
    (
        "themes/plain/styles/main.css",
        &[
            "@import \"tokens.css\";\nbody { color: var(--ink) }",
            "body { color: white }",
            "@import \"missing.css\";",
            "body { color: ",
            "}}",
        ],
    ),
    ("themes/plain/styles/tokens.css", &[":root { --ink: navy }", "@import \"main.css\";", ":root { --ink: "]),
    ("styles/tokens.css", &[":root { --ink: green }"]),
    ("styles/print.css", &["@import \"tokens.css\"; p { margin: 0 }"]),
    ("themes/plain/scripts/exit.js", &["go();", ""]),
    ("scripts/exit.js", &["ours();"]),
    ("themes/plain/icons/car.svg", &["<?xml version=\"1.0\"?><svg><path/></svg>", "<svg id=\"x\"></svg>"]),
    ("icons/boat.svg", &["<svg></svg>"]),
    ("images/logo.svg", &["<svg></svg>", "<svg><g/></svg>"]),
    ("themes/plain/strings/en.toml", &["site.title = \"Bare\"", "site.title = ", "[site]\ntitle = 3"]),
    (
        "themes/plain/strings/pl.toml",
        &["site.title = \"Goła\"\nlist.pages = { one = \"{n} strona\" }", "site.titel = \"?\""],
    ),
    ("strings/pl.toml", &["site.title = \"Nasza\"", "extra.key = \"?\""]),
    ("strings/en.toml", &["site.title = \"Ours\"", "notice.warning = \"Look out\""]),
    ("themes/other/templates/page.html", &["<p>{{ page.title }}</p>"]),
    ("themes/other/strings/en.toml", &["site.title = \"Other\""]),
    (
        "content/contacts.toml",
        &[
            "[helpline]\nname = \"Helpline\"\ndisplay = \"0800 1111\"\ndigits = \"08001111\"\nstate = \"publish\"\naudience = \"public\"",
            "[helpline]\nname = \"Helpline\"\ndisplay = \"0800 1111\"\ndigits = \"0800\"",
            "[helpline]\nnam = \"Helpline\"",
            "[helpline",
        ],
    ),
    ("content/contacts.pl.toml", &["[helpline]\nname = \"Linia\"", "[nobody]\nname = \"Nikt\""]),
    (
        "content/addresses.lock",
        &[
            "default_language = \"en\"\n[[published]]\nlanguages = \"en pl\"\n\"/help/\" = \"content/help.md\"\n\"/signs/car/\" = \"content/signs/car.md\"",
            "default_language = \"en\"\n[[published]]\nlanguages = \"en de\"\n\"/Help/\" = \"content/help.md\"\n\"/a.txt\" = 1",
        ],
    ),
    (
        "content/gone.toml",
        &[
            "\"/help/\" = { since = 2026-11-20, why = \"x\" }\n\"/de/\" = { since = 2026-11-20 }",
            "\"/signs/car/\" = { why = 1 }",
        ],
    ),
    ("content/contacts.ur.toml", &["[police]\nname = \"پولیس\"\npurpose = \"خطرہ\""]),
    (
        "content/signs.toml",
        &["[tired]\ntext = \"Tired people.\"\ntypes = [\"labour\"]\nstate = \"publish\"\naudience = \"public\""],
    ),
    ("content/signs.pl.toml", &["[tired]\ntext = \"Zmęczeni.\"\n[none]\ntext = \"?\""]),
    ("content/signs.xx-y.toml", &["[tired]\ntext = \"?\""]),
    (
        "content/facts.toml",
        &[
            "[sent]\nstatement = \"Letters\"\nnumber = 7\nsource_name = \"Post\"\nsource_date = 2026-11\nstate = \"publish\"",
            "[sent]\nvalue = \"many\"\nstate = \"verify\"",
        ],
    ),
    ("content/facts.pl.toml", &["[sent]\nstatement = \"Listy\"", "[none]\nvalue = \"?\""]),
    ("content/years.csv", &["Year,Letters\n2024,1\n2025,2\n", "Year;Letters", "Year,Letters\n2024,many\n"]),
    ("content/signs/note.txt", &["a file beside pages", "changed"]),
    ("static/leaflet.txt", &["Changed.", ""]),
    ("static/robots.txt", &["User-agent: x"]),
    ("static/help/index.html", &["<p>In the way</p>"]),
    ("static/HELP/", &[]),
    ("static/_headers", &["/*"]),
];

/// Settings, each instead of the line that it begins like, or added before or behind.
const SETTINGS: &[(&str, &str)] = &[
    ("minify = false", "minify = true"),
    ("[languages.ur]\nname = \"اردو\"\n", ""),
    ("[languages.pl]", "[languages.de]\nname = \"Deutsch\"\nfallback = [\"pl\"]\n[languages.pl]"),
    ("name = \"اردو\"", "name = \"اردو\"\nfallback = [\"pl\"]"),
    ("default_language = \"en\"", "default_language = \"pl\""),
    ("theme = \"plain\"", "theme = \"other\""),
    ("theme = \"plain\"", "theme = \"../plain\""),
    ("base_url = \"https://site.example\"", "base_url = \"https://moved.example/\""),
    ("minify = false", "taxonomies = [\"topic\"]"),
    ("minify = false", "minify = false\nfeed_limit = 1\ntaxonomies = [\"topic\", \"place\"]"),
    ("minify = false", "feed_limit = 0"),
    ("[editions.public]", "[translations]\nunreviewed = \"hide\"\n[editions.public]"),
    ("[editions.public]", "[menus]\nmain = [\"@/help.md\", \"@/signs/_index.md\"]\n[editions.public]"),
    (
        "[editions.public]",
        "[menus]\nmain = [\"@/gone.md\"]\n[links]\nlanguages = \"@/languages.md\"\n[editions.public]",
    ),
    ("indexed = true", "indexed = false"),
    ("minify = false", "minfy = false"),
    ("minify = false", "minify = "),
];

fn start() -> Site {
    Site::new(RECORDS)
        .with(START)
        .with_bytes("content/signs/farm/photo.png", PICTURE)
        .settings("taxonomies = [\"topic\"]")
        .settings("[menus]\nmain = [\"@/help.md\", \"@/signs/_index.md\"]")
}

/// A page: sometimes with what editors of other systems leave in a text.
fn page(chance: &mut Chance) -> Vec<u8> {
    let blocks: Vec<&str> = (0..chance.below(5)).map(|_| *chance.pick(BLOCKS)).collect();
    let text = format!("+++\n{}\n+++\n\n{}\n", chance.pick(FRONTS), blocks.join("\n\n"));
    match chance.below(24) {
        0 => text.replace('\n', "\r\n").into_bytes(),
        1 => format!("\u{feff}{text}").into_bytes(),
        2 => text.replacen("+++\n\n", "", 1).into_bytes(),
        3 => [text.as_bytes(), &[0xff, 0xfe, b'\n']].concat(),
        4 => Vec::new(),
        _ => text.into_bytes(),
    }
}

/// Another picture: a byte of its end differs.
fn picture(chance: &mut Chance) -> Vec<u8> {
    let mut bytes = PICTURE.to_vec();
    bytes.push(chance.below(4) as u8);
    bytes
}

fn any_path(chance: &mut Chance, site: &Site) -> String {
    let paths: Vec<&String> = site.files().keys().collect();
    (*chance.pick(&paths)).clone()
}

/// The edit that comes next. Half of those that could leave the site broken for long are taken back again.
fn next_edit(chance: &mut Chance, site: &Site, start: &BTreeMap<String, Vec<u8>>) -> Edit {
    match chance.below(20) {
        0..=5 => Edit::Write((*chance.pick(PAGES)).to_owned(), page(chance)),
        6..=8 => {
            let (path, texts) = chance.pick(OTHERS);
            if texts.is_empty() {
                return Edit::Write(format!("{path}file.txt"), b"x".to_vec());
            }
            Edit::Write((*path).to_owned(), chance.pick(texts).as_bytes().to_vec())
        }
        9 => {
            let (old, new) = chance.pick(SETTINGS);
            let text = String::from_utf8(start["liberate.toml"].clone()).expect("the settings are text");
            assert!(text.contains(old), "the settings have no line {old:?}");
            Edit::Write("liberate.toml".to_owned(), text.replacen(old, new, 1).into_bytes())
        }
        10 => Edit::Write("content/signs/farm/photo.png".to_owned(), picture(chance)),
        11 => Edit::Delete(any_path(chance, site)),
        12 if chance.one_in(4) => {
            Edit::Delete((*chance.pick(&["content/signs", "content/parts", "static", "templates"])).to_owned())
        }
        12 => Edit::Rename(any_path(chance, site), (*chance.pick(PAGES)).to_owned()),
        13 if chance.one_in(3) => {
            let (from, to) = chance.pick(&[("content/signs", "content/seen"), ("content/seen", "content/signs")]);
            Edit::Rename((*from).to_owned(), (*to).to_owned())
        }
        13 => {
            let path = any_path(chance, site);
            let bytes = site.files()[&path].clone();
            Edit::Write(path, bytes)
        }
        _ => take_back(chance, site, start),
    }
}

/// Makes one file as it was in the beginning.
fn take_back(chance: &mut Chance, site: &Site, start: &BTreeMap<String, Vec<u8>>) -> Edit {
    let differs = |path: &&String| start.get(*path) != site.files().get(*path);
    let mut paths: Vec<&String> = start.keys().chain(site.files().keys()).filter(differs).collect();
    // Nothing shows while a template cannot be read, so templates come first.
    let of_theme: Vec<&String> =
        paths.iter().copied().filter(|path| path.contains("templates/") || *path == "liberate.toml").collect();
    if !of_theme.is_empty() && !chance.one_in(3) {
        paths = of_theme;
    }
    if paths.is_empty() {
        return Edit::Write("content/help.md".to_owned(), page(chance));
    }
    let path = *chance.pick(&paths);
    match start.get(path) {
        Some(bytes) => Edit::Write(path.clone(), bytes.clone()),
        None => Edit::Delete(path.clone()),
    }
}

/// Files that the site has and the program would read: a rename may lead to a name that means nothing.
fn is_for_the_program(edit: &Edit) -> bool {
    match edit {
        Edit::Write(path, _) | Edit::Rename(_, path) => {
            FileKind::of(path) != FileKind::Other || path.starts_with("content/")
        }
        Edit::Delete(_) => true,
    }
}

#[test]
fn following_edits_is_the_same_as_beginning_anew() {
    let mut shown = 0;
    let mut kinds = BTreeSet::new();
    for seed in 1..=SEQUENCES {
        let mut chance = Chance::new(seed);
        let mut site = start();
        let start = site.files().clone();
        for step in 1..=STEPS {
            site = ask_for(&mut chance, site);
            let before = site.files().clone();
            let count = if chance.one_in(10) { 1 + chance.below(8) } else { 1 };
            let mut edits = Vec::new();
            while edits.len() < count {
                let edit = next_edit(&mut chance, &site, &start);
                edits.extend(is_for_the_program(&edit).then_some(edit));
            }
            let parsed = site.workspace().parsed;
            site.follow(&edits);
            let (parsed, changed) = (site.workspace().parsed - parsed, changed_files(&before, site.files()));
            let fine =
                if count == 1 { parsed == changed } else { parsed >= changed && parsed <= touched_files(&edits) };
            assert!(fine, "seed {seed}, step {step}: {parsed} files parsed, {changed} changed by {edits:?}");
            let anew = site.built_anew();
            if *site.built() != anew {
                fail(seed, step, &edits, &site, &before, &anew);
            }
            anew.diagnostics.iter().for_each(check_wording);
            kinds.extend(anew.diagnostics.iter().map(|finding| finding.code));
            shown += usize::from(anew.artifacts.contains_key("/"));
        }
    }
    let all = SEQUENCES as usize * STEPS;
    assert!(shown * 2 > all, "only {shown} of {all} states showed any page: the edits break too much");
    assert!(kinds.len() >= 50, "the edits make only these mistakes: {kinds:?}");
}

/// Sometimes looks at another edition, with drafts or on another day.
fn ask_for(chance: &mut Chance, site: Site) -> Site {
    match chance.below(12) {
        0 => site.edition("partner"),
        1 => site.drafts(),
        2 => site.at("2027-02-01"),
        _ => site,
    }
}

/// How many files are new or hold other bytes: no more need to be parsed.
fn changed_files(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> usize {
    after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count()
}

/// How many files edits that came together may have touched, those counted that end as they were.
fn touched_files(edits: &[Edit]) -> usize {
    let of_one = |edit: &Edit| match edit {
        Edit::Write(..) => 1,
        Edit::Delete(_) => 0,
        // A folder of the test site holds at most this many files.
        Edit::Rename(..) => 24,
    };
    edits.iter().map(of_one).sum()
}

fn fail(seed: u64, step: usize, edits: &[Edit], site: &Site, before: &BTreeMap<String, Vec<u8>>, anew: &Built) -> ! {
    let mut alone = Site::of(before.clone());
    alone.follow(edits);
    let is_minimal = *alone.built() != alone.built_anew();
    let followed = site.built();
    let addresses: Vec<&String> = followed
        .artifacts
        .keys()
        .chain(anew.artifacts.keys())
        .filter(|address| followed.artifacts.get(*address) != anew.artifacts.get(*address))
        .collect();
    let lines = |built: &Built| built.diagnostics.iter().map(|finding| site.line_of(finding)).collect::<Vec<_>>();
    panic!(
        "seed {seed}, step {step}: the edits {edits:#?}\nmade another site than a fresh start{}.\nother bytes at: {addresses:?}\n\
         findings after following:\n{:#?}\nfindings anew:\n{:#?}",
        if is_minimal { " (these edits alone show it, on the files of the step before)" } else { "" },
        lines(followed),
        lines(anew),
    );
}

#[test]
fn an_edit_of_one_page_parses_one_file() {
    let mut site = start();
    let check = |site: &mut Site, edit: Edit, expected: usize| {
        let before = site.workspace().parsed;
        site.follow(std::slice::from_ref(&edit));
        assert_eq!(site.workspace().parsed - before, expected, "{edit:?}");
    };
    let write = |path: &str, text: &str| Edit::Write(path.to_owned(), text.as_bytes().to_vec());
    let all = site.files().len();
    assert_eq!(Site::of(site.files().clone()).workspace().parsed, all, "a fresh start parses every file once");
    check(&mut site, write("content/help.md", "+++\ntitle = \"Help\"\n+++\n\nNew words.\n"), 1);
    check(&mut site, write("content/help.md", "+++\ntitle = \"Help\"\n+++\n\nNew words.\n"), 0);
    check(&mut site, write("content/new.md", "+++\ntitle = \"New\"\n+++\n"), 1);
    check(&mut site, write("liberate.toml", "theme = \"plain\"\n"), 1);
    check(&mut site, write("themes/plain/templates/page.html", "<p>{{ page.title }}</p>"), 1);
    check(&mut site, Edit::Delete("content/new.md".to_owned()), 0);
    check(&mut site, Edit::Rename("content/help.md".to_owned(), "content/aid.md".to_owned()), 1);
    check(&mut site, Edit::Rename("content/signs".to_owned(), "content/seen".to_owned()), 5);
}

#[test]
fn a_file_that_changes_and_comes_back_is_no_change() {
    let mut site = start();
    let before = site.built().artifacts.clone();
    let help = site.source("content/help.md");
    site.delete("content/help.md");
    assert!(!site.built().artifacts.contains_key("/old-help/"));
    site.edit("content/help.md", &help);
    assert_eq!(site.built().artifacts, before);
    site.follow(&[
        Edit::Write("content/help.md".to_owned(), b"broken".to_vec()),
        Edit::Write("content/help.md".to_owned(), help.into_bytes()),
    ]);
    assert_eq!(site.built().artifacts, before);
}

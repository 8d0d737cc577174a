//! Telephone numbers are in records: those typed into a text are found, and nothing else is taken for one.

use crate::kit::{PICTURE, RECORDS, Site};

/// Ways in which people write numbers of the United Kingdom, and the digits that a phone would dial.
const NUMBERS: &[(&str, &str)] = &[
    ("0121 496 0000", "01214960000"),
    ("01214960000", "01214960000"),
    ("0121 4960000", "01214960000"),
    ("(0121) 496 0000", "01214960000"),
    ("(0121)496 0000", "01214960000"),
    ("0121-496-0000", "01214960000"),
    ("0121.496.0000", "01214960000"),
    ("0121\u{a0}496\u{a0}0000", "01214960000"),
    ("0121\u{202f}496\u{202f}0000", "01214960000"),
    ("0121\u{2011}496\u{2011}0000", "01214960000"),
    ("0121–496–0000", "01214960000"),
    ("0121  496  0000", "01214960000"),
    ("+44 121 496 0000", "441214960000"),
    ("+441214960000", "441214960000"),
    ("+44 (0)121 496 0000", "4401214960000"),
    ("+44 (0) 121 496 0000", "4401214960000"),
    ("+44(0)1214960000", "4401214960000"),
    ("+44-121-496-0000", "441214960000"),
    ("(+44) 121 496 0000", "441214960000"),
    ("0044 121 496 0000", "00441214960000"),
    ("00441214960000", "00441214960000"),
    ("020 7946 0000", "02079460000"),
    ("(020) 7946 0000", "02079460000"),
    ("02079460000", "02079460000"),
    ("07700 900123", "07700900123"),
    ("07700 900 123", "07700900123"),
    ("07700900123", "07700900123"),
    ("+44 7700 900123", "447700900123"),
    ("0800 123 4567", "08001234567"),
    ("0800 12 34 567", "08001234567"),
    ("08000 121 700", "08000121700"),
    ("0808 8000 111", "08088000111"),
    ("0300 123 2040", "03001232040"),
    ("0300-1232040", "03001232040"),
    ("0845 46 47 123", "08454647123"),
    ("0 8 0 0 1 2 3 4 5 6 7", "08001234567"),
    ("08.00.12.34.56.7", "08001234567"),
    ("01902 123456", "01902123456"),
    ("(01902) 123456", "01902123456"),
    ("016977 2345", "0169772345"),
    ("٠١٢١ ٤٩٦ ٠٠٠٠", "01214960000"),
    ("۰۱۲۱ ۴۹۶ ۰۰۰۰", "01214960000"),
    ("০১২১ ৪৯৬ ০০০০", "01214960000"),
    ("०१२१ ४९६ ००००", "01214960000"),
    ("+33 1 23 45 67 89", "33123456789"),
    ("+48 22 123 45 67", "48221234567"),
    ("999", "999"),
    ("116 123", "116123"),
    ("0800 1111", "08001111"),
    ("18000", "18000"),
];

/// Numbers that are no telephone numbers: dates, times, prices, amounts, postcodes, references.
const OTHERS: &[&str] = &[
    "2026-11-22",
    "22.11.2026",
    "22/11/2026",
    "22-11-2026",
    "01.02.2026",
    "01-02-2026",
    "01 02 2026",
    "05/06/07",
    "from 01 02 2026 to 02 03 2026",
    "2026-11-22–2026-11-30",
    "01.02.2026–03.04.2026",
    "22 November 2026",
    "2024–2025",
    "2024/25",
    "1999 and 2026",
    "09:30",
    "09.30–17.00",
    "8:45-5:15",
    "00:00 to 24:00",
    "2026-11-22 09:30",
    "2026-11-22T09:30:00Z",
    "£0.50",
    "£1,250,000",
    "£ 1,250,000.50",
    "€0,99",
    "$0123456789",
    "1,250,000",
    "101,766",
    "999,000 people",
    "1 250 000",
    "12.5 million",
    "0.5 %",
    "0.123456",
    "100%",
    "999%",
    "50,000–100,000",
    "(1,250,000)",
    "(2026)",
    "B12 3AB",
    "SW1A 1AA",
    "M1 1AE",
    "section 45",
    "sections 1, 2 and 4",
    "Article 4(2)",
    "c. 30",
    "page 0999",
    "999th",
    "LB-5791",
    "SI 2015/1743",
    "9780306406157",
];

/// Records with the short numbers that are typed above.
fn site(markdown: &str) -> Site {
    let short = |id: &str, display: &str| {
        let digits = display.replace(' ', "");
        format!(
            "[{id}]\nname = \"{id}\"\ndisplay = \"{display}\"\ndigits = \"{digits}\"\naudience = \"public\"\nstate = \"publish\"\nchecked_on = 2026-11-01\n"
        )
    };
    let contacts = [
        short("helpline", "0121 496 0000"),
        short("police", "999"),
        short("listening", "116 123"),
        short("children", "0800 1111"),
        short("relay", "18000"),
    ];
    Site::page_of(markdown).with(&format!("=== content/contacts.toml\n{}", contacts.concat()))
}

/// What is said of numbers typed by hand, one finding on a line.
fn typed(site: &Site) -> Vec<String> {
    site.diagnostics().lines().filter(|line| line.contains(" typed-number ")).map(str::to_owned).collect()
}

#[test]
fn fifty_numbers_are_found() {
    assert_eq!(NUMBERS.len(), 50);
    for (number, _) in NUMBERS {
        let site = site(&format!("Ring {number} now."));
        assert_eq!(typed(&site).len(), 1, "{number}: {}", site.diagnostics());
        let found = &typed(&site)[0];
        assert!(found.starts_with("content/page.md:5:6 ") || found.starts_with("content/page.md:5:7 "), "{found}");
        assert!(found.contains(&format!("{}` is typed by hand", number.trim_start_matches('('))), "{found}");
    }
}

#[test]
fn the_record_of_a_number_is_named() {
    for (number, digits) in NUMBERS {
        let found = typed(&site(&format!("Ring {number} now."))).concat();
        let id = match *digits {
            "01214960000" | "441214960000" | "4401214960000" => "helpline",
            "999" => "police",
            "116123" => "listening",
            "08001111" => "children",
            "18000" => "relay",
            _ => "",
        };
        let hint = if id.is_empty() {
            "| add the number to content/contacts.toml and show it with {{ number(id=\"…\") }}".to_owned()
        } else {
            format!("| write {{{{ number(id=\"{id}\") }}}} instead")
        };
        assert!(found.ends_with(&hint), "{number}: {found}");
    }
}

#[test]
fn fifty_other_numbers_are_left_alone() {
    assert_eq!(OTHERS.len(), 50);
    for other in OTHERS {
        for text in [
            format!("It is {other}."),
            format!("{other} is it"),
            format!("- {other}"),
            format!("| a |\n|---|\n| {other} |"),
        ] {
            assert_eq!(site(&text).diagnostics(), "", "{text}");
        }
    }
}

#[test]
fn they_are_found_wherever_words_are_shown() {
    let number = "0800 123 4567";
    for markdown in [
        format!("## Ring {number}"),
        format!("- Ring {number}"),
        format!("| a |\n|---|\n| {number} |"),
        format!("> {number}"),
        format!("**{number}**"),
        format!("[{number}](https://example.org)"),
        format!("`{number}`"),
        format!("```\n{number}\n```"),
        format!("A.[^1]\n\n[^1]: {number}"),
        format!("Term\n: {number}"),
        format!("![{number}](x.png)"),
        format!("{{% notice(kind=\"info\", title=\"{number}\") %}}\nx\n{{% end %}}"),
        format!("{{% details(summary=\"{number}\") %}}\nx\n{{% end %}}"),
        format!("{{{{ lang(tag=\"pl\", text=\"{number}\") }}}}"),
        format!("{{% door(to=\"@/page.md\", title=\"{number}\") %}}\nx\n{{% end %}}"),
        "0800&nbsp;123&nbsp;4567".to_owned(),
    ] {
        let site = site(&markdown).with_bytes("content/x.png", PICTURE);
        assert_eq!(typed(&site).len(), 1, "{markdown}: {}", site.diagnostics());
    }
}

#[test]
fn they_are_found_in_front_matter_records_and_strings() {
    let page = |front: &str| Site::new(&format!("=== content/page.md\n+++\n{front}\n+++\n"));
    for front in [
        "title = \"Ring 0800 123 4567\"",
        "title = \"A\"\ndescription = \"Ring 0800 123 4567\"",
        "title = \"A\"\nshort_title = \"0800 123 4567\"",
    ] {
        assert_eq!(typed(&page(front)).len(), 1, "{front}");
    }
    let site = Site::new(RECORDS).with("=== content/contacts.pl.toml\n[helpline]\nhours = \"0800 123 4567\"\n=== content/signs.pl.toml\n[tired]\ntext = \"0800 123 4567\"\n");
    assert_eq!(typed(&site).len(), 2);
    let mut site = Site::new("");
    site.replace("themes/plain/strings/pl.toml", "Przeniesiono:", "Przeniesiono: 0800 123 4567");
    assert_eq!(typed(&site).len(), 1);
}

#[test]
fn each_is_found_once_although_every_language_shows_it() {
    let site = Site::page_of("{{ part(from=\"@/parts/a.md\") }}")
        .with("=== content/parts/a.md\n+++\ntitle = \"Part\"\nkind = \"part\"\n+++\n\nRing 0800 123 4567, or 0800 123 4568.\n");
    let places: Vec<String> = typed(&site).iter().filter_map(|line| Some(line.split_once(' ')?.0.to_owned())).collect();
    assert_eq!(places, ["content/parts/a.md:6:6", "content/parts/a.md:6:24"]);
}

#[test]
fn numbers_of_records_are_not_typed() {
    let site = Site::new(RECORDS)
        .with("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{{ contacts() }} {{ number(id=\"helpline\") }}\n");
    assert!(!site.codes().contains(&"typed-number"), "{}", site.diagnostics());
}

// What is known to be missed

#[test]
fn numbers_that_marks_and_lines_divide_are_found() {
    for markdown in [
        "Ring 0800 123\n4567 now.",
        "Ring 0800 **123 4567** now.",
        "Ring 0800 *123* 4567 now.",
        "Ring 0800 123\\\n4567 now.",
    ] {
        assert_eq!(typed(&site(markdown)).len(), 1, "{markdown}");
    }
}

#[test]
fn numbers_with_spaced_dashes_and_behind_slashes_are_found() {
    for number in ["0800 - 123 - 4567", "0800 – 123 4567", "(0800) - 123 4567", "day/0800 123 4567", "0800/123 4567"]
    {
        assert_eq!(typed(&site(&format!("Ring {number} now."))).len(), 1, "{number}");
    }
}

#[test]
fn numbers_in_titles_of_links_are_found() {
    for markdown in ["[x](https://example.org \"0800 123 4567\")", "![x](x.png \"0800 123 4567\")"] {
        let site = site(markdown).with_bytes("content/x.png", PICTURE);
        assert_eq!(typed(&site).len(), 1, "{markdown}");
    }
}

#[test]
fn numbers_in_any_plural_form_are_found() {
    let mut site = Site::new("");
    site.replace("themes/plain/strings/pl.toml", "few = \"{count} strony\"", "few = \"{count} strony 0800 123 4567\"");
    assert_eq!(typed(&site).len(), 1);
}

#[test]
fn numbers_in_brackets_are_left_alone() {
    for text in [
        "(1,250,000,000)",
        "(101,766,000)",
        "(2026-11-22 10:30)",
        "(22.11.2026 10:30)",
        "(2019 2020 2021)",
        "(2024-25 2025-26)",
    ] {
        assert_eq!(site(&format!("It is {text}.")).diagnostics(), "", "{text}");
    }
}

#[test]
fn numbers_that_begin_with_nought_are_left_alone() {
    for text in ["0.123456789", "0.05 0.10 0.15", "01.02.26–03.04.27", "ISBN 0-306-40615-2", "08.00–12.00 13.00"] {
        assert_eq!(site(&format!("It is {text}.")).diagnostics(), "", "{text}");
    }
}

/// More ways, in which signs that nobody sees, other dashes and brackets, or other scripts are beside the digits.
#[test]
fn numbers_in_rare_forms_are_found() {
    for number in [
        "0121\u{200b}496\u{200b}0000",
        "0121\u{2060}496\u{feff}0000",
        "0121\u{ad}496\u{ad}0000",
        "0121\u{2009}496\u{2007}0000",
        "0121\u{3000}496\u{3000}0000",
        "0121‒496‒0000",
        "0121—496—0000",
        "0121−496−0000",
        "（0121）496 0000",
        "+44\u{a0}121\u{a0}496\u{a0}0000",
        "０１２１ ４９６ ００００",
        "拨打01214960000求助",
        "و01214960000",
        "tel:01214960000",
        "[tel](tel:01214960000) 01214960000",
        "[0121 496 0000](@/page.md)",
        "support line 0121 496 0000",
        "our case worker: 0121 496 0000",
        "ref. +44 121 496 0000",
    ] {
        assert_eq!(typed(&site(&format!("Ring {number} now."))).len(), 1, "{number}");
    }
    assert_eq!(typed(&site("Ring 0121 496 0000 / 0121 496 0003.")).len(), 2);
}

#[test]
fn references_and_addresses_are_left_alone() {
    for other in [
        "ISBN 0306406152",
        "ISBN-10: 0306406152",
        "doi:10.1000/0123456789",
        "[book](https://example.org/book/0306406152)",
        "<https://example.org/book/0306406152>",
        "https://example.org/0306406152/",
        "www.example.org/0306406152",
        "`curl https://example.org/01214960000`",
        "case number 0123456789",
        "Ref: 0123456789",
        "reference no. 0123456789",
        "invoice 0123456789",
        "NHS number 012 345 6789",
        "IBAN GB33BUKB20201555555555",
        "GB33 BUKB 2020 1555 5555 55",
        "LB-0123456789",
        "001/2026/0123456",
        "v0.123.4567890",
        "U+0600–U+06FF",
        "0123456789abcdef0123456789abcdef",
        "f0123456789",
        "51.507351, -0.127758",
        "012345678901234567890123",
        "s.999",
        "section 999",
        "page 999",
        "1999–2026",
        "9-17",
        "0900-1700 1800",
        "0123456789.pdf",
        "@0123456789",
        "user@0123456789",
        "€0123456789",
        "00000000000",
    ] {
        assert_eq!(typed(&site(&format!("It is {other} here."))), Vec::<String>::new(), "{other}");
    }
}

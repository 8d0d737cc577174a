//! Pages that people read out: what readers get, what is said of a recording, and when it is left out.

use crate::command::{liberate, temporary};
use crate::embedded_metadata::{atom, check, said};
use crate::kit::{Edit, RECORDS, Site};
use crate::mistakes::check_wording;
use crate::portal;
use liberate::site::promises;
use std::sync::Arc;

/// One frame of silence: MPEG 1, layer III, 32 kbit/s, 44,100 samples a second, 1,152 samples in 104 bytes.
const FRAME: [u8; 104] = {
    let mut frame = [0; 104];
    (frame[0], frame[1], frame[2], frame[3]) = (0xff, 0xfb, 0x10, 0xc4);
    frame
};

/// An MP3 of that many frames behind a tag.
fn mp3_with(tag: &[u8], frames: usize) -> Vec<u8> {
    [tag, &FRAME.repeat(frames)].concat()
}

fn mp3(frames: usize) -> Vec<u8> {
    mp3_with(&[], frames)
}

/// A tag of version 2.3 with these items.
fn tag(items: &[(&str, &[u8])]) -> Vec<u8> {
    let item =
        |(id, data): &(&str, &[u8])| [id.as_bytes(), &(data.len() as u32).to_be_bytes(), &[0, 0], *data].concat();
    let body = items.iter().map(item).collect::<Vec<_>>().concat();
    let size = [21, 14, 7, 0].map(|shift| (body.len() >> shift) as u8 & 0x7f);
    [b"ID3\x03\0\0".as_slice(), &size, &body].concat()
}

/// An M4A of so many seconds: tracks of these kinds, and what it says of itself.
fn m4a_with(seconds: u32, tracks: &[&[u8]], user_data: &[u8]) -> Vec<u8> {
    let head = [&[0; 12], 1000_u32.to_be_bytes().as_slice(), &(seconds * 1000).to_be_bytes(), &[0; 80]].concat();
    let handler = |kind: &&[u8]| [&[0; 8], *kind, &[0; 12]].concat();
    let track = |kind| atom(b"trak", &atom(b"mdia", &atom(b"hdlr", &handler(kind))));
    let tracks = tracks.iter().map(track).collect::<Vec<_>>().concat();
    let movie = [atom(b"mvhd", &head), tracks, atom(b"udta", user_data)].concat();
    [atom(b"ftyp", b"M4A \0\0\0\0"), atom(b"moov", &movie), atom(b"mdat", b"sound")].concat()
}

fn m4a(seconds: u32) -> Vec<u8> {
    m4a_with(seconds, &[b"soun"], b"")
}

/// A page in that file whose text is `words`, with lines of its recording.
fn page(file: &str, front: &str, recording: &str, words: &str) -> String {
    format!("=== content/{file}\n+++\ntitle = \"Page {file}\"\n{front}\n\n[recording]\n{recording}\n+++\n\n{words}\n")
}

const FILE: &str = "file = \"help.mp3\"";

/// A site whose help page was recorded, and compared with the recording.
fn recorded(words: &str) -> Site {
    let site = Site::new(RECORDS).with(&page("help.md", "", FILE, words)).with_bytes("content/help.mp3", &mp3(200));
    confirmed(site)
}

/// The same site after a person did what all warnings ask for: listened, and wrote down the fingerprint.
fn confirmed(mut site: Site) -> Site {
    let findings = site.built().diagnostics.clone();
    for finding in findings {
        let (_, rest) = finding.hint.split_once("write text = ").unwrap_or_else(|| panic!("{}", site.diagnostics()));
        let line = format!("[recording]\ntext = {}", rest.split(';').next().unwrap());
        let file = finding.location.file.to_string();
        let text = site.source(&file);
        let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("text = ")).collect();
        site.edit(&file, &kept.join("\n").replace("[recording]", &line));
    }
    assert_eq!(site.diagnostics(), "");
    site
}

// What readers get

#[test]
fn a_reader_can_listen_to_a_page_without_script_and_knows_what_it_costs() {
    let site = recorded("Call us.");
    site.shows("/help/", &["<audio controls preload=\"none\" src=\"/help.mp3\"></audio> 0:06, 21 KB", "Call us."]);
    assert_eq!(site.build()["/help.mp3"], mp3(200));
    let policy = site.page("/_headers").lines().nth(1).unwrap();
    assert!(policy.contains("; media-src 'self';"), "{policy}");
    // Whoever reads another language gets the English page and hears it.
    site.shows("/pl/help/", &["src=\"/help.mp3\"", "Call us."]);
    // What is heard once is no promise: it goes when the text changes.
    let snapshot = site.workspace().snapshot(site.options()).unwrap();
    assert!(promises(&snapshot.site).contains_key("/help/"));
    assert!(!promises(&snapshot.site).contains_key("/help.mp3"));
}

#[test]
fn a_site_without_recordings_plays_nothing() {
    let site = Site::page_of("Words.");
    site.lacks("/_headers", &["media-src"]);
    site.lacks("/page/", &["<audio"]);
}

#[test]
fn a_translation_has_a_recording_of_its_own() {
    let polish = "=== content/help.pl.md\n+++\ntitle = \"Pomoc\"\n+++\n\nZadzwoń.\n";
    let site = recorded("Call us.").with(polish);
    site.lacks("/pl/help/", &["<audio"]);
    let own = page("help.ur.md", "", "file = \"help-ur.m4a\"", "کال کریں۔");
    let site = confirmed(site.with(&own).with_bytes("content/help-ur.m4a", &m4a(75)));
    site.shows("/ur/help/", &["src=\"/help-ur.m4a\"></audio> 1:15, 1 KB"]);
    site.shows("/help/", &["src=\"/help.mp3\""]);
}

#[test]
fn the_address_of_a_recording_follows_the_path_of_the_edition() {
    let site = recorded("Call us.").with("=== content/tour/_index.md\n+++\ntitle = \"Tour\"\n+++\n");
    let site = site.with(&page("tour/walk.md", "", "file = \"a walk.mp3\"", "Walk."));
    let mut site = confirmed(site.with_bytes("content/tour/a walk.mp3", &mp3(2)));
    site.replace("liberate.toml", "https://site.example", "https://site.example/portal");
    site.shows("/tour/walk/", &["src=\"/portal/tour/a%20walk.mp3\""]);
}

/// The portal in English and Urdu, without its documents.
fn small_portal() -> Site {
    let mut files = portal::files();
    files.retain(|path, _| {
        let is_other = path.starts_with("content/") && path.matches('.').count() > 1 && !path.contains(".ur.");
        !is_other && !path.starts_with("content/campaign/") && !path.contains("/fonts/")
    });
    Site::of(files)
}

#[test]
fn the_player_of_the_portal_is_below_the_numbers_and_above_the_words() {
    let mut site = small_portal();
    site.put("content/help-ur.mp3", mp3(9_000));
    let text = site.source("content/help.ur.md");
    let (_, rest) = text.split_once("+++").unwrap();
    let (front, words) = rest.split_once("+++").unwrap();
    let with = |text: &str| format!("+++{front}\n[recording]\nfile = \"help-ur.mp3\"\n{text}+++{words}");
    site.edit("content/help.ur.md", &with(""));
    let snapshot = site.workspace().snapshot(site.options()).unwrap();
    let said = snapshot.findings_in(&[Arc::from("content/help.ur.md")]);
    let asked = said.iter().find(|finding| finding.code == "recording-unconfirmed").unwrap();
    let line = asked.hint.split("write ").nth(1).and_then(|rest| rest.split(';').next()).unwrap();
    site.edit("content/help.ur.md", &with(&format!("{line}\n")));
    let snapshot = site.workspace().snapshot(site.options()).unwrap();
    let page = |address: &str| {
        let address = Arc::from(address);
        let made = snapshot.make(&address, snapshot.site.route(&address).unwrap());
        String::from_utf8(made.value.unwrap().bytes.to_vec()).unwrap()
    };
    let (help, home) = (page("/ur/help/"), page("/ur/"));
    let pieces = [
        "/assets/styles/listen.",
        "class=\"call is-msh\"",
        "<div class=listen>",
        "یہ صفحہ سنیں",
        "<bdi dir=ltr>3:56</bdi>",
        "<audio controls preload=none src=/help-ur.mp3 aria-labelledby=listen></audio>",
        "<div class=prose>",
    ];
    let mut rest = help.as_str();
    for piece in pieces {
        rest = rest.split_once(piece).unwrap_or_else(|| panic!("no {piece} in its place:\n{help}")).1;
    }
    assert!(!home.contains("listen"), "{home}");
}

// When the text changes

#[test]
fn what_was_recorded_before_the_text_changed_is_not_heard_any_more() {
    let mut site = recorded("Call us at once.");
    site.replace("content/help.md", "Call us at once.", "Wait until we call.");
    let said = site.diagnostics();
    let line = "content/help.md:6:8 warning recording-outdated this page has changed since it was recorded, so readers \
                do not get the recording | listen to it with the page open: if every word and number is the same, \
                write text = \"";
    assert!(said.starts_with(line), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(!site.page_despite_findings("/help/").contains("<audio"));
    assert_eq!(site.where_is("help.mp3"), [""; 0]);
    assert!(!site.page_despite_findings("/_headers").contains("media-src"));
    // Whoever says that it still holds gets it back, and so does who takes the change back.
    confirmed(Site::of(site.files().clone())).shows("/help/", &["<audio"]);
    site.replace("content/help.md", "Wait until we call.", "Call us at once.");
    site.shows("/help/", &["<audio"]);
}

#[test]
fn whatever_changes_what_is_heard_makes_a_recording_old() {
    let words =
        "Call {{ number(id=\"helpline\") }}.\n\n{{ part(from=\"@/hours.md\") }}\n\n{{ contact(id=\"police\") }}\n";
    let part = "=== content/hours.md\n+++\ntitle = \"Hours\"\nkind = \"part\"\n+++\n\nAlways open.\n";
    for (file, old, new) in [
        ("content/contacts.toml", "0121 496 0000\"\ndigits = \"01214960000", "0121 496 0009\"\ndigits = \"01214960009"),
        ("content/contacts.toml", "Someone is in danger.", "Someone is dead."),
        ("content/hours.md", "Always open.", "Closed."),
        ("content/help.md", "title = \"Page help.md\"", "title = \"Another\""),
        ("content/help.md", "\nCall ", "\nDo not call "),
    ] {
        let site = Site::new(RECORDS).with(&page("help.md", "", FILE, words)).with(part);
        let mut site = confirmed(site.with_bytes("content/help.mp3", &mp3(2)));
        site.replace(file, old, new);
        assert_eq!(site.codes(), ["recording-outdated"], "{new}: {}", site.diagnostics());
        assert_eq!(site.where_is("help.mp3"), [""; 0]);
    }
}

#[test]
fn what_nobody_hears_leaves_a_recording_as_it_is() {
    let words = "Call *us* on {{ number(id=\"helpline\") }}\nsoon.\n\n{{ contact(id=\"helpline\") }}\n";
    for (file, old, new) in [
        ("content/help.md", "Call *us*", "Call **us**"),
        ("content/help.md", "\nsoon", " soon"),
        ("content/contacts.toml", "display = \"0121 496 0000\"", "display = \"01214 960000\""),
        ("content/contacts.toml", "checked_on = 2026-11-01", "checked_on = 2026-11-20"),
        ("content/help.md", "title = \"Page help.md\"", "title = \"Page help.md\"\nweight = 7"),
    ] {
        let mut site = recorded(words);
        site.replace(file, old, new);
        site.shows("/help/", &["<audio"]);
    }
}

#[test]
fn nobody_hears_what_nobody_compared_with_the_page() {
    for text in ["", "\ntext = \"\"", "\ntext = \"yes\""] {
        let site = Site::new(&page("help.md", "", &format!("{FILE}{text}"), "Words."));
        let site = site.with_bytes("content/help.mp3", &mp3(2));
        assert_eq!(site.codes(), ["recording-unconfirmed"]);
        assert_eq!(site.where_is("help.mp3"), [""; 0]);
        site.built().diagnostics.iter().for_each(check_wording);
    }
}

#[test]
fn a_preview_that_follows_edits_equals_a_build() {
    let mut site = recorded("Call us.");
    let edits = [
        Edit::Write("content/help.mp3".to_owned(), mp3(500)),
        Edit::Write("content/help.mp3".to_owned(), b"no sound".to_vec()),
        Edit::Delete("content/help.mp3".to_owned()),
        Edit::Write("content/help.mp3".to_owned(), mp3(2)),
        Edit::Rename("content/help.mp3".to_owned(), "content/other.mp3".to_owned()),
    ];
    for edit in edits {
        site.follow(&[edit]);
        assert!(*site.built() == site.built_anew(), "{}", site.diagnostics());
    }
}

// What is wrong with one

#[track_caller]
fn wrong(recording: &str, files: &[(&str, Vec<u8>)], expected: &str) {
    let mut site = Site::new(&page("help.md", "", recording, "Words."));
    for (name, bytes) in files {
        site.put(&format!("content/{name}"), bytes.clone());
    }
    let said = site.diagnostics();
    assert!(said.contains(&format!("content/help.md:6:8 error {expected}")), "{said}");
    assert!(!site.page_despite_findings("/help/").contains("<audio"), "{said}");
    site.built().diagnostics.iter().for_each(check_wording);
}

#[test]
fn a_recording_must_be_there() {
    let near = "recording-missing there is no recording `hlep.mp3` beside this page | did you mean `help.mp3`?";
    wrong("file = \"hlep.mp3\"", &[("help.mp3", mp3(2))], near);
    let none = "recording-missing there is no recording `Recordings/help.mp3` beside this page | copy it, as MP3 or M4A, \
                into the folder of this page";
    wrong("file = \"Recordings/help.mp3\"", &[], none);
    for name in ["../help.mp3", "/help.mp3", "", "help.md"] {
        wrong(&format!("file = \"{name}\""), &[], "recording-missing");
    }
    let without = Site::new(&page("help.md", "", "text = \"\"", "Words."));
    assert_eq!(without.codes(), ["missing-key"]);
    let typed = Site::new(&page("help.md", "", "flie = \"help.mp3\"", "Words."));
    assert!(typed.diagnostics().contains("did you mean `file`?"), "{}", typed.diagnostics());
}

#[test]
fn the_bytes_say_whether_phones_can_play_a_recording() {
    let unplayable = "recording-unplayable what is in `help.m4a` is no MP3 or M4A, which every phone can play";
    let film = m4a_with(5, &[b"soun", b"vide"], b"");
    for bytes in [film, m4a_with(5, &[], b""), m4a(0), atom(b"ftyp", b"M4A \0\0\0\0")] {
        wrong("file = \"help.m4a\"", &[("help.m4a", bytes)], unplayable);
    }
    for bytes in [b"OggS\0\x02".to_vec(), b"RIFF\0\0\0\0WAVEfmt ".to_vec(), b"words".to_vec(), mp3(1), Vec::new()] {
        wrong(FILE, &[("help.mp3", bytes)], "recording-unplayable");
    }
    wrong(
        "file = \"help.wav\"",
        &[("help.wav", b"RIFF".to_vec())],
        "recording-unplayable what is in `help.wav` is no MP3",
    );
    wrong(FILE, &[("help.mp3", m4a(5))], "recording-misnamed `help.mp3` is in truth of the form M4A");
    wrong("file = \"help.m4a\"", &[("help.m4a", mp3(5))], "recording-misnamed `help.m4a` is in truth of the form MP3");
    let ogg = Site::page_of("Words.").with_bytes("content/page.ogg", b"OggS");
    assert!(
        ogg.diagnostics().ends_with("| export it as MP3 or M4A, which every phone can play"),
        "{}",
        ogg.diagnostics()
    );
}

#[test]
fn a_recording_that_readers_would_pay_for_is_refused() {
    let heavy = mp3(3_000_000 / FRAME.len() + 1);
    let said =
        format!("recording-heavy this recording weighs {:.1} kB, it may weigh 3000.0 kB", heavy.len() as f64 / 1e3);
    wrong(FILE, &[("help.mp3", heavy.clone())], &said);
    let site = Site::new(&page("help.md", "", FILE, "Words.")).with_bytes("content/help.mp3", &heavy);
    confirmed(site.settings("recording_limit = 4")).shows("/help/", &["12:34, 3.1 MB"]);
    let one = Site::new(&page("help.md", "", FILE, "Words.")).with_bytes("content/help.mp3", &mp3(10_000));
    assert_eq!(one.settings("recording_limit = 1").codes(), ["recording-heavy"]);
    for bad in ["0", "9", "-3"] {
        assert_eq!(recorded("Words.").settings(&format!("recording_limit = {bad}")).codes(), ["number-out-of-range"]);
    }
}

#[test]
fn a_page_that_loads_sound_by_itself_pays_for_it() {
    let site = recorded("Call us.");
    let mut site = confirmed(site.with_bytes("content/help.mp3", &mp3(2_000)));
    site.replace("themes/plain/templates/page.html", " preload=\"none\"", "");
    assert_eq!(site.codes()[0], "heavy-page", "{}", site.diagnostics());
}

#[test]
fn only_pages_are_read_out() {
    for kind in ["part", "poster", "slides"] {
        let front = format!("kind = \"{kind}\"\ndate = 2026-11-01");
        let site = Site::new(&page("help.md", &front, FILE, "## Title\n\nWords."));
        let site = site.with_bytes("content/help.mp3", &mp3(2));
        assert!(site.codes().contains(&"recording-misplaced"), "{kind}: {}", site.diagnostics());
        assert_eq!(site.where_is("help.mp3"), [""; 0]);
    }
}

// Who must not hear it

#[test]
fn sound_that_no_page_names_is_not_published_and_is_said() {
    let mut site = recorded("Call us.").with_bytes("content/canary.mp3", &mp3(3));
    site.put("content/deep/canary.M4A", m4a(3));
    let said = "warning recording-unnamed no page names this recording, so readers do not get it | name it below [recording] in \
                the settings of its page, or remove it; other sound goes into static/";
    let expected = format!("content/canary.mp3:1:1 {said}\ncontent/deep/canary.M4A:1:1 {said}");
    assert_eq!(site.diagnostics(), expected);
    assert_eq!(site.where_is("canary"), [""; 0]);
    // Nobody gets any longer what was taken out of the settings.
    let text = site.source("content/help.md");
    let (before, after) = (text.find("[recording]").unwrap(), text.find("\n+++\n\n").unwrap());
    site.edit("content/help.md", &format!("{}{}", &text[..before], &text[after..]));
    assert_eq!(site.codes(), ["recording-unnamed"; 3]);
    assert_eq!(site.where_is("help.mp3"), [""; 0]);
    let elsewhere = Site::page_of("[Hear it](/talk.mp3)").with_bytes("static/talk.mp3", &mp3(3));
    elsewhere.shows("/page/", &["href=\"/talk.mp3\""]);
}

#[test]
fn a_recording_goes_with_its_page_into_its_edition_and_no_other() {
    let canary = mp3_with(&tag(&[("TSSE", b"\0canary-sound")]), 5);
    for front in ["audience = \"partner\"", "draft = true", "publish_on = 2026-12-24", "expires = 2026-11-01"] {
        let secret = page("canary-page.md", front, "file = \"canary-sound.mp3\"\ntext = \"\"", "Words.");
        let site = recorded("Call us.").with(&secret).with_bytes("content/canary-sound.mp3", &canary);
        assert_eq!(site.diagnostics(), "", "{front}");
        assert_eq!(site.where_is("canary-sound"), [""; 0], "{front}");
    }
    let partner = page("secret.md", "audience = \"partner\"", "file = \"canary-sound.mp3\"", "Words.");
    let site = Site::new(&partner).with_bytes("content/canary-sound.mp3", &canary).edition("partner");
    assert_eq!(
        confirmed(site).where_is("canary-sound"),
        ["/canary-sound.mp3", "/pl/secret/", "/secret/", "/ur/secret/"]
    );
}

#[test]
fn a_translation_that_is_kept_back_is_not_heard_either() {
    let polish = page("help.pl.md", "status = \"draft\"", "file = \"canary.mp3\"", "Zadzwoń.");
    let site = recorded("Call us.").with(&polish).with_bytes("content/canary.mp3", &mp3(3));
    let site = site.settings("[translations]\nunreviewed = \"hide\"");
    assert_eq!(site.diagnostics(), "");
    assert_eq!(site.where_is("canary"), [""; 0]);
    site.shows("/pl/help/", &["src=\"/help.mp3\""]);
}

#[test]
fn a_file_that_another_page_may_play_stays() {
    let draft = page("other.md", "draft = true", FILE, "Other words.");
    recorded("Call us.").with(&draft).shows("/help/", &["src=\"/help.mp3\""]);
    let both = page("other.md", "", FILE, "Other words.");
    let mut site = confirmed(recorded("Call us.").with(&both));
    site.replace("content/other.md", "Other words.", "New words.");
    assert_eq!(site.codes(), ["recording-outdated"]);
    assert!(site.page_despite_findings("/help/").contains("<audio"));
    assert!(!site.page_despite_findings("/other/").contains("<audio"));
    assert!(site.built().artifacts.contains_key("/help.mp3"));
}

// What a recording must not say beside the sound

#[test]
fn an_mp3_says_nothing_but_its_sound() {
    check("a.mp3", &mp3(3), &[]);
    check("a.mp3", &mp3_with(&tag(&[("TSSE", b"\0Lavf60"), ("TDRC", b"\x032026"), ("TIT2", b"\0")]), 3), &[]);
    check("a.mp3", &mp3_with(&[tag(&[]), vec![0; 40]].concat(), 3), &[]);
    check("a.mp3", &[mp3(3), vec![0; 90]].concat(), &[]);
    for (id, data, expected) in [
        ("TPE1", b"\0Canary".as_slice(), "file-person"),
        ("TCOM", b"\x01\xff\xfeC\0a\0", "file-person"),
        ("TENC", b"\0Canary", "file-person"),
        ("TCOP", b"\x03Canary", "file-person"),
        ("COMM", b"\0engCanary", "file-comments"),
        ("USLT", b"\0engCanary", "file-comments"),
        ("APIC", b"\0image/png\0\x03\0Canary", "file-in-file"),
        ("GEOB", b"\0a\0b\0Canary", "file-in-file"),
        ("TXXX", b"\0location\0Canary", "file-place"),
        ("TXXX", b"\x01\xff\xfeG\0P\0S\0\0\0", "file-place"),
        ("TXXX", b"\0mood\0Canary", "file-details"),
        ("TIT2", b"\0Canary Street", "file-details"),
        ("WOAR", b"http://canary.example", "file-details"),
        ("PRIV", b"Canary\0x", "file-details"),
    ] {
        check("a.mp3", &mp3_with(&tag(&[(id, data)]), 3), &[expected]);
    }
}

#[test]
fn older_and_newer_tags_are_read_too() {
    let second = b"ID3\x02\0\0\0\0\0\x0dTP1\0\0\x07\0Canary";
    check("a.mp3", &mp3_with(second, 3), &["file-person"]);
    let fourth = b"ID3\x04\0\0\0\0\0\x11TPE1\0\0\0\x07\0\0\0Canary";
    check("a.mp3", &mp3_with(fourth, 3), &["file-person"]);
    // With zeros that keep old players from taking the tag for sound, and with a second head.
    let filled = b"ID3\x03\0\x80\0\0\0\x14COMM\0\0\0\x09\0\0\x01eng\xff\0\xfeC\0a";
    check("a.mp3", &mp3_with(filled, 3), &["file-comments"]);
    let extended = b"ID3\x03\0\x40\0\0\0\x1b\0\0\0\x06\0\0\0\0\0\0TPE1\0\0\0\x07\0\0\0Canary";
    check("a.mp3", &mp3_with(extended, 3), &["file-person"]);
    let old = |from: usize| {
        let mut tag = [0; 128];
        tag[..3].copy_from_slice(b"TAG");
        tag[from..from + 6].copy_from_slice(b"Canary");
        [mp3(3), tag.to_vec()].concat()
    };
    check("a.mp3", &old(3), &["file-details"]);
    check("a.mp3", &old(33), &["file-person"]);
    check("a.mp3", &old(97), &["file-comments"]);
    check("a.mp3", &[mp3(3), b"APETAGEXCanary".to_vec()].concat(), &["file-details"]);
    check("a.mp3", &[mp3(3), tag(&[("TPE1", b"\0Canary")])].concat(), &["file-person"]);
}

#[test]
fn an_mp3_that_cannot_be_read_to_its_end_is_said_to_be_damaged() {
    let cut = &tag(&[("TPE1", b"\0Canary")])[..14];
    for bytes in [b"words".to_vec(), cut.to_vec(), [mp3(3), b"PK\x03\x04Canary".to_vec()].concat(), tag(&[]), mp3(1)] {
        check("a.mp3", &bytes, &["file-broken"]);
    }
    let endless = b"ID3\x03\0\0\0\0\0\x10TPE1\xff\xff\xff\xff\0\0Canary";
    check("a.mp3", &mp3_with(endless, 3), &["file-broken"]);
    check("a.mp3", &mp3_with(b"ID3\x04\0\0\xff\xff\xff\xff", 3), &["file-broken"]);
}

#[test]
fn a_damaged_recording_does_no_harm() {
    let tags = [("TPE1", b"\0Canary".as_slice()), ("TXXX", b"\0location\0Canary")];
    let user_data = atom(b"meta", &[vec![0; 4], atom(b"ilst", &atom(b"\xa9nam", b"Canary"))].concat());
    for (name, bytes) in [("a.mp3", mp3_with(&tag(&tags), 2)), ("a.m4a", m4a_with(5, &[b"soun"], &user_data))] {
        let damaged = |value: u8| {
            let bytes = bytes.clone();
            (0..bytes.len()).map(move |at| [&bytes[..at], &[value], &bytes[at + 1..]].concat())
        };
        let files = [0, 1, 0x7f, 0xff].into_iter().flat_map(damaged);
        assert_eq!(said(files, name).len(), bytes.len() * 4);
    }
    // Twenty megabytes of zeros in a tag, with something behind them.
    let mut zeros = vec![0; 20 << 20];
    zeros.push(b'x');
    let size = [21, 14, 7, 0].map(|shift| (zeros.len() >> shift) as u8 & 0x7f);
    check("a.mp3", &mp3_with(&[b"ID3\x03\0\0".as_slice(), &size, &zeros].concat(), 3), &["file-details"]);
}

#[test]
fn an_m4a_says_nothing_but_its_sound() {
    let said =
        |kind: &[u8]| atom(b"meta", &[vec![0; 4], atom(b"ilst", &atom(kind, &atom(b"data", b"Canary")))].concat());
    let check_sound =
        |user_data: &[u8], expected: &[&str]| check("a.m4a", &m4a_with(5, &[b"soun"], user_data), expected);
    check_sound(b"", &[]);
    check_sound(&said(b"\xa9too"), &[]);
    check_sound(&said(b"\xa9day"), &[]);
    // Phones name a recording by the street where it was made.
    check_sound(&said(b"\xa9nam"), &["file-details"]);
    check_sound(&said(b"\xa9cmt"), &["file-comments"]);
    check_sound(&said(b"covr"), &["file-in-file"]);
    check_sound(&said(b"\xa9ART"), &["file-person"]);
    check_sound(&atom(b"\xa9xyz", b"Canary"), &["file-place"]);
    check_sound(&atom(b"titl", b"Canary"), &["file-details"]);
    check_sound(&atom(b"----", b"meannameiTunSMPBdata"), &[]);
    check_sound(&atom(b"----", b"meannameCanary"), &["file-details"]);
    // Of a film readers see the title.
    check("a.mp4", &m4a_with(5, &[b"soun", b"vide"], &said(b"\xa9nam")), &[]);
}

#[test]
fn a_recording_beside_its_page_is_looked_into_before_it_is_published() {
    let named = mp3_with(&tag(&[("TPE1", b"\0Canary")]), 50);
    let site = Site::new(&page("help.md", "", FILE, "Words.")).with_bytes("content/help.mp3", &named);
    assert_eq!(site.codes(), ["recording-unconfirmed", "file-person"], "{}", site.diagnostics());
}

#[test]
fn what_readers_do_not_get_is_due() {
    let due = |site: &Site| {
        let folder = temporary();
        site.write_to(folder.path());
        liberate(folder.path(), &["due", "--at", "2026-11-22", "--quiet"])
    };
    let mut site = recorded("Ring us.");
    assert_eq!((due(&site).output.as_str(), due(&site).code), ("", 0));
    site.replace("content/help.md", "Ring us.", "Ring us at night.");
    let said = due(&site);
    assert_eq!(said.code, 1);
    assert!(said.output.contains("content/help.md:6  record Page help.md: listen to it"), "{}", said.output);
    // One that nobody has compared yet is not heard either.
    let new = Site::new(&page("help.md", "", FILE, "Words.")).with_bytes("content/help.mp3", &mp3(200));
    assert!(due(&new).output.contains("  record Page help.md: "), "{}", due(&new).output);
}

//! A portal of one's own: made by `init`, in the theme that is part of the program, in languages of one's choice.

use crate::command::{files_below, liberate, program, temporary};
use std::fs;
use std::path::{Path, PathBuf};

const ANSWERS: [&str; 8] = [
    "--name",
    "Near Here",
    "--area",
    "Sampleshire",
    "--languages",
    "pl, ur",
    "--address",
    "https://near.example/portal",
];

/// Makes a portal in a new folder.
fn portal(parent: &Path, answers: &[&str]) -> PathBuf {
    let folder = parent.join("a portal");
    let run = liberate(parent, &[&["init", folder.to_str().unwrap()], answers].concat());
    assert_eq!((run.code, run.errors.as_str()), (0, ""), "{}", run.output);
    assert!(run.output.contains("liberate --root \"") && run.output.contains("contacts.toml"), "{}", run.output);
    folder
}

#[test]
fn a_new_portal_is_complete_and_is_nobody_elses() {
    let parent = temporary();
    let root = portal(parent.path(), &ANSWERS);
    let run = liberate(&root, &["check"]);
    assert!(run.code == 0 && run.output.contains("0 errors, 1 warning"), "{}{}", run.output, run.errors);
    // Nobody is reached until somebody fills in a contact: that is said, and no such portal goes out.
    assert!(run.errors.contains("warning[no-contact]"), "{}", run.errors);
    let published = liberate(&root, &["publish", "--who", "Comms lead"]);
    assert!(published.code == 1 && published.errors.contains("error[no-contact]"), "{}", published.errors);
    assert_eq!(liberate(&root, &["build"]).code, 0);
    let out = root.join("dist/public");
    let files = files_below(&out);
    for page in ["", "help/", "signs/", "who-to-tell/", "contacts/", "privacy/", "accessibility/", "talk/", "poster/"] {
        for language in ["", "pl/", "ur/"] {
            assert!(files.contains_key(&format!("{language}{page}index.html")), "{language}{page}");
        }
    }
    for file in ["404.html", "pl/404.html", "ur/404.html", "talk/talk-en.pptx", "poster/poster-en-a4.pdf"] {
        assert!(files.contains_key(file), "{file}");
    }
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for other in ["midlands", "ویسٹ", "liberate", "unseen", "salvation"] {
            assert!(!text.contains(other), "{name} says {other}");
        }
    }
    let home = String::from_utf8_lossy(&files["index.html"]).into_owned();
    assert!(home.contains("Near Here") && home.contains("Sampleshire") && home.contains("/portal/help/"), "{home}");
    // The frame is in the reader's language, and what is not translated yet is marked as English.
    let urdu = String::from_utf8_lossy(&files["ur/signs/index.html"]).into_owned();
    assert!(urdu.contains("<html lang=ur dir=rtl>") && urdu.contains("lang=en"), "{urdu}");
    // Records that somebody has to fill in are shown nowhere.
    assert!(files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("Emergency number")));
}

#[test]
fn a_new_portal_may_have_every_language_of_the_theme() {
    let parent = temporary();
    let all = "pl,ro,pa,ur,bn,ar,vi,sq,ti,so,ps,fa,ckb,zh-Hans,bg";
    let root = portal(parent.path(), &["--name", "N", "--area", "A", "--languages", all]);
    let run = liberate(&root, &["check"]);
    assert!(run.code == 0 && run.output.contains("0 errors, 1 warning"), "{}{}", run.output, run.errors);
}

#[test]
fn signs_in_the_answers_stay_words() {
    for (name, area) in [
        ("Bob's \"Help\"", "A & B [x]"),
        ("*N* <b>", "the {area} \\ `c`"),
        ("{languages}", "{description} \"{name}\""),
        ("N+1", "٣ ”x“ اردو"),
    ] {
        let parent = temporary();
        let root = portal(parent.path(), &["--name", name, "--area", area]);
        let run = liberate(&root, &["check"]);
        assert_eq!(run.code, 0, "{name} {area}: {}", run.errors);
    }
}

#[test]
fn a_portal_is_made_whole_or_not_at_all() {
    let parent = temporary();
    let refused = |arguments: &[&str], why: &str| {
        let before = files_below(parent.path());
        let run = liberate(parent.path(), &[&["init"], arguments].concat());
        assert!(run.code == 2 && run.errors.contains(why), "{}", run.errors);
        assert_eq!(files_below(parent.path()), before, "{why}");
    };
    let full = parent.path().join("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("letter.txt"), "Dear").unwrap();
    let new = parent.path().join("new");
    let (full, new) = (full.to_str().unwrap(), new.to_str().unwrap());
    refused(&[full, "--name", "N", "--area", "A"], "holds files already and stays as it is");
    refused(&[new, "--area", "A"], "--name is missing");
    refused(&[new, "--name", " ", "--area", "A"], "--name has no letters in it");
    refused(&[new, "--name", "N", "--area", "***"], "--area has no letters in it");
    refused(&[new, "--name", "N", "--area", "A", "--languages", "pl,tlh"], "the theme has no words in `tlh`");
    refused(&[new, "--name", "N", "--area", "A", "--address", "portal"], "portal");
    // An empty folder is as good as none, also for whoever stands in it.
    let empty = parent.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let mut here = program(parent.path());
    let made = here.current_dir(&empty).args(["init", ".", "--name", "N", "--area", "A"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(liberate(&empty, &["check"]).code, 0);
    assert_eq!(fs::read_dir(&empty).unwrap().count(), 3, "settings, pages, and what is remembered");
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 2, "nothing is left beside it");
}

#[test]
fn a_folder_without_a_site_is_one_message_and_stays_as_it_is() {
    let folder = temporary();
    for command in ["build", "check", "serve", "due"] {
        let run = liberate(folder.path(), &[command]);
        assert_eq!((run.code, run.errors.lines().count()), (2, 1), "{command}: {}", run.errors);
        assert!(run.errors.contains("--root DIR") && run.errors.contains("liberate init FOLDER"), "{}", run.errors);
        assert_eq!(files_below(folder.path()).len(), 0, "{command}");
    }
}

#[test]
fn one_file_of_the_theme_is_replaced_by_one_of_the_site() {
    let parent = temporary();
    let root = portal(parent.path(), &["--name", "N", "--area", "A"]);
    let footer = root.join("themes/liberate/templates/partials/footer.html");
    fs::create_dir_all(footer.parent().unwrap()).unwrap();
    fs::write(&footer, "<footer><p>A foot of our own.</p></footer>").unwrap();
    assert_eq!(liberate(&root, &["build"]).code, 0);
    let home = fs::read_to_string(root.join("dist/public/index.html")).unwrap();
    assert!(home.contains("A foot of our own."), "{home}");
    // Without it the program's own is back.
    fs::remove_file(&footer).unwrap();
    assert_eq!(liberate(&root, &["build"]).code, 0);
    assert!(!fs::read_to_string(root.join("dist/public/index.html")).unwrap().contains("A foot of our own."));
}

#[test]
fn the_theme_is_written_out_as_it_is_and_nothing_is_written_over() {
    let parent = temporary();
    let root = portal(parent.path(), &["--name", "N", "--area", "A"]);
    assert_eq!(liberate(&root, &["build"]).code, 0);
    let before = files_below(&root.join("dist/public"));
    let own = root.join("themes/liberate/icons/arrow.svg");
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::write(&own, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"></svg>").unwrap();
    let run = liberate(&root, &["theme", "eject"]);
    assert!(
        run.code == 0 && run.output.contains("yours stay as they are: icons/arrow.svg"),
        "{}{}",
        run.output,
        run.errors
    );
    assert!(fs::read_to_string(&own).unwrap().contains("0 0 1 1"));
    fs::remove_file(&own).unwrap();
    let run = liberate(&root, &["theme", "eject"]);
    assert!(run.output.contains("wrote 1 file to"), "{}", run.output);
    assert_eq!(liberate(&root, &["build"]).code, 0);
    assert!(files_below(&root.join("dist/public")) == before, "the same theme makes the same site");
    let repository = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/liberate"));
    let written = files_below(&root.join("themes/liberate"));
    assert!(repository.iter().filter(|(name, _)| !name.ends_with(".py")).eq(written.iter()));
}

#[test]
fn a_language_is_begun_by_one_command() {
    let parent = temporary();
    let root = portal(parent.path(), &["--name", "N", "--area", "A"]);
    let run = liberate(&root, &["new", "language", "ti"]);
    assert!(run.code == 0 && run.output.contains("ትግርኛ") && !run.output.contains("translate export"), "{}", run.output);
    let settings = fs::read_to_string(root.join("liberate.toml")).unwrap();
    assert!(settings.contains("[languages.ti]\nname = \"ትግርኛ\"\n"), "{settings}");
    assert_eq!(liberate(&root, &["check"]).code, 0);
    for (arguments, why) in [
        (&["new", "language", "ti"][..], "has the language ti already"),
        (&["new", "language", "de"], "--name"),
        (&["new", "language", "d_e"], "is no tag of a language"),
        (&["new", "signs", "farm"], "is no path"),
    ] {
        let run = liberate(&root, arguments);
        assert!(run.code == 2 && run.errors.contains(why), "{arguments:?}: {}", run.errors);
        assert_eq!(fs::read_to_string(root.join("liberate.toml")).unwrap(), settings);
    }
    // The theme has no words in it: one finding says so, with what to do.
    let run = liberate(&root, &["new", "language", "de", "--name", "Deutsch"]);
    assert!(
        run.code == 0 && run.output.contains("translate export de themes/liberate/strings/en.toml"),
        "{}",
        run.output
    );
    let run = liberate(&root, &["check"]);
    assert_eq!(run.errors.matches("[missing-string]").count(), 1, "{}", run.errors);
    assert!(run.errors.contains("translate export de themes/liberate/strings/en.toml"), "{}", run.errors);
}

#[test]
fn a_site_may_be_written_in_any_language_of_the_theme_first() {
    for (tag, name, words) in [("pl", "polski", "Chleb."), ("ar", "العربية", "خبز.")] {
        let folder = temporary();
        let root = folder.path();
        let settings = format!(
            "base_url = \"https://site.example\"\ndefault_language = \"{tag}\"\n\n[languages.{tag}]\nname = \"{name}\"\ntitle = \"{words}\"\n"
        );
        fs::write(root.join("liberate.toml"), settings).unwrap();
        fs::create_dir(root.join("content")).unwrap();
        let page = format!("+++\ntitle = \"{words}\"\ndescription = \"{words}\"\n+++\n\n{words}\n");
        fs::write(root.join("content/_index.md"), page).unwrap();
        let run = liberate(root, &["build"]);
        assert!(run.code == 0 && run.errors.is_empty(), "{tag}: {}", run.errors);
        let home = fs::read_to_string(root.join("dist/public/index.html")).unwrap();
        assert!(home.contains(&format!("<html lang={tag}")), "{home}");
    }
}

//! Guides: every answer leads to a page, and what does not hold together is said at its line.

use crate::kit::{RECORDS, Site};
use liberate::source::Source;

const HEAD: &str = r#"=== themes/plain/templates/guide.html
{% extends "base.html" %}{% block main %}<article class="step"><h1>{{ page.title }}</h1>
{{ page.content }}
</article><a href="{{ page.parent.url }}">Again</a>{% endblock %}
=== content/guide.toml
[guide]
title = "What now?"
description = "A few questions."
all = "All of it"
neutral_title = "Questions"
start = "danger"
checked_on = 2026-11-01
"#;

const STEPS: &str = r#"
[danger]
question = "Is there danger?"
text = "Think first."
answers.call = "Yes"
answers.who = "No"

[who]
question = "Who is it?"
answers.call = "A child"
answers.read = "An adult"

[call]
outcome = "Call for help"
text = "Say where you are."
contacts = ["helpline"]

[read]
outcome = "Read about it"
page = "@/more.md#first"
=== content/more.md
+++
title = "More about it"
description = "What there is to know."
+++

## First

Words.
"#;

fn site() -> Site {
    Site::new(RECORDS).with(&format!("{HEAD}{STEPS}"))
}

/// The findings of a guide with these steps.
fn findings(steps: &str) -> String {
    Site::new(RECORDS).with(&format!("{HEAD}\n{steps}")).diagnostics()
}

#[test]
fn each_step_is_a_page() {
    let site = site();
    let first = site.page("/guide/");
    assert!(first.contains("What now?") && first.contains("Is there danger?") && first.contains("Think first."));
    site.shows("/guide/", &["href=\"/guide/call/\">Yes", "href=\"/guide/who/\">No", "href=\"/guide/all/\">All of it"]);
    site.shows("/guide/who/", &["<h1>Who is it?</h1>", "href=\"/guide/call/\">A child", "href=\"/guide/\">Again"]);
    site.shows("/guide/call/", &["Say where you are.", "tel:01214960000"]);
    site.shows("/guide/read/", &["href=\"/more/#first\">More about it", "What there is to know."]);
    assert!(!site.addresses().contains(&"/guide/danger/"));
}

#[test]
fn one_page_holds_all_of_it() {
    site().shows(
        "/guide/all/",
        &[
            "<ol>",
            "Is there danger?",
            "Yes: <a",
            "3. Call for help",
            "No: <a",
            "2. Who is it?",
            "Call for help",
            "Helpline: <a",
            "tel:01214960000",
        ],
    );
}

#[test]
fn the_history_of_a_browser_does_not_tell_the_answers() {
    site().shows("/guide/call/", &["<title>Questions 3</title>"]);
}

const POLISH: &str = r#"
=== content/guide.pl.toml
[guide]
title = "Co teraz?"
description = "Kilka pytań."
all = "Wszystko"
neutral_title = "Pytania"

[danger]
question = "Czy jest zagrożenie?"
text = "Pomyśl."
answers.call = "Tak"
answers.who = "Nie"

[call]
outcome = "Zadzwoń"
text = "Powiedz, gdzie jesteś."
"#;

#[test]
fn a_language_has_the_steps_whose_words_it_has() {
    let site = site().with(POLISH);
    site.shows("/pl/guide/", &["Co teraz?", "Czy jest zagrożenie?", "href=\"/pl/guide/call/\">Tak"]);
    site.shows("/pl/guide/call/", &["Zadzwoń", "tel:01214960000"]);
    // Not a word of this one is there yet.
    site.shows("/pl/guide/who/", &["Who is it?"]);
    site.shows("/ur/guide/", &["Is there danger?"]);
}

#[test]
fn names_in_the_letters_of_the_source_carry_its_language() {
    let step = "[call]\noutcome = \"Helpline کو کال کریں\"\ntext = \"Example Line اور Other & Sons مدد کرتے ہیں۔\"\n";
    let site = site()
        .with(&format!("=== content/guide.ur.toml\n[guide]\ntitle = \"اب کیا؟\"\nneutral_title = \"سوال\"\n\n{step}"));
    let name = |words| format!("<span lang=\"en\" dir=\"ltr\">{words}</span>");
    let words = format!("<p>{} اور {} مدد کرتے ہیں۔</p>", name("Example Line"), name("Other &amp; Sons"));
    site.shows("/ur/guide/call/", &[&words]);
    site.shows("/guide/call/", &["<p>Say where you are.</p>"]);
}

#[test]
fn names_that_a_translation_in_the_same_letters_keeps_carry_their_language() {
    let english = STEPS.replace("Say where you are.", "Tell Example Line or Crimewatchers (the office).");
    let polish =
        POLISH.replace("Powiedz, gdzie jesteś.", "Powiedz o tym Example Line lub Crimewatchers, biuru (office).");
    let site = Site::new(RECORDS).with(&format!("{HEAD}{english}")).with(&polish);
    let name = |words| format!("<span lang=\"en\" dir=\"ltr\">{words}</span>");
    let words = format!(
        "<p>Powiedz o tym {} lub {}, biuru {}.</p>",
        name("Example Line"),
        name("Crimewatchers"),
        name("(office)")
    );
    site.shows("/pl/guide/call/", &[&words]);
}

#[test]
fn words_for_what_is_not_there() {
    let site = site().with(&POLISH.replace("answers.who", "answers.whom").replace("[call]", "[cal]"));
    assert_eq!(
        site.diagnostics(),
        "content/guide.pl.toml:11:9 error unknown-record \
         there is no record `whom` | did you mean `who`?\n\
         content/guide.pl.toml:13:2 error unknown-record there is no record `cal` | did you mean `call`?"
    );
}

#[test]
fn an_answer_that_leads_nowhere_is_reported_in_the_source_only() {
    let mut site = site().with(POLISH);
    site.replace("content/guide.toml", "answers.call = \"Yes\"", "answers.cal = \"Yes\"");
    let found = site.diagnostics();
    assert!(found.contains("content/guide.toml:"), "{found}");
    assert!(!found.contains("guide.pl.toml"), "{found}");
}

#[test]
fn answers_that_lead_nowhere() {
    let steps = "[danger]\nquestion = \"Q?\"\nanswers.cal = \"Yes\"\nanswers.call = \"No\"\n\n[call]\noutcome = \"Call\"\ncontacts = [\"helpline\"]";
    assert_eq!(
        findings(steps),
        "content/guide.toml:11:9 error guide-leads-nowhere there is no step `cal` | did you mean `call`?"
    );
    assert_eq!(
        findings(&steps.replace("answers.cal = \"Yes\"\n", "").replace("[danger]", "[dangers]")),
        "content/guide.toml:6:9 error guide-leads-nowhere there is no step `danger` | did you mean `dangers`?\n\
         content/guide.toml:9:2 error guide-few-answers question `dangers` has fewer than two answers \
         | write them as `answers.NAME-OF-STEP = \"…\"`, one a line"
    );
}

#[test]
fn circles() {
    let steps = "[danger]\nquestion = \"Q?\"\nanswers.who = \"Yes\"\nanswers.call = \"No\"\n\n\
        [who]\nquestion = \"W?\"\nanswers.danger = \"A\"\nanswers.call = \"B\"\n\n\
        [call]\noutcome = \"Call\"\ncontacts = [\"helpline\"]";
    assert_eq!(
        findings(steps),
        "content/guide.toml:16:9 error guide-circle this answer leads back to `danger`, in a circle \
         | lead to another step; readers can go back by themselves"
    );
}

#[test]
fn ends_without_a_next_step() {
    let steps = "[danger]\nquestion = \"Q?\"\nanswers.a = \"Yes\"\nanswers.b = \"No\"\n\n\
        [a]\noutcome = \"A\"\n\n[b]\noutcome = \"B\"\ncontacts = [\"helper\"]\n\n\
        [c]\noutcome = \"C\"\npage = \"@/mor.md\"\n\n[d]\ntext = \"D\"";
    assert_eq!(
        findings(steps),
        "content/guide.toml:14:2 error guide-open-end outcome `a` names neither a contact nor a page \
         | add `contacts = [\"…\"]` or `page = \"@/…\"`\n\
         content/guide.toml:19:13 error unknown-contact unknown contact `helper` \
         | look up the id in content/contacts.toml\n\
         content/guide.toml:21:2 error guide-unreached no answer leads to step `c` | lead an answer there, or remove it\n\
         content/guide.toml:23:8 error unknown-page there is no page `@/mor.md` \
         | name the file below content/, such as @/signs/_index.md\n\
         content/guide.toml:25:2 error guide-step-unclear step `d` must be a question or an outcome \
         | give it either `question` and `answers`, or `outcome` with `contacts` or `page`\n\
         content/guide.toml:25:2 error guide-unreached no answer leads to step `d` | lead an answer there, or remove it"
    );
}

#[test]
fn more_questions_than_anybody_answers() {
    let questions: String = (0..7)
        .map(|at| format!("[q{at}]\nquestion = \"Q{at}?\"\nanswers.q{} = \"Yes\"\nanswers.end = \"No\"\n\n", at + 1))
        .collect();
    let steps = questions.replace("answers.q7 = \"Yes\"", "answers.more = \"Yes\"").replace("q0", "danger")
        + "[end]\noutcome = \"End\"\ncontacts = [\"helpline\"]\n\n[more]\noutcome = \"Second end\"\ncontacts = [\"helpline\"]";
    assert_eq!(
        findings(&steps),
        "content/guide.toml:6:9 error guide-too-long 7 questions can follow each other; at most 6 may \
         | leave a question out, or give one more answers"
    );
}

#[test]
fn a_guide_for_partners_is_not_there_in_public() {
    let site = || {
        let text = format!("{HEAD}audience = \"partner\"\n{STEPS}").replace("guide.toml", "guide-staff.toml");
        Site::new(RECORDS)
            .with(&text.replace("What now?", "canary"))
            .with(&POLISH.replace("guide.pl", "guide-staff.pl"))
    };
    assert!(site().where_is("canary").is_empty() && site().where_is("Zadzwoń").is_empty());
    assert!(site().addresses().iter().all(|address| !address.contains("guide")));
    let partner = site().edition("partner");
    assert!(partner.addresses().contains(&"/guide-staff/call/") && !partner.where_is("Zadzwoń").is_empty());
}

fn fingerprint_of(guide: &str) -> String {
    let source = Source::from_bytes("content/guide.toml", guide.as_bytes().to_vec());
    liberate::content::parse(&source).words.unwrap().fingerprint().to_string()
}

#[test]
fn words_that_are_out_of_date_give_way() {
    let mut site = site();
    let kept = site.source("content/guide.toml");
    let kept = kept.split("=== ").next().unwrap().to_owned();
    let fingerprint = fingerprint_of(&kept);
    site.edit(&format!("content/.sources/{fingerprint}.guide.toml"), &kept);
    let polish = POLISH.trim_start().split_once('\n').unwrap().1;
    site.edit("content/guide.pl.toml", &format!("source = \"{fingerprint}\"\n{polish}"));
    site.shows("/pl/guide/call/", &["Zadzwoń"]);
    site.replace("content/guide.toml", "Say where you are.", "Say your name.");
    assert!(site.page_despite_findings("/pl/guide/call/").contains("Say your name."));
    assert!(site.page_despite_findings("/pl/guide/").contains("Co teraz?"));
    assert_eq!(site.codes(), ["records-outdated"]);
}

#[test]
fn a_guide_says_when_somebody_must_look_at_it_again() {
    let text = format!("{HEAD}review_by = 2026-11-21\n{STEPS}");
    assert_eq!(
        Site::new(RECORDS).with(&text).codes(),
        ["review-overdue"],
        "once, and not for every page that comes of it"
    );
}

#[test]
fn a_translation_that_nobody_has_checked_says_so_or_is_not_there() {
    let hide = |site: Site| site.settings("[translations]\nunreviewed = \"hide\"");
    assert!(site().with(POLISH).page("/pl/guide/call/").contains("Zadzwoń"));
    assert!(hide(site().with(POLISH)).page("/pl/guide/call/").contains("Call for help"));
    let reviewed = POLISH.replace("[guide]", "status = \"reviewed\"\nreviewed_by = \"Polish reviewer\"\n\n[guide]");
    assert!(hide(site().with(&reviewed)).page("/pl/guide/call/").contains("Zadzwoń"));
}

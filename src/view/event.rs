//! The shortcode that shows events.
//!
//! Each is its title, its day and its part.

use super::expander::{Expander, Inside};
use super::page::show_part;
use super::shortcode::CheckedCall;
use super::string::{StringValue, string};
use super::write::in_language;
use crate::content::NodeKind;
use crate::site::{Event, calendar_address, events as all_events};

/// Every event that is not past, the next first: its title, its day, and its part.
pub(super) fn events(expander: &mut Expander, call: &CheckedCall, _: &Inside) {
    let site = expander.view.site;
    for event in all_events(site) {
        title(expander, call, &event);
        day(expander, call, &event);
        show_part(expander, event.part, call, None);
    }
    if let Some(address) = calendar_address(site, expander.context.language) {
        let words =
            string(expander.view, expander.context.text_language, "events.calendar", &[], &mut expander.diagnostics);
        expander.writer.open(NodeKind::Paragraph, call.span());
        let kind = NodeKind::Link { to: expander.writer.keep(&address), title: expander.writer.keep("") };
        expander.writer.words(kind, &words, call.span());
        expander.writer.close();
    }
}

fn title(expander: &mut Expander, call: &CheckedCall, event: &Event) {
    let language = expander.view.site.reading(event.part, expander.context.language);
    let Some(text) = event.part.text(language) else { return };
    expander.writer.open(NodeKind::Heading { level: 2, ordinal: None }, call.span());
    in_language(expander, language, false, call.span(), |expander| {
        expander.writer.text(&text.front.title, call.span());
    });
    expander.writer.close();
}

fn day(expander: &mut Expander, call: &CheckedCall, event: &Event) {
    let (view, language) = (expander.view, expander.context.text_language);
    expander.writer.open(NodeKind::Paragraph, call.span());
    expander.writer.words(NodeKind::Strong, &view.date(language, event.next), call.span());
    if event.yearly {
        let locale = &view.site.language(language).locale;
        let days: Vec<String> = event.days_of_year().into_iter().map(|day| locale.day_of_year(day)).collect();
        let day = days.join(" / ");
        let words =
            string(view, language, "events.yearly", &[("day", StringValue::Text(&day))], &mut expander.diagnostics);
        expander.writer.leaf(NodeKind::HardBreak, call.span());
        expander.writer.text(&words, call.span());
    }
    expander.writer.close();
}

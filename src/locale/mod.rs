//! What CLDR knows about a language: its plurals, dates, numbers, lists, alphabet and direction.
//!
//! A language tag goes in; words and orders for that language come out.
//! Digits are always `0`–`9` and the calendar is always Gregorian, so that all editions of a page show the same date.
//! Nothing here fails: a language without data is given the root data of CLDR. No files, no network, no clock.

mod direction;
mod language_tag;
mod plural_category;

use std::cmp::Ordering;

use icu::calendar::{Date, Gregorian};
use icu::collator::options::CollatorOptions;
use icu::collator::{Collator, CollatorBorrowed};
use icu::datetime::FixedCalendarDateTimeFormatter;
use icu::datetime::fieldsets::{MD, YM, YMD};
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::decimal::options::DecimalFormatterOptions;
use icu::list::ListFormatter;
use icu::list::options::ListFormatterOptions;
use icu::locale::extensions::unicode::{key, value};
use icu::locale::langid;
use icu::plurals::PluralRules;

use crate::text::Amount;

pub use direction::Direction;
pub use language_tag::LanguageTag;
pub use plural_category::PluralCategory;

/// Writes and compares in one language; made once for each language of a site and shared between threads.
///
/// All parts are made at once, because none is dear: they borrow data that is compiled in. Measured in November 2026,
/// release build, 16 languages together: 75 to 115 µs in a fresh process, 32 µs after that.
///
/// **source**: CLDR 49, as compiled into `icu` 2.4.
#[derive(Debug)]
pub struct Locale {
    plurals: PluralRules,
    dates: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    months: FixedCalendarDateTimeFormatter<Gregorian, YM>,
    days: FixedCalendarDateTimeFormatter<Gregorian, MD>,
    numbers: DecimalFormatter,
    lists: ListFormatter,
    alphabet: CollatorBorrowed<'static>,
}

impl Locale {
    /// Finds the data for a language; plain `en` means British English, as the sites are British.
    pub fn new(tag: &LanguageTag) -> Self {
        const ROOT: &str = "compiled data holds at least the root of every kind";
        let data = data_locale(tag);
        Self {
            plurals: plural_category::rules(&data),
            dates: FixedCalendarDateTimeFormatter::try_new((&data).into(), YMD::long()).expect(ROOT),
            months: FixedCalendarDateTimeFormatter::try_new((&data).into(), YM::long()).expect(ROOT),
            days: FixedCalendarDateTimeFormatter::try_new((&data).into(), MD::long()).expect(ROOT),
            numbers: DecimalFormatter::try_new((&data).into(), DecimalFormatterOptions::default()).expect(ROOT),
            lists: ListFormatter::try_new_and((&data).into(), ListFormatterOptions::default()).expect(ROOT),
            alphabet: Collator::try_new((&data).into(), CollatorOptions::default()).expect(ROOT),
        }
    }

    /// Returns the form of a counted phrase that goes with this count.
    pub fn plural(&self, count: u64) -> PluralCategory {
        self.plurals.category_for(count).into()
    }

    /// Returns the forms that the language has for cardinal numbers.
    ///
    /// **shape**: sorted, unique, ends with `Other`. Some forms occur with fractions only, and so never come from
    /// [`Locale::plural`]: `Other` in Polish, `Many` in Lithuanian and Slovak.
    pub fn plural_categories(&self) -> Vec<PluralCategory> {
        let mut categories: Vec<PluralCategory> = self.plurals.categories().map(Into::into).collect();
        categories.sort();
        categories
    }

    /// Writes a long date without the day of the week: `22 November 2026`.
    ///
    /// The month is a word wherever CLDR has a word for it; the root data says `2026 M11 22`. Somali and Tigrinya put a
    /// zero before a day below ten, because `icu` builds its patterns from the skeletons of CLDR and does not take the
    /// long pattern itself (<https://github.com/unicode-org/icu4x/issues/8202>).
    pub fn date(&self, date: jiff::civil::Date) -> String {
        self.dates.format(&gregorian(date)).to_string()
    }

    /// Writes a whole number in groups, `1,234,567`; never to be used for telephone numbers.
    ///
    /// In most right-to-left languages a negative number begins with U+200E LEFT-TO-RIGHT MARK, so that the sign stays
    /// before the digits.
    pub fn number(&self, number: i64) -> String {
        self.numbers.format(&Decimal::from(number)).to_string()
    }

    /// Writes the month and year of a date: `November 2026`.
    pub fn month(&self, date: jiff::civil::Date) -> String {
        self.months.format(&gregorian(date)).to_string()
    }

    /// Writes the day and month of a date that comes back each year: `22 November`.
    pub fn day_of_year(&self, date: jiff::civil::Date) -> String {
        self.days.format(&gregorian(date)).to_string()
    }

    /// Writes a number in groups, with every digit behind the point that it was written with: `23,411`, `3.6`.
    pub fn amount(&self, amount: &Amount) -> String {
        let exact = Decimal::try_from_str(amount.as_str()).expect("an amount is digits with at most one point");
        self.numbers.format(&exact).to_string()
    }

    /// Joins what belongs together: `a, b and c`; an empty list is an empty text.
    pub fn list(&self, items: &[String]) -> String {
        self.lists.format(items.iter()).to_string()
    }

    /// Compares two texts as a dictionary of the language orders them.
    ///
    /// Different bytes may be equal here, such as composed and decomposed letters: sort with a stable sort.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.alphabet.compare(left, right)
    }
}

/// Returns the locale to look data up with; it may differ from the tag that readers see.
fn data_locale(tag: &LanguageTag) -> icu::locale::Locale {
    let mut locale = tag.canonical();
    if locale.id == langid!("en") {
        locale.id = langid!("en-GB");
    }
    // By default CLDR writes fa, ps and others in native digits. The contacts of a page are always in Latin digits, and
    // one page keeps to one set.
    locale.extensions.unicode.keywords.set(key!("nu"), value!("latn"));
    locale
}

fn gregorian(date: jiff::civil::Date) -> Date<Gregorian> {
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    Date::try_new_gregorian(date.year().into(), month, day).expect("jiff holds proleptic Gregorian dates only")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// The languages of the first wave, then tags with little data or none.
    const TAGS: &str =
        "en-GB pl ro pa ur bn ar vi sq ti so ps fa ckb zh-Hans bg pa-Arab sdh bfi prs kmr en-Shaw ca-valencia";

    fn locale(tag: &str) -> Locale {
        Locale::new(&LanguageTag::parse(tag).unwrap())
    }

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[track_caller]
    fn check(actual: impl AsRef<str>, expected: &str) {
        assert_eq!(actual.as_ref(), expected);
    }

    #[test]
    fn is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Locale>();
        shared::<LanguageTag>();
    }

    #[test]
    fn writes_in_any_language() {
        let items = words("a b");
        for tag in TAGS.split(' ') {
            let locale = locale(tag);
            let texts = [locale.date(date(2026, 11, 22)), locale.number(-1234567), locale.list(&items)];
            assert!(texts.iter().all(|text| !text.is_empty()), "{tag}");
            assert!(!texts.concat().chars().any(|c| c.is_numeric() && !c.is_ascii_digit()), "{tag}: {texts:?}");
            assert_eq!(locale.plural_categories().last(), Some(&PluralCategory::Other), "{tag}");
        }
    }

    #[test]
    fn writes_dates() {
        let november = |tag| locale(tag).date(date(2026, 11, 22));
        check(november("en-GB"), "22 November 2026");
        check(november("en"), "22 November 2026");
        check(november("en-US"), "November 22, 2026");
        check(november("pl"), "22 listopada 2026");
        check(november("ro"), "22 noiembrie 2026");
        check(november("pa"), "22 ਨਵੰਬਰ 2026");
        check(november("ur"), "22 نومبر، 2026");
        check(november("bn"), "22 নভেম্বর, 2026");
        check(november("ar"), "22 نوفمبر 2026");
        check(november("vi"), "22 tháng 11 2026");
        check(november("sq"), "22 nëntor 2026");
        check(november("ti"), "22 ሕዳር 2026");
        check(november("so"), "Noofeembar 22, 2026");
        check(november("ps"), "22 نومبر 2026");
        check(november("fa"), "22 نوامبر 2026");
        check(november("ckb"), "22ی تشرینی دووەمی 2026");
        check(november("zh-Hans"), "2026年11月22日");
        check(november("bg"), "22 ноември 2026\u{202f}г.");
        check(november("pa-Arab"), "2026 M11 22");
    }

    #[test]
    fn writes_the_edges_of_the_calendar() {
        check(locale("pl").date(date(2028, 2, 29)), "29 lutego 2028");
        check(locale("so").date(date(2026, 5, 3)), "Maayo 03, 2026");
        check(locale("ti").date(date(2026, 5, 3)), "03 ጉንበት 2026");
        check(locale("en").date(jiff::civil::Date::MAX), "31 December 9999");
        assert!(!locale("en").date(jiff::civil::Date::MIN).is_empty());
    }

    #[test]
    fn writes_deprecated_tags_with_the_data_of_their_successors() {
        check(locale("cmn").date(date(2026, 11, 22)), "2026年11月22日");
        check(locale("prs").date(date(2026, 11, 22)), &locale("fa-AF").date(date(2026, 11, 22)));
        check(locale("tl").list(&words("a b")), "a at b");
    }

    #[test]
    fn groups_numbers() {
        check(locale("en").number(1234567), "1,234,567");
        check(locale("pl").number(1234), "1234");
        check(locale("pl").number(12345), "12\u{a0}345");
        check(locale("ro").number(1234), "1.234");
        check(locale("bn").number(1234567), "12,34,567");
        check(locale("fa").number(1234567), "1,234,567");
        check(locale("ar").number(-5), "\u{200e}-5");
        check(locale("en").number(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn writes_months_and_exact_numbers() {
        let october = |tag| locale(tag).month(date(2024, 10, 1));
        check(october("en"), "October 2024");
        check(october("pl"), "październik 2024");
        check(october("vi"), "tháng 10 năm 2024");
        let amount = |tag, written| locale(tag).amount(&Amount::parse(written).unwrap());
        check(amount("en", "23411"), "23,411");
        check(amount("pl", "3.6"), "3,6");
        check(amount("bn", "101766"), "1,01,766");
        check(amount("en", "3.60"), "3.60");
    }

    #[test]
    fn joins_lists() {
        let list = |tag, items| locale(tag).list(&words(items));
        check(list("en", ""), "");
        check(list("en", "a"), "a");
        check(list("en", "a b"), "a and b");
        check(list("en", "a b c"), "a, b and c");
        check(list("en-US", "a b c"), "a, b, and c");
        check(list("pl", "a b c"), "a, b i c");
        check(list("ur", "ا ب ج"), "ا، ب، اور ج");
        check(list("ar", "ا ب ج"), "ا وب وج");
        check(list("zh-Hans", "甲 乙 丙"), "甲、乙和丙");
        check(list("ckb", "ا ب ج"), "ا, ب, ج");
    }

    /// Checks that the words come out in the order in which they are here.
    #[track_caller]
    fn check_order(tag: &str, expected: &str) {
        let locale = locale(tag);
        let mut sorted = words(expected);
        sorted.reverse();
        sorted.sort_by(|left, right| locale.compare(left, right));
        check(sorted.join(" "), expected);
    }

    #[test]
    fn orders_by_the_alphabet_of_the_language() {
        check_order("en", "apple eclair école Zoo");
        check_order("pl", "baza bąk być byk czas ćma lato ludzie łoś mak");
        check_order("ro", "arc ață azi iz înalt sare șase tată țară");
        check_order("sq", "cep çaj dua dhomë erë ëndërr gur gjak luan llak xixë xhami");
        check_order("vi", "an ăn âm da đi ma mà mả mã má mạ on ôn ơn ung ưa");
        check_order("bg", "Азбука борба вода юг ябълка");
        check_order("zh-Hans", "北京 重庆 广州 上海");
        check_order("fa", "بابا پدر کتاب گل هنر یک");
        check_order("ur", "آم بات پانی تیل ٹوپی جگ چائے گھر ہاتھ");
        check_order("ps", "بابا پلار ټول څوک ښار");
        check_order("ckb", "باران پار کار گوڵ وان");
    }
}

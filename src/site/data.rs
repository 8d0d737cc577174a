//! Files of data: which there are, and where.
//!
//! Their addresses carry the version of their form.

use super::structure::Structure;

/// A file in which other systems read the contacts of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataFile {
    /// Every contact with its words in every language, as JSON.
    Contacts,
    /// What holds of that file, as JSON Schema.
    Schema,
    /// The contacts in the words of schema.org, as JSON-LD.
    Linked,
    /// The contacts as cards for address books.
    Cards,
    /// What changed in contacts, as a feed.
    Changes,
}

impl DataFile {
    /// Where all of them are. The version changes when programs that read them would have to change.
    pub const FOLDER: &str = "/data/v1/";

    /// The files that the site has, in a fixed order.
    ///
    /// Only partners get cards: a card that was saved stays on the phone, and the name of a helpline in the address
    /// book of a person who is controlled by somebody gives them away. Changes name contacts for staff, too.
    pub fn of(site: &Structure) -> impl Iterator<Item = Self> {
        let all = [Self::Contacts, Self::Schema, Self::Linked, Self::Cards, Self::Changes];
        let (wanted, partner) = (site.config.data, site.edition.partner);
        all.into_iter().filter(move |file| wanted && (partner || !matches!(file, Self::Cards | Self::Changes)))
    }

    /// Its address, if the site has it.
    pub fn address_in(self, site: &Structure) -> Option<&'static str> {
        Self::of(site).any(|file| file == self).then(|| self.address())
    }

    /// Its address, the same in every edition: there is one for all languages.
    pub fn address(self) -> &'static str {
        match self {
            Self::Contacts => "/data/v1/contacts.json",
            Self::Schema => "/data/v1/contacts.schema.json",
            Self::Linked => "/data/v1/contacts.jsonld",
            Self::Cards => "/data/v1/contacts.vcf",
            Self::Changes => "/data/v1/changes.atom",
        }
    }
}

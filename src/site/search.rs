use super::{LanguageId, PageId, Site};

impl Site {
    /// The page that the settings give that name among their links, such as `contacts`, if the edition has it.
    pub fn linked_page(&self, name: &str) -> Option<PageId> {
        let (_, link) = self.config.links.iter().find(|(known, _)| known == name)?;
        self.page_by_key(link.page()?.0)
    }

    /// The page with the search, if the edition has one.
    pub fn search_page(&self) -> Option<PageId> {
        self.linked_page("search")
    }

    /// Where the index of a language stands, if there is a search.
    pub fn search_index(&self, language: LanguageId) -> Option<String> {
        self.search_page().map(|_| format!("{}/search-index.js", self.language(language).prefix))
    }
}

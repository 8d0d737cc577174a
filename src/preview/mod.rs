//! The site while it is written: pages made when they are asked for, the open page reloaded when its bytes change.
//!
//! Nothing is kept but the last good version of pages that people looked at, to be shown while a page is broken. The
//! server listens on this computer alone.

mod desk;
mod http;
mod live;
mod panel;
mod server;
mod watch;

use crate::build::{Options, Snapshot, Workspace};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::render::HTML;
use crate::site::{Route, gone_page_address};
use crate::source::Change;
use crate::text::decode_path;
use http::{Found, Pages, etag};
use live::{Event, Listeners, Shown};
use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Pages whose last good version is kept; with more, those with the first addresses go.
const KEPT_PAGES: usize = 256;

/// A running preview; it ends when this is dropped.
pub struct Preview {
    state: Arc<State>,
    server: server::Running,
    _watching: watch::Watching,
}

/// Is told after each change what was touched and what is wrong with those files.
pub type OnChange = Box<dyn Fn(&[Arc<str>], &[Diagnostic]) + Send + Sync>;

impl Preview {
    /// Starts serving `workspace`, whose files stand in `root`, at `address`, which must be of this computer.
    ///
    /// # Errors
    /// When the address is taken, or the folder cannot be watched.
    pub fn start(
        workspace: Workspace,
        options: Options,
        root: &Path,
        address: SocketAddr,
        on_change: OnChange,
    ) -> io::Result<Self> {
        let listeners = Arc::new(Listeners::default());
        let state = Arc::new(State::new(workspace, options, Arc::clone(&listeners), on_change));
        let server = server::serve(Arc::clone(&state) as Arc<dyn Pages>, listeners, address)?;
        let known = Arc::clone(&state);
        let follower = Arc::clone(&state);
        let watching =
            watch::watch(root, move |folder| known.known_below(folder), move |changes| follower.follow(changes))?;
        Ok(Self { state, server, _watching: watching })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The site as it stands.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.state.snapshot()
    }
}

/// What the server's threads share.
struct State {
    workspace: Mutex<Workspace>,
    options: Options,
    current: RwLock<Arc<Snapshot>>,
    /// The last good version of pages that were looked at, by address.
    good: Mutex<BTreeMap<String, Arc<[u8]>>>,
    listeners: Arc<Listeners>,
    on_change: OnChange,
}

/// A page as the preview shows it.
struct ShownPage {
    body: Arc<[u8]>,
    media_type: &'static str,
    status: u16,
    etag: String,
}

impl State {
    fn new(workspace: Workspace, options: Options, listeners: Arc<Listeners>, on_change: OnChange) -> Self {
        let snapshot = snapshot(&workspace, &options);
        Self {
            current: RwLock::new(Arc::new(snapshot)),
            workspace: Mutex::new(workspace),
            options,
            good: Mutex::default(),
            listeners,
            on_change,
        }
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn known_below(&self, folder: &str) -> Vec<String> {
        let workspace = self.lock_workspace();
        let prefix = format!("{folder}/");
        // A folder itself is known when it could not be read.
        let itself = workspace.sources().get(folder).into_iter();
        itself.chain(workspace.sources().below(&prefix)).map(|source| source.path.to_string()).collect()
    }

    /// Takes in what changed on disk: a new snapshot stands before anybody is told.
    fn follow(&self, changes: Vec<Change>) {
        let mut workspace = self.lock_workspace();
        let touched = workspace.apply(changes);
        if touched.is_empty() {
            return;
        }
        let snapshot = Arc::new(snapshot(&workspace, &self.options));
        drop(workspace);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&snapshot);
        self.listeners.each(|shown| self.catch_up(shown));
        (self.on_change)(&touched, &snapshot.findings_in(&touched));
    }

    fn lock_workspace(&self) -> MutexGuard<'_, Workspace> {
        self.workspace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the preview shows at an address of the site; `None` if there is not even a page that says so.
    fn show(&self, snapshot: &Snapshot, path: &str) -> Option<ShownPage> {
        let (address, route, status) = find(snapshot, path)?;
        let made = snapshot.make(&address, route);
        let media_type = made.value.as_ref().map_or(HTML, |artifact| artifact.media_type);
        if media_type != HTML || matches!(route, Route::File(_)) {
            let body = made.value.map(|artifact| artifact.bytes)?;
            return Some(ShownPage { etag: etag(&body), body, media_type, status });
        }
        let findings = snapshot.findings_of(route, &made);
        let bytes = made.value.map(|artifact| artifact.bytes);
        let body = self.best_version(&address, bytes, has_errors(&findings));
        let panel = panel::panel(&findings, &|path| snapshot.text_of(path));
        let etag = etag(&[body.as_ref(), panel.as_bytes()].concat());
        let body = panel::insert(&body, &panel, &etag).into();
        Some(ShownPage { body, media_type, status, etag })
    }

    /// The page itself if nothing is wrong with it, otherwise its last good version, otherwise the best there is.
    fn best_version(&self, address: &str, made: Option<Arc<[u8]>>, broken: bool) -> Arc<[u8]> {
        let mut good = self.good.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = &made
            && !broken
        {
            good.insert(address.to_owned(), Arc::clone(bytes));
            while good.len() > KEPT_PAGES {
                good.pop_first();
            }
        }
        let kept = good.get(address).cloned();
        kept.or(made).unwrap_or_else(|| Arc::from(panel::EMPTY_PAGE.as_bytes()))
    }

    fn headers(snapshot: &Snapshot) -> Vec<(String, String)> {
        let opened = |name: &str, value: String| {
            // The reload stream is the preview's only difference from what a published page may do.
            if name == "Content-Security-Policy" { format!("{value}; connect-src 'self'") } else { value }
        };
        let headers = snapshot.security_headers().into_iter();
        headers.map(|(name, value)| (name.to_owned(), opened(name, value))).collect()
    }
}

impl Pages for State {
    fn answer(&self, path: &str, _: Option<&str>) -> Found {
        let snapshot = self.snapshot();
        let own = |media_type: &str, text: String| Found::File {
            media_type: media_type.to_owned(),
            body: text.into_bytes().into(),
            headers: Self::headers(&snapshot),
            status: 200,
        };
        match path {
            "/_liberate/events" => return Found::Events,
            "/_liberate/preview.js" => return own("text/javascript", panel::SCRIPT.to_owned()),
            "/_liberate/preview.css" => return own("text/css", panel::STYLE.to_owned()),
            "/_liberate/" => return own("text/html", desk::desk(&snapshot)),
            "/_liberate" => return Found::Redirect { to: "/_liberate/".to_owned() },
            _ => {}
        }
        let Some(path) = below_base(&snapshot, path) else {
            let is_host = path == "/" || below_base(&snapshot, &format!("{path}/")).is_some();
            return if is_host { Found::Redirect { to: snapshot.view().href("/") } } else { Found::Missing };
        };
        if let Some(to) = folder_of(&snapshot, path) {
            return Found::Redirect { to: snapshot.view().href(&to) };
        }
        match self.show(&snapshot, path) {
            Some(page) => Found::File {
                media_type: page.media_type.split(';').next().unwrap_or_default().to_owned(),
                body: page.body,
                headers: Self::headers(&snapshot),
                status: page.status,
            },
            None => Found::Missing,
        }
    }

    fn catch_up(&self, shown: &Shown) -> Option<Event> {
        let snapshot = self.snapshot();
        let now = self.show(&snapshot, below_base(&snapshot, &shown.page)?)?;
        (now.etag != shown.etag).then_some(Event::Reload)
    }
}

/// The snapshot of the wanted edition, or of the first one while the settings lack it.
fn snapshot(workspace: &Workspace, options: &Options) -> Snapshot {
    workspace.snapshot(options).unwrap_or_else(|| {
        let first = Options { edition: workspace.config().editions[0].name.clone(), ..options.clone() };
        workspace.snapshot(&first).expect("the first edition exists")
    })
}

/// The address of the site that a path of the server means: what stands behind the path below which the edition stands. It begins
/// with a slash.
fn below_base<'p>(snapshot: &Snapshot, path: &'p str) -> Option<&'p str> {
    let base = decode_path(snapshot.site.edition.base_path());
    path.strip_prefix(base.as_str()).filter(|below| below.starts_with('/'))
}

/// What stands at a path, or the page that says in the path's language that nothing does.
fn find(snapshot: &Snapshot, path: &str) -> Option<(Arc<str>, Route, u16)> {
    let site = &snapshot.site;
    let file = path.strip_suffix("index.html").filter(|folder| folder.ends_with('/'));
    let path = file.unwrap_or(path);
    if let Some(route) = site.route(path) {
        let status = if matches!(route, Route::Gone(_)) { 410 } else { 200 };
        return Some((Arc::from(path), route, status));
    }
    if let Some(gone) = site.gone.iter().find(|gone| gone.address.as_ref() == path) {
        let address = gone_page_address(&site.language(gone.language).prefix);
        return site.route(&address).map(|route| (Arc::from(address), route, 410));
    }
    let language = site
        .language_ids()
        .filter(|id| !site.language(*id).prefix.is_empty())
        .find(|id| path.starts_with(&format!("{}/", site.language(*id).prefix)))
        .unwrap_or(site.default_language);
    let address = format!("{}/404.html", site.language(language).prefix);
    site.route(&address).map(|route| (Arc::from(address), route, 404))
}

/// Where a server leads on to: the new address of a file, or the same with a slash at the end, if only that is missing.
fn folder_of(snapshot: &Snapshot, path: &str) -> Option<String> {
    let folder = format!("{path}/");
    let moved = snapshot.site.moved.iter().find(|moved| moved.from.as_ref() == path);
    let is_folder = snapshot.site.route(path).is_none() && snapshot.site.route(&folder).is_some();
    moved.map(|moved| moved.to.to_string()).or_else(|| is_folder.then_some(folder))
}

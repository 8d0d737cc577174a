//! The site while it is written: pages made when they are asked for, the open page reloaded when its bytes change.
//!
//! What is made of a snapshot is kept beside it and goes with it; only the last good version of pages that people looked
//! at stays longer, to be shown while a page is broken. The server listens on this computer alone.

mod cached_snapshot;
mod connection;
mod http;
mod live;
mod panel;
mod problems;
mod server;
mod watch;

use crate::desk::{Answer, Desk, DeskSite, Form, Looked};
use crate::diagnostic::{Diagnostic, Severity, count_of, has_errors};
use crate::render::{HTML, page_policy};
use crate::site::{Route, TemplatePage, gone_page_address};
use crate::snapshot::{Options, Snapshot, Workspace};
use crate::source::SourceChange;
use crate::system;
use crate::text::decode_path;
use cached_snapshot::{CachedSnapshot, ShownPage};
use http::{Pages, Resource, ServedFile, etag};
use live::{Listeners, LiveEvent, OpenPage};
use problems::Wanted;
use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

pub use watch::{OnTrouble, Watch};

/// Pages whose last good version is kept; with more, those with the first addresses go.
const KEPT_PAGES: usize = 256;

/// How long the desk waits for the end of the look at all pages before it says how far that is: nobody notices this wait, and small sites
/// are done by then.
const DESK_WAITS: Duration = Duration::from_millis(150);

/// How often it says so again.
const NEWS_WAITS: Duration = Duration::from_secs(2);

/// A running preview; it ends when this is dropped.
pub struct Preview {
    state: Arc<SharedState>,
    server: server::Running,
    _watching: watch::Watching,
}

/// Is told after each change what was touched and what is wrong with those files.
pub type OnChange = Box<dyn Fn(&[Arc<str>], &[Diagnostic]) + Send + Sync>;

impl Preview {
    /// Starts serving `workspace`, whose files are in `root`, at `address`, which must be of this computer. The files
    /// are compared with those of the workspace first, which may have been read before anybody watched.
    ///
    /// # Errors
    /// When the address is taken, or there are no threads.
    pub fn start(
        workspace: Workspace,
        options: Options,
        root: &Path,
        address: SocketAddr,
        on_change: OnChange,
    ) -> io::Result<Self> {
        let mut watch = Watch::begin(root, Box::new(|_| {}));
        watch.look_again();
        Self::with_watch(workspace, options, (root, None), watch, address, on_change)
    }

    /// The same for a workspace whose files were read after `watch` began: nothing is read twice. Beside the site's folder is that of the
    /// person's own, in which the desk keeps what it did.
    ///
    /// # Errors
    /// When the address is taken, or there are no threads.
    pub fn with_watch(
        workspace: Workspace,
        options: Options,
        (root, data): (&Path, Option<&Path>),
        watch: Watch,
        address: SocketAddr,
        on_change: OnChange,
    ) -> io::Result<Self> {
        let listeners = Arc::new(Listeners::default());
        let entrance = Entrance::new()?;
        let desk = Desk::new(&entrance.home, root, data);
        let state = SharedState::new(workspace, options, (desk, entrance), Arc::clone(&listeners), on_change);
        let state = Arc::new(state);
        let (known, follower) = (Arc::clone(&state), Arc::clone(&state));
        let watching = watch.follow(move |prefix| known.known(prefix), move |changes| follower.follow(changes))?;
        let server = server::serve(Arc::clone(&state) as Arc<dyn Pages>, listeners, address)?;
        Ok(Self { state, server, _watching: watching })
    }

    /// Errors that are known before any page is made.
    pub fn known_errors(&self) -> usize {
        count_of(&self.state.standing().snapshot.findings_before_rendering(), Severity::Error)
    }

    /// The path of the desk. Nobody can guess it, so only who is shown it can change anything.
    pub fn desk(&self) -> &str {
        &self.state.entrance.home
    }

    /// A path that leads to the site by way of the desk, once: to be opened in a browser by a command that others on the computer may see.
    pub fn way_in(&self) -> &str {
        &self.state.entrance.way_in
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }
}

impl Drop for Preview {
    /// Nobody waits for what is not known yet.
    fn drop(&mut self) {
        self.state.standing().end();
    }
}

/// What the server's threads share.
struct SharedState {
    workspace: Mutex<Workspace>,
    options: Options,
    current: RwLock<Arc<CachedSnapshot>>,
    /// The last good version of pages that were looked at, by address.
    good: Mutex<BTreeMap<String, Arc<[u8]>>>,
    desk: Desk,
    entrance: Entrance,
    listeners: Arc<Listeners>,
    on_change: OnChange,
}

/// How one gets to the desk. Addresses without its key lead nowhere: whoever else uses this computer can reach the server, but cannot
/// guess 128 bits. A cookie would be sent to every other program that listens here.
struct Entrance {
    /// The desk's own path.
    home: String,
    /// The path that leads there once.
    way_in: String,
    is_open: AtomicBool,
}

impl Entrance {
    fn new() -> io::Result<Self> {
        let [home, way_in] = [system::secret()?, system::secret()?];
        let (home, way_in) = (format!("/_liberate/{home}/"), format!("/_liberate/open/{way_in}"));
        Ok(Self { home, way_in, is_open: AtomicBool::new(true) })
    }
}

impl SharedState {
    fn new(
        workspace: Workspace,
        options: Options,
        (desk, entrance): (Desk, Entrance),
        listeners: Arc<Listeners>,
        on_change: OnChange,
    ) -> Self {
        let standing = CachedSnapshot::new(snapshot(&workspace, &options), 0);
        Self {
            current: RwLock::new(Arc::new(standing)),
            workspace: Mutex::new(workspace),
            options,
            good: Mutex::default(),
            desk,
            entrance,
            listeners,
            on_change,
        }
    }

    fn standing(&self) -> Arc<CachedSnapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The files whose path begins with `prefix`.
    fn known(&self, prefix: &str) -> Vec<String> {
        let workspace = self.lock_workspace();
        workspace.sources().below(prefix).map(|source| source.path.to_string()).collect()
    }

    /// Takes in what changed on disk: a new snapshot stands before anybody is told.
    fn follow(&self, changes: Vec<SourceChange>) {
        let mut workspace = self.lock_workspace();
        let touched = workspace.apply(changes);
        if touched.is_empty() {
            return;
        }
        let number = self.standing().number + 1;
        let standing = Arc::new(CachedSnapshot::new(snapshot(&workspace, &self.options), number));
        drop(workspace);
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let old = std::mem::replace(&mut *current, Arc::clone(&standing));
        drop(current);
        old.end();
        self.listeners.each(|shown| self.catch_up(shown));
        (self.on_change)(&touched, &standing.snapshot.findings_in(&touched));
    }

    fn lock_workspace(&self) -> MutexGuard<'_, Workspace> {
        self.workspace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the preview shows at an address of the site; `None` if there is not even a page that says so.
    fn show(&self, standing: &CachedSnapshot, path: &str) -> Option<ShownPage> {
        let (address, route, status) = find(&standing.snapshot, path)?;
        standing.page(&address, status, || self.make(&standing.snapshot, &address, route, status))
    }

    /// Makes what is shown at an address, and says how much memory it takes.
    fn make(&self, snapshot: &Snapshot, address: &Arc<str>, route: Route, status: u16) -> Option<(ShownPage, usize)> {
        let made = snapshot.make(address, route);
        let media_type = made.value.as_ref().map_or(HTML, |artifact| artifact.media_type);
        let shown = |body: Arc<[u8]>, etag: String| {
            let media_type = media_type.split(';').next().unwrap_or_default();
            ShownPage { file: Arc::new(ServedFile::new(media_type, body, Self::headers(snapshot), status)), etag }
        };
        if media_type != HTML || matches!(route, Route::File(_)) {
            let artifact = made.value?;
            if let Some(large) = &artifact.on_disk {
                let media_type = media_type.split(';').next().unwrap_or_default();
                let file = ServedFile::on_disk(media_type, large, Self::headers(snapshot));
                let etag = file.tag().to_owned();
                return Some((ShownPage { file: Arc::new(file), etag }, 0));
            }
            let body = artifact.bytes;
            let length = if matches!(route, Route::File(_)) { 0 } else { body.len() };
            return Some((shown(Arc::clone(&body), etag(&body)), length));
        }
        let findings = snapshot.findings_of(route, &made);
        let bytes = made.value.map(|artifact| artifact.bytes);
        let body = self.best_version(address, bytes, has_errors(&findings));
        let bar = panel::bar(snapshot, route, &findings, &body);
        let panel = bar + &panel::panel(&findings, &|path| snapshot.text_of(path));
        let etag = etag(&[body.as_ref(), panel.as_bytes()].concat());
        let body: Arc<[u8]> = panel::insert(&body, &page_policy(snapshot.view()), &panel, &etag).into();
        let length = body.len();
        Some((shown(body, etag), length))
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

    /// Asks the desk, with the site as it stands. The whole of it is looked at if somebody waits for that.
    fn at_desk(&self, patience: Option<Duration>, ask: impl FnOnce(&Desk, &DeskSite) -> Answer) -> Resource {
        let standing = self.standing();
        let workspace = self.lock_workspace().clone();
        let survey = patience.map(|patience| standing.survey(patience)).unwrap_or_default();
        let looked = Looked { findings: &survey.findings, made: survey.made, all: survey.all, is_done: survey.is_done };
        let site = DeskSite {
            workspace: &workspace,
            snapshot: &standing.snapshot,
            number: standing.number,
            options: &self.options,
            looked,
        };
        let answer = ask(&self.desk, &site);
        let own = |media_type: &str, body: Arc<[u8]>, status: u16| {
            Resource::File(Arc::new(ServedFile::new(media_type, body, desk_headers(), status)))
        };
        match answer {
            Answer::Page(status, page) => own(HTML, page.into_bytes().into(), status),
            Answer::Own(media_type, text) => own(media_type, text.as_bytes().into(), 200),
            Answer::Json(text) => own("application/json", text.into_bytes().into(), 200),
            Answer::Done(to) => Resource::Done { to: format!("{}{to}", self.entrance.home) },
            Answer::Unsaved(page) => {
                let headers = framed(&standing.snapshot);
                Resource::File(Arc::new(ServedFile::new(HTML, page, headers, 200)))
            }
            Answer::Missing => Resource::Missing,
        }
    }

    fn headers(snapshot: &Snapshot) -> Vec<(String, String)> {
        let opened = |name: &str, value: String| {
            if name == "Content-Security-Policy" { value + panel::OPENED } else { value }
        };
        let headers = snapshot.security_headers().into_iter();
        headers.map(|(name, value)| (name.to_owned(), opened(name, value))).collect()
    }
}

impl Pages for SharedState {
    fn answer(&self, path: &str, query: Option<&str>) -> Resource {
        let standing = self.standing();
        let own = |media_type: &str, text: String| {
            let headers = Self::headers(&standing.snapshot);
            Resource::File(Arc::new(ServedFile::new(media_type, text.into_bytes().into(), headers, 200)))
        };
        let problems = |patience: Duration| {
            let survey = standing.survey(patience);
            own("text/html", problems::problems(&standing, &survey, &Wanted::of(query)))
        };
        if let Some(below) = path.strip_prefix(&self.entrance.home) {
            let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
            let patience = if below.is_empty() { Some(DESK_WAITS) } else { None };
            return self.at_desk(patience, |desk, site| desk.show(below, &query, site));
        }
        if path == self.entrance.way_in && self.entrance.is_open.swap(false, Ordering::Relaxed) {
            return Resource::Redirect { to: format!("{}start", self.entrance.home) };
        }
        match path {
            "/_liberate/events" => return Resource::Events,
            "/_liberate/preview.js" => return own("text/javascript", panel::SCRIPT.to_owned()),
            "/_liberate/preview.css" => return own("text/css", panel::STYLE.to_owned()),
            "/_liberate/desk.js" => return own("text/javascript", problems::SCRIPT.to_owned()),
            problems::PROBLEMS => return problems(DESK_WAITS),
            "/_liberate/now" => return problems(NEWS_WAITS),
            "/_liberate" => return Resource::Redirect { to: problems::PROBLEMS.to_owned() },
            _ => {}
        }
        let snapshot = &standing.snapshot;
        let Some(path) = below_base(snapshot, path) else {
            let is_host = path == "/" || below_base(snapshot, &format!("{path}/")).is_some();
            return if is_host { Resource::Redirect { to: snapshot.view().href("/") } } else { Resource::Missing };
        };
        if let Some(to) = folder_of(snapshot, path) {
            return Resource::Redirect { to: snapshot.view().href(&to) };
        }
        self.show(&standing, path).map_or(Resource::Missing, |page| Resource::File(page.file))
    }

    fn takes_forms(&self, path: &str) -> bool {
        path.starts_with(&self.entrance.home)
    }

    fn act(&self, path: &str, form: &[u8]) -> Resource {
        let (Some(below), Some(form)) = (path.strip_prefix(&self.entrance.home), Form::parse(form)) else {
            return Resource::Missing;
        };
        let mut changes = Vec::new();
        let resource = self.at_desk(None, |desk, site| {
            let response = desk.act(below, &form, site);
            changes = response.changes;
            response.answer
        });
        // The page that is asked for next shows what was done.
        self.follow(changes);
        resource
    }

    fn catch_up(&self, shown: &OpenPage) -> Option<LiveEvent> {
        let standing = self.standing();
        if shown.page == problems::PROBLEMS {
            return (standing.number.to_string() != shown.etag).then_some(LiveEvent::Reload);
        }
        let now = self.show(&standing, below_base(&standing.snapshot, &shown.page)?)?;
        (now.etag != shown.etag).then_some(LiveEvent::Reload)
    }
}

/// What the desk's own pages may do. They are told which page they come from, so that a form says its origin.
fn desk_headers() -> Vec<(String, String)> {
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; \
                  form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    let headers = [
        ("Content-Security-Policy", policy),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];
    headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// The headers of a page of the site that stands in a frame of the desk: two are others.
fn framed(snapshot: &Snapshot) -> Vec<(String, String)> {
    let headers = snapshot.security_headers().into_iter().filter(|(name, _)| *name != "X-Frame-Options");
    let opened = |value: String| value.replace("frame-ancestors 'none'", "frame-ancestors 'self'");
    headers.map(|(name, value)| (name.to_owned(), opened(value))).collect()
}

/// The snapshot of the wanted edition, or of the first one while the settings lack it.
fn snapshot(workspace: &Workspace, options: &Options) -> Snapshot {
    workspace.snapshot(options).unwrap_or_else(|| {
        let first = Options { edition: workspace.config().editions[0].name.clone(), ..options.clone() };
        workspace.snapshot(&first).expect("the first edition exists")
    })
}

/// The address of the site that a path of the server means: what is behind the path below which the edition is. It begins
/// with a slash.
fn below_base<'p>(snapshot: &Snapshot, path: &'p str) -> Option<&'p str> {
    let base = decode_path(snapshot.site.edition.base_path());
    path.strip_prefix(base.as_str()).filter(|below| below.starts_with('/'))
}

/// What is at a path, or the page that says in the path's language that nothing does.
fn find(snapshot: &Snapshot, path: &str) -> Option<(Arc<str>, Route, u16)> {
    let site = &snapshot.site;
    let file = path.strip_suffix("index.html").filter(|folder| folder.ends_with('/'));
    let path = file.unwrap_or(path);
    if let Some(route) = site.route(path) {
        let status = if matches!(route, Route::Template(TemplatePage::Gone(_))) { 410 } else { 200 };
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

//! What a web server must do for an edition, and configurations that say it to nginx, Caddy and Apache.
//!
//! A folder of files keeps its promises only where the server does its part: headers, addresses that are gone, the reader's own language
//! where there is no page. All configurations are written from one description, and say the same as `_headers` and `_redirects`.

mod apache;
mod caddy;
mod nginx;
mod rules;

use rules::quoted;

pub use rules::{ServerPlace, ServerRules};

/// A web server that a configuration can be written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebServer {
    /// nginx; tried with 1.22.1.
    Nginx,
    /// Caddy; tried with 2.6.2.
    Caddy,
    /// Apache; tried with 2.4.
    Apache,
}

impl ServerRules {
    /// The configuration for a server; `None` if the folder of the release does not end with the path in the edition's address.
    pub fn configuration(&self, server: WebServer, place: &ServerPlace) -> Option<String> {
        let root = quoted(&self.root(place.folder)?.to_string_lossy());
        Some(match server {
            WebServer::Nginx => nginx::configuration(self, &root, place),
            WebServer::Caddy => caddy::configuration(self, &root, place),
            WebServer::Apache => apache::configuration(self, &root, place),
        })
    }
}

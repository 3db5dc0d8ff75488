//! What every handler can reach.
use crate::{
    auth::{Limit, Providers},
    config::Config,
};
use app::request::Site;
use backend::House;
use leptos::config::LeptosOptions;
use std::sync::Arc;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub house: House,
    pub config: Arc<Config>,
    pub site: Site,
    /// Who can say who somebody is.
    pub providers: Providers,
    /// Who knocks how often.
    pub limit: Limit,
}

impl AppState {
    pub fn new(house: House, config: Config, providers: Providers) -> Self {
        let release = std::fs::read_to_string(config.site_root.join("pkg/current")).unwrap_or_default();
        let pkg = format!("pkg/{}", release.trim());
        let options = LeptosOptions::builder()
            .output_name("rondom")
            .site_root(config.site_root.display().to_string())
            .site_pkg_dir(pkg.trim_end_matches('/').to_owned())
            .build();
        // A form that logs out leads to the front door and on to the provider.
        let ours = format!("{0}://{1} {0}://*.{1}", config.scheme(), config.authority());
        let targets = providers.origins().into_iter().fold(ours, |all, origin| all + " " + &origin);
        let site = Site { options, front_door: config.origin.as_str().into(), form_targets: targets.into() };
        Self { house, config: Arc::new(config), site, providers, limit: Limit::default() }
    }
}

//! What every handler can reach.
use crate::config::Config;
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
}

impl AppState {
    pub fn new(house: House, config: Config) -> Self {
        let release = std::fs::read_to_string(config.site_root.join("pkg/current")).unwrap_or_default();
        let pkg = format!("pkg/{}", release.trim());
        let options = LeptosOptions::builder()
            .output_name("rondom")
            .site_root(config.site_root.display().to_string())
            .site_pkg_dir(pkg.trim_end_matches('/').to_owned())
            .build();
        let targets = format!("{0}://{1} {0}://*.{1}", config.scheme(), config.authority());
        let site = Site { options, front_door: config.origin.as_str().into(), form_targets: targets.into() };
        Self { house, config: Arc::new(config), site }
    }

    /// Also allows forms to lead to these origins: identity providers, for logging out there.
    #[must_use]
    pub fn with_form_targets<'a>(mut self, origins: impl IntoIterator<Item = &'a str>) -> Self {
        let all = origins.into_iter().fold(self.site.form_targets.to_string(), |all, origin| all + " " + origin);
        self.site.form_targets = all.into();
        self
    }
}

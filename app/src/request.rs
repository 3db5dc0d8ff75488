//! What a render needs to know of the request it answers. The only place where the app asks whether it runs
//! on the server; on the client each function has a harmless answer.

#[cfg(feature = "ssr")]
pub use server::*;

#[cfg(feature = "ssr")]
mod server {
    use std::sync::Arc;

    use http::{HeaderValue, header};
    use leptos::{config::LeptosOptions, hydration::HydrationScripts, nonce::use_nonce, prelude::*};
    use leptos_axum::ResponseOptions;

    /// Where this render happens; the server provides it as context around every page.
    #[derive(Clone, Debug)]
    pub struct Site {
        /// Names the folder of script and style: `/pkg/<hash>`.
        pub options: LeptosOptions,
        /// Origin of the front door, without a slash at the end: `http://localhost:3000`.
        pub front_door: Arc<str>,
        /// Origins beside its own to which a form may lead, also through a redirect, divided by spaces:
        /// the front door, the tenants, the identity providers (for logging out there).
        pub form_targets: Arc<str>,
    }

    fn site() -> Option<Site> {
        use_context::<Site>()
    }

    /// Address of a file that was built with this release.
    pub fn asset(file: &str) -> String {
        let folder = site().map_or_else(|| Arc::from("pkg"), |site| site.options.site_pkg_dir);
        format!("/{folder}/{file}")
    }

    /// Origin of the front door; empty when the page is on it or nobody said.
    pub fn front_door() -> String {
        site().map_or_else(String::new, |site| site.front_door.to_string())
    }

    /// The script that wakes the islands: the bundle of this name.
    pub fn scripts(bundle: &str) -> Option<AnyView> {
        site().map(|mut site| {
            site.options.output_name = bundle.into();
            view! { <HydrationScripts options=site.options islands=true/> }.into_any()
        })
    }

    /// Sets the content security policy of this one page, with the nonce that its scripts carry.
    pub fn protect() {
        let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
        let targets = site().map_or_else(|| Arc::from(""), |site| site.form_targets);
        let policy = format!(
            "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
             object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' {targets}"
        );
        if let Ok(policy) = HeaderValue::from_str(policy.trim_end()) {
            response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
}

#[cfg(not(feature = "ssr"))]
pub use client::*;

#[cfg(not(feature = "ssr"))]
mod client {
    use leptos::prelude::*;

    /// Address of a file that was built with this release, found where the server left it on the page.
    pub fn asset(file: &str) -> String {
        let folder = if cfg!(target_arch = "wasm32") {
            document().document_element().and_then(|root| root.get_attribute("data-pkg"))
        } else {
            None
        };
        format!("{}/{file}", folder.unwrap_or_else(|| "/pkg".into()))
    }

    /// Only the server knows the front door; the client follows the links it was given.
    pub fn front_door() -> String {
        String::new()
    }

    /// The client is the script.
    pub fn scripts(_: &str) -> Option<AnyView> {
        None
    }

    /// Headers are the server's.
    pub fn protect() {}
}

//! What the server tells the shell about one page and the person who looks at it.

/// Everything around the content of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// What this page is, as in its `h1`: "Analyse De Esdoorn".
    pub title: String,
    /// Name of the tenant or region; none on the front door.
    pub site: Option<String>,
    /// The tenant's colours.
    pub theme: Option<Theme>,
    /// Where to choose another tenant; only for a person who has more than one.
    pub switch: Option<String>,
    /// Main navigation, at most six words.
    pub nav: Vec<NavItem>,
    /// The person who is logged in.
    pub person: Option<PersonMenu>,
    /// From the home page to this page; the last one is this page.
    pub trail: Vec<Crumb>,
    /// Whether pupils can be searched from here.
    pub search: bool,
    /// Help on this page, a paragraph each.
    pub help: Vec<String>,
    /// How much room the page takes.
    pub layout: Layout,
    /// Which script wakes its islands.
    pub bundle: Bundle,
    /// Whether this is a form that came back with errors; said first in the title.
    pub has_errors: bool,
}

impl Head {
    /// A page on the front door for nobody in particular.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// "Analyse De Esdoorn – Haarlemmermeer – Rondom", with a warning in front when the form has errors.
    pub fn document_title(&self) -> String {
        let warning = if self.has_errors { "Fout: " } else { "" };
        let site = self.site.as_ref().filter(|site| **site != self.title);
        let site = site.map_or_else(String::new, |site| format!("{site} – "));
        format!("{warning}{} – {site}Rondom", self.title)
    }
}

/// The script of a page. The template editor is large and has a bundle of its own, which no other page loads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bundle {
    #[default]
    Islands,
    Editor,
}

impl Bundle {
    /// The name of its files.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Islands => "rondom",
            Self::Editor => "editor",
        }
    }
}

/// How much room a page takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Text and forms at a readable width.
    #[default]
    Page,
    /// Tables with many columns, side index, meeting in two panes.
    Wide,
    /// Only the current item in large type, no header: for the beamer.
    Beamer,
}

impl Layout {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Wide => "page page--wide",
            Self::Beamer => "page page--beamer",
        }
    }
}

/// The tenant's colours: a class on the root and the file that fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub class: String,
    pub href: String,
}

impl Theme {
    /// The theme that the server serves for a tenant or region.
    pub fn of(slug: &str) -> Self {
        Self { class: format!("thema-{slug}"), href: format!("/thema/{slug}.css") }
    }
}

/// One word of the main navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// Who is logged in, and as what this person works here and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonMenu {
    pub name: String,
    pub function: String,
    pub organisation: String,
    /// Where the person sees and ends own sessions.
    pub sessions: Option<String>,
    /// Path that the log out form posts to.
    pub logout: String,
}

/// One step of the breadcrumb; the last one needs no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

impl Crumb {
    /// A step one can go back to.
    pub fn to(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    /// This page.
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

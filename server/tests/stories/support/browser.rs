//! A browser of a few lines: a cookie jar per host, forms as a browser sends them, redirects only when asked.
use super::{FRONT, Op};
use axum::{Router, body::Body, http::Request};
use http::{HeaderMap, header};
use openidconnect::url::Url;
use std::collections::{BTreeMap, BTreeSet};
use tower::ServiceExt;

/// What a browser asks for when a person follows a link or sends a form.
const PAGE: &str = "text/html,*/*;q=0.8";

/// How a form without files is sent.
const FORM: &str = "application/x-www-form-urlencoded";

/// What stands between the fields of a form with a file.
const EDGE: &str = "----rondom-7d1f";

pub struct Browser {
    router: Router,
    /// Host → cookie → (value, path).
    jars: BTreeMap<String, BTreeMap<String, (String, String)>>,
}

#[derive(Debug)]
pub struct Answer {
    pub url: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> String {
        self.headers.get(header::LOCATION).map_or_else(String::new, |to| to.to_str().unwrap().into())
    }

    /// A clear Dutch page with this status, these words and a way on.
    #[track_caller]
    pub fn refuses(&self, status: u16, words: &str) {
        assert_eq!(self.status, status, "{}: {}", self.url, self.text());
        assert!(self.body.contains("lang=\"nl\"") && self.body.contains("<h1>"), "{}", self.body);
        assert!(self.text().contains(words), "{words} in {}", self.text());
        let main = self.body.split("<main").nth(1).unwrap();
        assert!(main.contains("href="), "a way on in {main}");
    }

    /// An id stands on a page once, and every label and every link within the page leads to one; so does what the
    /// summary of a form that came back says.
    fn hangs_together(&self) {
        let values = |name: &str| -> Vec<&str> {
            let opening = format!(" {name}=\"");
            let parts = self.body.split(opening.as_str()).skip(1);
            parts.filter_map(|rest| rest.split('"').next()).collect()
        };
        let ids = values("id");
        let mut once = BTreeSet::new();
        let twice: Vec<_> = ids.iter().filter(|id| !once.insert(**id)).collect();
        assert!(twice.is_empty(), "{}: more than once {twice:?}", self.url);
        let links = values("href").into_iter().filter_map(|href| href.strip_prefix('#'));
        let nowhere: Vec<_> = links.chain(values("for")).filter(|id| !once.contains(id)).collect();
        assert!(nowhere.is_empty(), "{}: lead nowhere {nowhere:?}", self.url);
    }

    /// The page came back because of what was typed; the fields to which its summary leads.
    #[track_caller]
    pub fn wrong(&self) -> Vec<&str> {
        assert_eq!(self.status, 422, "{}: {}", self.url, self.text());
        let summary = self.body.split("class=\"errors\"").nth(1).unwrap_or_else(|| panic!("{}", self.text()));
        let summary = summary.split("</section>").next().unwrap();
        summary.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    /// What a reader sees of the page.
    pub fn text(&self) -> String {
        let main = self.body.split("<main").nth(1).unwrap_or(&self.body).split("</main>").next().unwrap_or_default();
        let mut text = String::new();
        let mut inside = true;
        for c in main.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                _ if !inside => text.push(c),
                _ => {}
            }
        }
        text.replace("&#39;", "'").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self { router, jars: BTreeMap::new() }
    }

    /// The value of a cookie of this host.
    pub fn cookie(&self, origin: &str, name: &str) -> Option<String> {
        let host = host(origin);
        self.jars.get(&host)?.get(name).map(|(value, _)| value.clone())
    }

    /// Puts a cookie in the jar, as an attacker would.
    pub fn plant(&mut self, origin: &str, name: &str, value: &str) {
        self.jars.entry(host(origin)).or_default().insert(name.into(), (value.into(), "/".into()));
    }

    pub async fn get(&mut self, url: &str) -> Answer {
        self.send(url, None, "none", PAGE).await
    }

    pub async fn post(&mut self, url: &str, form: &str) -> Answer {
        self.send(url, Some((FORM, form.as_bytes().to_vec())), "same-origin", PAGE).await
    }

    /// A form with a file in it; without one, as a browser sends a place for a file that was left empty.
    pub async fn upload(&mut self, url: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        let mut body = vec![];
        for (name, value) in fields {
            let part = format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let (name, bytes) = file.unwrap_or_default();
        let head = format!(
            "--{EDGE}\r\ncontent-disposition: form-data; name=\"bestand\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.send(url, Some((&kind, body)), "same-origin", PAGE).await
    }

    /// What the editor of a draft sends.
    pub async fn json(&mut self, url: &str, body: &str) -> Answer {
        let sent = ("application/json", body.as_bytes().to_vec());
        self.send(url, Some(sent), "same-origin", "application/json").await
    }

    /// What an island sends: the same form, asking for JSON.
    pub async fn autosave(&mut self, url: &str, form: &str) -> Answer {
        self.send(url, Some((FORM, form.as_bytes().to_vec())), "same-origin", "application/json").await
    }

    /// A form that another site made this browser send.
    pub async fn post_from_elsewhere(&mut self, url: &str) -> Answer {
        self.send(url, Some((FORM, vec![])), "cross-site", PAGE).await
    }

    /// Follows redirects as long as they stay on our hosts.
    pub async fn follow(&mut self, mut answer: Answer) -> Answer {
        for _ in 0..10 {
            let Ok(next) = Url::parse(&answer.url).unwrap().join(&answer.location()) else { return answer };
            let ours = next.host_str().is_some_and(|host| host.ends_with("localhost"));
            if answer.status / 100 != 3 || !ours {
                return answer;
            }
            answer = self.get(next.as_str()).await;
        }
        panic!("the redirects never end: {}", answer.url)
    }

    pub async fn visit(&mut self, url: &str) -> Answer {
        let answer = self.get(url).await;
        self.follow(answer).await
    }

    /// Logs in through this provider, up to and including the return to the front door.
    pub async fn log_in(&mut self, op: &Op, account: &str) -> Answer {
        let back = self.through_provider(op, account, "").await;
        self.get(&back).await
    }

    /// The address with which the provider sends this browser back.
    pub async fn through_provider(&mut self, op: &Op, account: &str, query: &str) -> String {
        let answer = self.get(&format!("{FRONT}/auth/login/{}{query}", op.id)).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        op.grant(&answer.location(), account)
    }

    /// Enters a tenant or region from the front door.
    pub async fn enter(&mut self, slug: &str) -> Answer {
        let answer = self.post(&format!("{FRONT}/auth/enter/{slug}"), "").await;
        self.follow(answer).await
    }

    async fn send(&mut self, url: &str, sent: Option<(&str, Vec<u8>)>, site: &str, accept: &str) -> Answer {
        let parsed = Url::parse(url).unwrap();
        let host = host(url);
        let path = parsed.path().to_owned() + &parsed.query().map_or_else(String::new, |query| format!("?{query}"));
        let cookies: Vec<String> = self
            .jars
            .get(&host)
            .into_iter()
            .flatten()
            .filter(|(_, (_, prefix))| path.starts_with(prefix.as_str()))
            .map(|(name, (value, _))| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder()
            .method(if sent.is_some() { "POST" } else { "GET" })
            .uri(&path)
            .header(header::HOST, format!("{host}:3000"))
            .header(header::ACCEPT, accept);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let mut body = vec![];
        if let Some((kind, bytes)) = sent {
            request = request.header(header::CONTENT_TYPE, kind).header("sec-fetch-site", site);
            body = bytes;
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 10_000_000).await.unwrap();
        let jar = self.jars.entry(host).or_default();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            keep(jar, line.to_str().unwrap());
        }
        let answer = Answer {
            url: url.into(),
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8(bytes.into()).unwrap(),
        };
        answer.hangs_together();
        answer
    }
}

fn host(url: &str) -> String {
    Url::parse(url).unwrap().host_str().unwrap().into()
}

fn keep(jar: &mut BTreeMap<String, (String, String)>, line: &str) {
    let mut parts = line.split(';').map(str::trim);
    let (name, value) = parts.next().unwrap().split_once('=').unwrap();
    let attributes: Vec<String> = parts.map(str::to_lowercase).collect();
    assert!(attributes.contains(&"secure".into()) && attributes.contains(&"httponly".into()), "{line}");
    let path = attributes.iter().find_map(|a| a.strip_prefix("path=")).unwrap_or("/").to_owned();
    if attributes.iter().any(|a| a == "max-age=0") {
        jar.remove(name);
    } else {
        jar.insert(name.into(), (value.into(), path));
    }
}

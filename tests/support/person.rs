//! A person at a browser: cookies, forms, links.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::test::TestRequest;
use actix_web::web::Bytes;
use actix_web::{body, cookie::Cookie};
use futures_util::{StreamExt as _, stream};
use tokio::sync::oneshot;

use super::TestApp;

/// Somebody with a browser.
pub struct Person<'a> {
    app: &'a TestApp,
    pub cookies: RefCell<BTreeMap<String, String>>,
    /// Headers that every request carries.
    pub headers: RefCell<Vec<(String, String)>>,
    /// Where every request comes from.
    pub peer: RefCell<IpAddr>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_default()
    }
    /// Where the link of this relation leads, such as `next`.
    pub fn leads(&self, rel: &str) -> Option<String> {
        let text = self.text();
        let rel = format!(" rel=\"{rel}\"");
        let tag = text
            .split("<a")
            .skip(1)
            .find(|rest| rest.split('>').next().is_some_and(|tag| tag.contains(&rel)))?;
        attribute(tag, "href")
    }
    /// Values of hidden and other inputs of the page, by name; the first of each.
    pub fn inputs(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for tag in self.text().split("<input").skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            if let Some(name) = attribute(tag, "name") {
                found.entry(name).or_insert_with(|| attribute(tag, "value").unwrap_or_default());
            }
        }
        found
    }
    /// Which radio buttons and boxes whose names begin so are ticked: name and value.
    pub fn ticked(&self, prefix: &str) -> Vec<(String, String)> {
        let text = self.text();
        let tags = text.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap_or_default());
        tags.filter(|tag| tag.contains(" checked"))
            .filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default())))
            .filter(|(name, _)| name.starts_with(prefix))
            .collect()
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#38;", "&")
            .replace("&amp;", "&"),
    )
}

impl<'a> Person<'a> {
    pub(super) fn new(app: &'a TestApp) -> Self {
        let peer = RefCell::new(IpAddr::from([127, 0, 0, 1]));
        Self { app, cookies: RefCell::default(), headers: RefCell::default(), peer }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(TestRequest::get().uri(path)).await
    }

    pub async fn head(&self, path: &str) -> Answer {
        self.send(TestRequest::default().method(Method::HEAD).uri(path)).await
    }

    /// Opens a page and follows redirects.
    pub async fn open(&self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..5 {
            if answer.status != 303 {
                break;
            }
            let to = answer.location().to_owned();
            answer = self.get(&to).await;
        }
        answer
    }

    /// Opens the page `form_at`, fills in its first token and key, and sends the fields to `path`.
    pub async fn fill(&self, form_at: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(form_at).await;
        assert_eq!(page.status, 200, "{form_at} opens: {}", page.text());
        let inputs = page.inputs();
        let mut all: Vec<(&str, &str)> = fields.to_vec();
        for name in ["csrf", "key"] {
            if let (Some(value), false) = (inputs.get(name), fields.iter().any(|(known, _)| *known == name)) {
                all.push((name, value.as_str()));
            }
        }
        self.post(path, &all).await
    }

    /// Sends exactly these fields.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).expect("a body");
        self.post_body(path, body.into_bytes()).await
    }

    pub async fn post_body(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = TestRequest::default()
            .method(Method::POST)
            .uri(path)
            .insert_header(("content-type", "application/x-www-form-urlencoded"))
            .set_payload(body);
        self.send(request).await
    }

    /// Sends a form but for its last byte, says so, and sends that when `go` is given. Never, if `go` is dropped.
    pub async fn post_held_back(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        held: oneshot::Sender<()>,
        go: oneshot::Receiver<()>,
    ) -> Answer {
        let mut first = serde_urlencoded::to_string(fields).expect("a body").into_bytes();
        let last = first.split_off(first.len() - 1);
        let rest = async move {
            held.send(()).expect("somebody listens");
            if go.await.is_err() {
                std::future::pending::<()>().await;
            }
            Ok(Bytes::from(last))
        };
        let body = stream::once(async { Ok(Bytes::from(first)) }).chain(stream::once(rest));
        let request = TestRequest::default()
            .method(Method::POST)
            .uri(path)
            .insert_header(("content-type", "application/x-www-form-urlencoded"));
        self.send_with(request, Some(Payload::Stream { payload: Box::pin(body) })).await
    }

    /// Sends the form of the page `form_at` with a file, as browsers do.
    pub async fn upload(&self, form_at: &str, path: &str, name: &str, file: &[u8]) -> Answer {
        let inputs = self.get(form_at).await.inputs();
        let mut body = Vec::new();
        for field in ["csrf", "key"] {
            let value = &inputs[field];
            body.extend(
                format!("--cut\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        body.extend(
            format!(
                "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )
            .bytes(),
        );
        body.extend(file);
        body.extend(b"\r\n--cut--\r\n");
        self.post_parts(path, body).await
    }

    /// Sends a body of several parts, which are divided by `cut`.
    pub async fn post_parts(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = TestRequest::default()
            .method(Method::POST)
            .uri(path)
            .insert_header(("content-type", "multipart/form-data; boundary=cut"))
            .set_payload(body);
        self.send(request).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.fill("/sign-in", "/sign-in", &[("email", email), ("password", password)]).await
    }

    /// The token of this person's pages.
    pub async fn csrf(&self) -> String {
        self.open("/").await.inputs().get("csrf").cloned().unwrap_or_default()
    }

    pub async fn send(&self, request: TestRequest) -> Answer {
        self.send_with(request, None).await
    }

    async fn send_with(&self, mut request: TestRequest, body: Option<Payload>) -> Answer {
        request = request.peer_addr((*self.peer.borrow(), 40_000).into());
        for (name, value) in self.cookies.borrow().iter() {
            request = request.cookie(Cookie::new(name.clone(), value.clone()));
        }
        for (name, value) in self.headers.borrow().iter() {
            request = request.append_header((name.as_str(), value.as_str()));
        }
        let mut request = request.to_request();
        if let Some(body) = body {
            request = request.replace_payload(body).0;
        }
        let response = (self.app.call)(request).await;
        for cookie in response.response().cookies() {
            let gone =
                cookie.value().is_empty() || cookie.max_age().is_some_and(|age| age.whole_seconds() <= 0);
            if gone {
                self.cookies.borrow_mut().remove(cookie.name());
            } else {
                self.cookies.borrow_mut().insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let body = body::to_bytes(response.into_body()).await.map(|b| b.to_vec()).unwrap_or_default();
        Answer { status, headers, body }
    }
}

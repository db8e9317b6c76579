//! The house as a client sees it over HTTP.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use reqwest::{Method, StatusCode, Url, header};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_rustls::rustls;

use crate::{
    line::{Line, Wire},
    picture::Album,
};

/// Why the house could not be asked, or what it answered.
#[derive(Debug, thiserror::Error)]
pub enum HouseError {
    /// The address is none.
    #[error("{0} is not an http address: write it like http://127.0.0.1:8080")]
    Address(String),
    /// The file of certificates to trust holds none.
    #[error("{0} holds no certificate: give a PEM file with --ca")]
    Authority(PathBuf),
    /// This program cannot encrypt at all.
    #[error("encryption could not be set up")]
    Tls(#[source] rustls::Error),
    /// A login without a password.
    #[error("the password is missing: set NGHISU_PASSWORD")]
    NoPassword,
    /// No connection.
    #[error("the house does not answer: is it running, and is the address right?")]
    Connection(#[from] reqwest::Error),
    /// No connection for the live channel.
    #[error("the house does not take another connection")]
    Wire(#[from] std::io::Error),
    /// The live channel could not be opened.
    #[error("the live channel could not be opened")]
    Channel(#[from] Box<tokio_tungstenite::tungstenite::Error>),
    /// The house refused.
    #[error("the house answered {status}: {detail}")]
    Refused {
        /// Status.
        status: StatusCode,
        /// Stable code.
        code: String,
        /// What it said.
        detail: String,
        /// The whole problem.
        problem: Value,
    },
    /// The answer is not of this program.
    #[error("the answer cannot be read: {0}")]
    Unreadable(String),
    /// A tablet joined and was shown nothing.
    #[error("the live channel opened, and nothing came")]
    Silent,
    /// Whoever began it has stopped it.
    #[error("the rehearsal was stopped")]
    Stopped,
    /// It was stopped, and its meeting could not be thrown away.
    #[error("the rehearsal was stopped, and its meeting is still there")]
    LeftBehind,
}

/// A house, as one session sees it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct House {
    base: String,
    client: reqwest::Client,
    line: Arc<Line>,
    album: Arc<Album>,
    token: Option<String>,
}

/// A throw-away meeting to join.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rehearsal {
    /// The meeting.
    pub meeting_id: String,
    /// The chair's token.
    pub chair_token: String,
    /// The tablets' tokens.
    pub tablet_tokens: Vec<String>,
}

/// Longest a connection may take to come about.
const CONNECTING: Duration = Duration::from_secs(10);
/// Name of the session cookie.
const COOKIE: &str = "__Host-nghisu";

impl House {
    /// The house at `url`; nobody is signed in.
    pub fn at(url: &str) -> Result<Self, HouseError> {
        Self::trusting(url, None)
    }

    /// The house at `url`, trusted by the certificates in `ca` beside those the system trusts.
    pub fn trusting(url: &str, ca: Option<&Path>) -> Result<Self, HouseError> {
        let base = url.trim_end_matches('/').to_owned();
        let parsed: Url = base.parse().map_err(|_no_url| HouseError::Address(url.to_owned()))?;
        let (line, trust) = Line::to(&parsed, ca)?;
        // A virtual office talks to one house on its own network: a proxy of the environment would be in the way.
        let client = reqwest::Client::builder().no_proxy().use_preconfigured_tls(trust).connect_timeout(CONNECTING).build()?;
        Ok(Self { base, client, line: Arc::new(line), album: Arc::default(), token: None })
    }

    /// A connection for a live channel.
    pub(crate) async fn connect(&self) -> std::io::Result<Box<dyn Wire>> {
        self.line.connect().await
    }

    /// The pictures this house's tablets hold.
    pub(crate) fn album(&self) -> &Arc<Album> {
        &self.album
    }

    /// The same house, seen with a session token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The token of this session.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The `Cookie` header of this session.
    pub fn cookie(&self) -> Option<String> {
        self.token.as_ref().map(|token| format!("{COOKIE}={token}"))
    }

    /// The address of the live channel.
    pub fn live_url(&self, meeting_id: &str, query: &str) -> String {
        let base = self.base.replacen("http", "ws", 1);
        format!("{base}/api/meetings/{meeting_id}/live?{query}")
    }

    /// A request to `/api/…`, with this session's cookie.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, format!("{}/api/{path}", self.base));
        match self.cookie() {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    /// Sends a request; the JSON of a success, or the problem of a refusal.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Result<Value, HouseError> {
        let response = request.send().await?;
        let status = response.status();
        let text = response.text().await?;
        let value: Value = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).unwrap_or(Value::String(text)) };
        if status.is_success() {
            return Ok(value);
        }
        let word = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Err(HouseError::Refused { status, code: word("code"), detail: word("detail"), problem: value })
    }

    /// A question, not yet asked.
    pub fn get_request(&self, path: &str) -> reqwest::RequestBuilder {
        self.request(Method::GET, path)
    }

    /// Asks for something.
    pub async fn get(&self, path: &str) -> Result<Value, HouseError> {
        self.send(self.get_request(path)).await
    }

    /// Sends a JSON body.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Result<Value, HouseError> {
        self.send(self.request(method, path).json(body)).await
    }

    /// Signs in with a password.
    pub async fn sign_in(&mut self, login: &str, password: &str) -> Result<(), HouseError> {
        let body = serde_json::json!({ "login": login, "password": password });
        let response = self.request(Method::POST, "session").json(&body).send().await?;
        let status = response.status();
        let cookies = response.headers().get_all(header::SET_COOKIE);
        let token = cookies.iter().filter_map(|value| value.to_str().ok()).find_map(|value| {
            value
                .split(';')
                .next()
                .and_then(|pair| pair.split_once('='))
                .filter(|(name, _)| *name == COOKIE)
                .map(|(_, token)| token.to_owned())
        });
        match token {
            Some(token) => {
                self.token = Some(token);
                Ok(())
            }
            None => {
                let problem: Value = response.json().await.unwrap_or_default();
                let word = |name: &str| problem.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
                Err(HouseError::Refused { status, code: word("code"), detail: word("detail"), problem })
            }
        }
    }

    /// Ends the sign-in.
    pub async fn sign_out(&self) -> Result<(), HouseError> {
        self.send(self.request(Method::DELETE, "session")).await.map(|_| ())
    }

    /// Carries an act out; answers its seq.
    pub async fn act(&self, meeting_id: &str, act: &str, body: &str) -> Result<u64, HouseError> {
        let request = self.request(Method::POST, &format!("meetings/{meeting_id}/{act}"));
        let answer = self.send(request.header(header::CONTENT_TYPE, "application/json").body(body.to_owned())).await?;
        answer.get("seq").and_then(Value::as_u64).ok_or_else(|| HouseError::Unreadable(answer.to_string()))
    }

    /// What the server shows this session at `door`.
    pub async fn picture(&self, meeting_id: &str, door: &str) -> Result<Value, HouseError> {
        let mut answer = self.get(&format!("meetings/{meeting_id}?door={door}")).await?;
        Ok(answer.get_mut("view").map(Value::take).unwrap_or_default())
    }

    /// Begins a rehearsal with so many items on its agenda.
    pub async fn begin_rehearsal(&self, tablets: u32, items: u32) -> Result<Rehearsal, HouseError> {
        let answer = self.json(Method::POST, "rehearsals", &serde_json::json!({ "tablets": tablets, "items": items })).await?;
        serde_json::from_value(answer).map_err(|error| HouseError::Unreadable(error.to_string()))
    }

    /// Ends it.
    pub async fn end_rehearsal(&self, meeting_id: &str) -> Result<(), HouseError> {
        self.send(self.request(Method::DELETE, &format!("rehearsals/{meeting_id}"))).await.map(|_| ())
    }
}

//! Errors on the wire: RFC 9457 problem+json, in the reader's language, without anything a reader cannot use.

use std::borrow::Cow;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::refusal::{Language, Refusal, Thing};
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;

/// Why a request was not carried out.
#[derive(Debug, Clone)]
pub struct ApiError {
    status: StatusCode,
    code: Cow<'static, str>,
    vi: Box<str>,
    en: Box<str>,
    field: Option<&'static str>,
    current: Option<serde_json::Value>,
}

/// The body of every error answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: `code` tells problems apart.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable snake_case code.
    pub code: String,
    /// What was refused, why, and what to do next, in the reader's language: show it as it is.
    pub detail: String,
    /// The field meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What somebody else's change left there, for `edited_meanwhile`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<serde_json::Value>,
}

impl ApiError {
    /// An error of the border itself.
    pub fn new(status: StatusCode, code: impl Into<Cow<'static, str>>, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { status, code: code.into(), vi: vi.into().into(), en: en.into().into(), field: None, current: None }
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "signed_out",
            "Chưa đăng nhập hoặc phiên đăng nhập đã hết. Mời đăng nhập lại.",
            "You are not signed in, or the sign-in has ended. Sign in again.",
        )
    }

    /// A house-wide right is missing.
    pub fn not_allowed() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "not_allowed",
            "Tài khoản này không có quyền làm việc đó. Mời liên hệ bộ phận thư ký.",
            "This account may not do that. Please ask the secretariat.",
        )
    }

    /// The address leads nowhere.
    pub fn no_such_address() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "no_such_address",
            "Địa chỉ này không có. Mời quay lại trang trước.",
            "There is nothing at this address. Go back to the previous page.",
        )
    }

    /// What was sent cannot be read.
    pub fn unreadable(why: impl std::fmt::Display) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "unreadable_request",
            format!("Dữ liệu gửi lên không đúng khuôn dạng ({why}). Chưa thay đổi gì; mời tải lại trang rồi thử lại."),
            format!("What was sent does not have the right form ({why}). Nothing was changed; reload the page and try again."),
        )
    }

    /// The server itself failed; the log knows more.
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Máy chủ gặp lỗi nên chưa làm được việc này. Mời thử lại; nếu vẫn lỗi, báo bộ phận kỹ thuật kèm mã yêu cầu.",
            "The server failed, so this was not done. Try again; if it fails again, tell the technicians the request id.",
        )
    }

    /// Adds what is there now.
    #[must_use]
    pub fn with_current(mut self, current: Option<serde_json::Value>) -> Self {
        self.current = current;
        self
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What it says, in Vietnamese and in English.
    pub fn words(&self) -> (&str, &str) {
        (&self.vi, &self.en)
    }

    fn problem(&self, language: Language) -> Problem {
        Problem {
            kind: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.status.as_u16(),
            code: self.code.clone().into_owned(),
            detail: language.pick(&self.vi, &self.en).to_string(),
            field: self.field.map(str::to_owned),
            current: self.current.clone(),
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let status = match &refusal {
            Refusal::NotFound(Thing::Person | Thing::MeetingKind | Thing::Classification) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::NotFound(_) => StatusCode::NOT_FOUND,
            Refusal::NotAllowed(_)
            | Refusal::NotPresenting
            | Refusal::NotAtItem { .. }
            | Refusal::SpeechOfAnother { .. }
            | Refusal::HasNoVote { .. } => StatusCode::FORBIDDEN,
            Refusal::Empty { .. }
            | Refusal::TooLong { .. }
            | Refusal::Unreadable { .. }
            | Refusal::MinutesOutOfRange { .. }
            | Refusal::ClassNotAccepted { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::WrongPhase(..)
            | Refusal::IdTaken
            | Refusal::EditedMeanwhile
            | Refusal::AlreadyAttending { .. }
            | Refusal::ChairTaken { .. }
            | Refusal::NotReady { .. }
            | Refusal::StillNeeded { .. }
            | Refusal::EmptyAgenda
            | Refusal::NoFurtherItem { .. }
            | Refusal::AlreadyCurrent
            | Refusal::ItemInProgress
            | Refusal::AdmittedAnyway { .. }
            | Refusal::BreakHasNone
            | Refusal::SameFile
            | Refusal::DuplicatePaper { .. }
            | Refusal::TooMany { .. }
            | Refusal::LedByAnother { .. }
            | Refusal::ItemNoLongerCurrent
            | Refusal::NoFloorInBreak
            | Refusal::ChairHasFloor { .. }
            | Refusal::NotCheckedIn { .. }
            | Refusal::NotBeforeTheMeeting
            | Refusal::NobodyToVote
            | Refusal::VoteInProgress
            | Refusal::MotionClosed
            | Refusal::BallotCast
            | Refusal::NotHereToVote { .. } => StatusCode::CONFLICT,
        };
        Self {
            status,
            code: refusal.code().into(),
            vi: refusal.message(Language::Vi).into(),
            en: refusal.message(Language::En).into(),
            field: refusal.field().map(Into::into),
            current: None,
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        // Logged here, at the boundary, and only here; the chain of causes names no personal data.
        tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "store_unavailable",
            "Kho dữ liệu chưa ghi nhận được việc này. Chưa thay đổi gì; mời thử lại sau ít giây.",
            "The store could not take this. Nothing was changed; try again in a few seconds.",
        )
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        // The language is known to the request only: `in_language` writes the body.
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The language the reader asked for.
pub fn readers_language(headers: &HeaderMap) -> Language {
    Language::preferred(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}

/// Writes the body of an error, in the reader's language.
pub fn in_language(response: &mut Response, language: Language) {
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        let body = serde_json::to_vec(&error.problem(language)).unwrap_or_default();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.pick("vi", "en")));
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = Body::from(body);
    }
}

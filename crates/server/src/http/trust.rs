//! `/api/trust` and `/trust/…`: what a tablet needs to know and to take, to trust the house's own authority.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header, uri::Authority},
    response::{IntoResponse, Response},
};
use base64::Engine;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::{
    app::App,
    error::{ApiError, Problem},
};

/// Where the authority's certificate is taken from: DER, as every system expects it.
pub const CERTIFICATE: &str = "/trust/nghi-su.crt";
/// The same within a profile for iPads and iPhones.
pub const PROFILE: &str = "/trust/nghi-su.mobileconfig";

/// How this house is reached encrypted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Trust {
    /// Where to go on once the tablet trusts the house.
    https: String,
    /// What the certificate is called in lists.
    name: String,
    /// SHA-256 of the certificate.
    fingerprint: String,
    /// Address of the certificate.
    certificate: String,
    /// Address of the profile for iPads and iPhones.
    profile: String,
}

/// The host this request came to, without a port.
pub fn host(headers: &HeaderMap) -> Option<String> {
    let authority: Authority = headers.get(header::HOST)?.to_str().ok()?.parse().ok()?;
    Some(authority.host().to_owned())
}

/// The host to tell tablets: the one this request came to, unless it means nothing on another machine.
pub fn host_for_tablets(app: &App, headers: &HeaderMap) -> String {
    let told = host(headers).filter(|host| !matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]"));
    told.or_else(|| app.encryption.house().map(crate::encryption::House::called)).unwrap_or_else(|| "localhost".to_owned())
}

/// `scheme://host:port`, without the port where it is the scheme's own.
pub fn origin(scheme: &str, host: &str, port: u16) -> String {
    match (scheme, port) {
        ("https", 443) | ("http", 80) => format!("{scheme}://{host}"),
        _ => format!("{scheme}://{host}:{port}"),
    }
}

/// What a tablet is to trust, and where it goes then. 404 where this house makes no certificates of its own.
///
/// Any page may read this: the page that tries whether the house is trusted already comes over plain HTTP.
#[utoipa::path(get, path = "/api/trust", tag = "house", responses((status = 200, body = Trust), (status = 404, body = Problem)))]
pub async fn get(State(app): State<App>, headers: HeaderMap) -> Result<Response, ApiError> {
    let house = app.encryption.house().ok_or_else(ApiError::no_such_address)?;
    let host = host(&headers).unwrap_or_else(|| house.called());
    let trust = Trust {
        https: origin("https", &host, app.ports.encrypted()),
        name: house.name().to_owned(),
        fingerprint: house.fingerprint(),
        certificate: CERTIFICATE.to_owned(),
        profile: PROFILE.to_owned(),
    };
    let open = [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"), (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin")];
    Ok((open, Json(trust)).into_response())
}

/// The authority's certificate.
pub async fn certificate(State(app): State<App>) -> Result<Response, ApiError> {
    let house = app.encryption.house().ok_or_else(ApiError::no_such_address)?;
    let headers = [
        (header::CONTENT_TYPE, "application/x-x509-ca-cert"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"nghi-su.crt\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((StatusCode::OK, headers, house.certificate().to_vec()).into_response())
}

/// The certificate in a configuration profile, which iPads install with one "Install" instead of two screens of their own.
pub async fn profile(State(app): State<App>) -> Result<Response, ApiError> {
    let house = app.encryption.house().ok_or_else(ApiError::no_such_address)?;
    let headers = [(header::CONTENT_TYPE, "application/x-apple-aspen-config"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, mobileconfig(house.name(), &app.house.name, house.certificate())).into_response())
}

/// The profile as Apple describes it: one payload of type `com.apple.security.root`. Its ids come from the certificate, so that
/// installing it again replaces it.
fn mobileconfig(name: &str, house: &str, certificate: &[u8]) -> String {
    let digest = Sha256::digest(certificate);
    let id = |half: &[u8]| {
        let bytes = half.try_into().unwrap_or_default();
        uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string().to_uppercase()
    };
    let (first, second) = digest.split_at(16);
    let (inner, outer) = (id(first), id(second));
    let house = house.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key><string>nghi-su.crt</string>
      <key>PayloadContent</key><data>{}</data>
      <key>PayloadDisplayName</key><string>{name}</string>
      <key>PayloadIdentifier</key><string>vn.nghisu.authority.{inner}</string>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadUUID</key><string>{inner}</string>
      <key>PayloadVersion</key><integer>1</integer>
    </dict>
  </array>
  <key>PayloadDisplayName</key><string>{name} – {house}</string>
  <key>PayloadIdentifier</key><string>vn.nghisu.{outer}</string>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadUUID</key><string>{outer}</string>
  <key>PayloadVersion</key><integer>1</integer>
</dict>
</plist>
"#,
        base64::engine::general_purpose::STANDARD.encode(certificate)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_origins() {
        let host = |value: &'static str| host(&HeaderMap::from_iter([(header::HOST, value.parse().expect("a value"))]));
        assert_eq!(host("hop.lan:8080").as_deref(), Some("hop.lan"));
        assert_eq!(host("[fd00::1]:443").as_deref(), Some("[fd00::1]"));
        assert_eq!(host("a b"), None);
        assert_eq!(origin("https", "hop.lan", 443), "https://hop.lan");
        assert_eq!(origin("http", "10.0.0.5", 8080), "http://10.0.0.5:8080");
    }

    #[test]
    fn a_profile_holds_the_certificate_and_is_well_formed() {
        let profile = mobileconfig("Nghi Su ABC", "Văn phòng A & B", b"certificate");
        assert!(profile.contains("<data>Y2VydGlmaWNhdGU=</data>") && profile.contains("Văn phòng A &amp; B"));
        let ids: std::collections::BTreeSet<_> = profile.split("<key>PayloadUUID</key><string>").skip(1).map(|rest| &rest[..36]).collect();
        assert_eq!(ids.len(), 2, "each payload has its own: {ids:?}");
        assert_eq!(profile.matches("<dict>").count(), profile.matches("</dict>").count());
    }
}

//! Files in a bucket: any server that speaks S3, over the HTTP and TLS the program has anyway.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig,
    aws::AmazonS3Builder,
    client::{HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService},
    prefix::PrefixStore,
};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

/// Longest until a connection stands.
const CONNECTING: Duration = Duration::from_secs(5);
/// Longest without a byte.
const SILENCE: Duration = Duration::from_secs(30);
/// Longest a request is tried again: somebody waits for the answer.
const RETRYING: Duration = Duration::from_secs(20);

/// A bucket, and how to get in.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Folder in it under which everything lies; empty for the bucket's root.
    pub prefix: String,
    /// `http://…` or `https://…` of the server; none for Amazon's own.
    pub endpoint: Option<String>,
    /// Region; servers of one's own mostly do not care.
    pub region: Option<String>,
    /// Who asks.
    pub access_key: String,
    /// And how they prove it.
    pub secret_key: Secret,
}

/// Words that no log and no error message may show.
#[derive(Clone)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("…")
    }
}

/// The bucket as a store. Asks it nothing yet.
pub(super) fn open(bucket: &Bucket) -> Result<Arc<dyn ObjectStore>, object_store::Error> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&bucket.name)
        .with_access_key_id(&bucket.access_key)
        .with_secret_access_key(&bucket.secret_key.0)
        .with_http_connector(Connector)
        .with_retry(RetryConfig { backoff: BackoffConfig::default(), max_retries: 4, retry_timeout: RETRYING });
    if let Some(endpoint) = &bucket.endpoint {
        builder = builder.with_endpoint(endpoint.trim_end_matches('/')).with_allow_http(true);
    }
    if let Some(region) = &bucket.region {
        builder = builder.with_region(region);
    }
    let store = builder.build()?;
    Ok(match bucket.prefix.trim_matches('/') {
        "" => Arc::new(store),
        prefix => Arc::new(PrefixStore::new(store, prefix)),
    })
}

/// Makes clients that trust whom this system trusts. The library's own would bring a second HTTP client and a second TLS.
#[derive(Debug)]
struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _options: &ClientOptions) -> Result<HttpClient, object_store::Error> {
        let unusable = |error: Box<dyn std::error::Error + Send + Sync>| object_store::Error::Generic { store: "S3", source: error };
        let mut roots = RootCertStore::empty();
        // What cannot be read of the system's own is not trusted: the connection then says that the certificate is unknown.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let trust = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable(error.into()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .use_preconfigured_tls(trust)
            .connect_timeout(CONNECTING)
            .read_timeout(SILENCE)
            .build()
            .map_err(|error| unusable(error.into()))?;
        Ok(HttpClient::new(Client(client)))
    }
}

#[derive(Debug)]
struct Client(reqwest::Client);

#[async_trait]
impl HttpService for Client {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let request = reqwest::Request::try_from(request.map(reqwest::Body::wrap)).map_err(failed)?;
        let response = http::Response::<reqwest::Body>::from(self.0.execute(request).await.map_err(failed)?);
        Ok(response.map(|body| HttpResponseBody::new(body.map_err(failed))))
    }
}

/// Says what went wrong in the library's words, which decide whether it tries again; the address stays out of them.
fn failed(error: reqwest::Error) -> HttpError {
    let kind = if error.is_timeout() {
        HttpErrorKind::Timeout
    } else if error.is_connect() {
        HttpErrorKind::Connect
    } else if error.is_decode() {
        HttpErrorKind::Decode
    } else {
        // What is left of a request that was sent: the other side hung up.
        HttpErrorKind::Interrupted
    };
    HttpError::new(kind, error.without_url())
}

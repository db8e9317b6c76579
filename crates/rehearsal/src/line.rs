//! How a client reaches a house: its address looked up once, plain or encrypted, with one trust for HTTP and live channel.

use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use reqwest::Url;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::OnceCell,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        self, CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
        client::{
            WebPkiServerVerifier,
            danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
            verify_server_name,
        },
        crypto::ring,
        pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
        server::ParsedCertificate,
    },
};

use crate::house::HouseError;

/// What bytes go over.
pub(crate) trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// The way to one house.
#[derive(Debug)]
pub(crate) struct Line {
    host: String,
    port: u16,
    tls: Option<(Arc<ClientConfig>, ServerName<'static>)>,
    // A thousand tablets must not ask the name service a thousand times.
    addresses: OnceCell<Vec<SocketAddr>>,
}

impl Line {
    /// The way to `url`, and the trust HTTP requests need to go it too.
    pub fn to(url: &Url, ca: Option<&Path>) -> Result<(Self, ClientConfig), HouseError> {
        let wrong = || HouseError::Address(url.to_string());
        let encrypted = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(wrong()),
        };
        // Addresses of version 6 stand in brackets in a URL and nowhere else.
        let host = url.host_str().ok_or_else(wrong)?.trim_matches(['[', ']']).to_owned();
        let port = url.port_or_known_default().ok_or_else(wrong)?;
        let trust = if encrypted { trust(ca)? } else { without_trust()? };
        let tls = match encrypted {
            true => {
                let name = ServerName::try_from(host.clone()).map_err(|_no_name| wrong())?;
                Some((Arc::new(trust.clone()), name))
            }
            false => None,
        };
        Ok((Self { host, port, tls, addresses: OnceCell::new() }, trust))
    }

    /// A new connection.
    pub async fn connect(&self) -> io::Result<Box<dyn Wire>> {
        let look_up = || async { tokio::net::lookup_host((self.host.as_str(), self.port)).await.map(Iterator::collect) };
        let addresses: &Vec<SocketAddr> = self.addresses.get_or_try_init(look_up).await?;
        let tcp = TcpStream::connect(addresses.as_slice()).await?;
        tcp.set_nodelay(true)?;
        match &self.tls {
            Some((trust, name)) => Ok(Box::new(TlsConnector::from(trust.clone()).connect(name.clone(), tcp).await?)),
            None => Ok(Box::new(tcp)),
        }
    }
}

/// For houses that are not encrypted: nobody is trusted, so the system's certificates need not be read.
fn without_trust() -> Result<ClientConfig, HouseError> {
    Ok(builder()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

fn builder() -> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, HouseError> {
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider())).with_safe_default_protocol_versions().map_err(HouseError::Tls)
}

/// Whom this system trusts, and the certificates in `ca`.
fn trust(ca: Option<&Path>) -> Result<ClientConfig, HouseError> {
    let mut roots = RootCertStore::empty();
    // What cannot be read of the system's own is not trusted: the connection then says that the certificate is unknown.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let Some(file) = ca else { return Ok(builder()?.with_root_certificates(roots).with_no_client_auth()) };
    let own = certificates(file)?;
    roots.add_parsable_certificates(own.iter().cloned());
    let ordinary = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::new(ring::default_provider()))
        .build()
        .map_err(|_none| HouseError::Authority(file.to_owned()))?;
    let verifier = Arc::new(Verifier { ordinary, own });
    Ok(builder()?.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, HouseError> {
    let unusable = || HouseError::Authority(PathBuf::from(file));
    let own: Vec<_> = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<_, _>>).map_err(|_unreadable| unusable())?;
    if own.is_empty() { Err(unusable()) } else { Ok(own) }
}

/// Verifies as usual, and takes the very certificate it was given too: one a house made for itself with `openssl req -x509`
/// calls itself an authority, which the usual rules refuse in a server.
#[derive(Debug)]
struct Verifier {
    ordinary: Arc<WebPkiServerVerifier>,
    own: Vec<CertificateDer<'static>>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        match self.ordinary.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            Err(rustls::Error::InvalidCertificate(CertificateError::Other(_))) if self.own.iter().any(|own| own == end_entity) => {
                verify_server_name(&ParsedCertificate::try_from(end_entity)?, server_name)?;
                Ok(ServerCertVerified::assertion())
            }
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.ordinary.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.ordinary.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.ordinary.supported_verify_schemes()
    }
}

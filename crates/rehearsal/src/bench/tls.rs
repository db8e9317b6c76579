//! The same over TLS: a certificate of this machine's own making, and connections that trust it and nothing else.

use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use anyhow::{Context, bail};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{ClientConfig, client::Resumption, pki_types::ServerName},
};

use crate::line::Line;

/// Said where there can be no rows over TLS.
pub const NO_OPENSSL: &str = "Nothing was measured over TLS: the program openssl, which makes the certificate, is not installed here.";

/// An encrypted connection. Boxed: it is large, and plain tablets must not carry its size about.
pub type Encrypted = Box<TlsStream<TcpStream>>;

/// A certificate for this machine, gone when it is dropped.
#[derive(Debug)]
pub struct Certificate {
    folder: TempDir,
}

impl Certificate {
    /// Makes one below `out`; none where there is no `openssl`.
    pub fn make(out: &Path) -> anyhow::Result<Option<Self>> {
        std::fs::create_dir_all(out)?;
        let folder = tempfile::Builder::new().prefix("certificate-").tempdir_in(out)?;
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
            .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
            .args(["-keyout", "key.pem", "-out", "certificate.pem"])
            .current_dir(folder.path())
            .output();
        let made = match made {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            made => made.context("openssl cannot be started")?,
        };
        if !made.status.success() {
            bail!("openssl made no certificate: {}", String::from_utf8_lossy(&made.stderr));
        }
        Ok(Some(Self { folder }))
    }

    /// The certificate.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// Its key.
    pub fn key(&self) -> PathBuf {
        self.folder.path().join("key.pem")
    }

    /// What trusts it at `address`.
    pub fn trust(&self, address: SocketAddr) -> anyhow::Result<Trust> {
        let (_line, mut config) = Line::to(&format!("https://{address}").parse()?, Some(&self.file()))?;
        // Each tablet is a machine of its own: none has another's session to resume.
        config.resumption = Resumption::disabled();
        Ok(Trust { config: Arc::new(config), name: ServerName::from(address.ip()) })
    }
}

/// What a client needs to go to an encrypted house. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Trust {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
}

impl Trust {
    /// Shakes hands over `tcp`.
    pub async fn encrypt(&self, tcp: TcpStream) -> io::Result<Encrypted> {
        Ok(Box::new(TlsConnector::from(self.config.clone()).connect(self.name.clone(), tcp).await?))
    }
}

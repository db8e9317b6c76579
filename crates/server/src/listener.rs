//! Where connections come in: plain, or encrypted by this program where a certificate is given.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener as Accepts},
};
use live::{Hold, Wire};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

use crate::tasks;

/// A handshake that takes longer is given up.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Connections that are through their handshake and not yet taken.
const WAITING: usize = 1024;

/// Accepts connections.
pub enum Listener {
    /// As they come.
    Plain(TcpListener),
    /// After their handshake. Handshakes go on beside each other: a thousand tablets come back at once.
    Tls {
        /// Where it listens.
        address: SocketAddr,
        /// Connections ready to be served.
        ready: mpsc::Receiver<(Wire, SocketAddr)>,
    },
}

impl Listener {
    /// Listens on `tcp`, encrypted where `tls` is given.
    pub fn new(tcp: TcpListener, tls: Option<TlsAcceptor>) -> std::io::Result<Self> {
        let Some(acceptor) = tls else { return Ok(Self::Plain(tcp)) };
        let address = tcp.local_addr()?;
        let (send, ready) = mpsc::channel(WAITING);
        tasks::spawn("handshakes", shake_hands(tcp, acceptor, send));
        Ok(Self::Tls { address, ready })
    }
}

async fn shake_hands(mut tcp: TcpListener, acceptor: TlsAcceptor, ready: mpsc::Sender<(Wire, SocketAddr)>) {
    loop {
        let (socket, address) = tokio::select! {
            accepted = Accepts::accept(&mut tcp) => accepted,
            () = ready.closed() => return,
        };
        let (acceptor, ready) = (acceptor.clone(), ready.clone());
        prepare(&socket);
        tasks::spawn_one_of_many(async move {
            // Scanners, cut lines and browsers that do not trust the certificate: nothing to tell anybody.
            if let Ok(Ok(tls)) = tokio::time::timeout(HANDSHAKE, acceptor.accept(socket)).await {
                let _stopping = ready.send((Wire::tls(tls), address)).await;
            }
        });
    }
}

/// Nagle would hold a frame back for the acknowledgement of the one before.
fn prepare(socket: &TcpStream) {
    let _closed_already = socket.set_nodelay(true);
}

impl Accepts for Listener {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        match self {
            Self::Plain(tcp) => {
                let (socket, address) = Accepts::accept(tcp).await;
                prepare(&socket);
                (Wire::plain(socket), address)
            }
            Self::Tls { ready, .. } => match ready.recv().await {
                Some(accepted) => accepted,
                // The handshakes only end with the program.
                None => std::future::pending().await,
            },
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        match self {
            Self::Plain(tcp) => tcp.local_addr(),
            Self::Tls { address, .. } => Ok(*address),
        }
    }
}

/// Where a request comes from, and over what.
#[derive(Debug, Clone)]
pub struct Peer {
    /// The address.
    pub address: SocketAddr,
    /// Holds back an answer until the first frames.
    pub hold: Hold,
}

impl Connected<IncomingStream<'_, Listener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Listener>) -> Self {
        Self { address: *stream.remote_addr(), hold: stream.io().hold() }
    }
}

/// The certificate chain and its key, from PEM files.
pub fn acceptor(certificate: &Path, key: &Path) -> anyhow::Result<TlsAcceptor> {
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("the certificate {} cannot be read: give a PEM file with --tls-certificate", certificate.display()))?;
    let key = PrivateKeyDer::from_pem_file(key)
        .with_context(|| format!("the key {} cannot be read: give a PEM file with --tls-key", key.display()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .context("the certificate and the key do not belong together")?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

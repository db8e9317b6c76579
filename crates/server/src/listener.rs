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

use crate::{
    app::App,
    arrival::{self, Arrival},
    tasks,
};

/// A handshake that takes longer is given up.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Connections that are met and not yet taken.
const WAITING: usize = 1024;

/// Accepts connections. Each is met beside the others, up to its first request: a thousand tablets come back at once.
pub struct Listener {
    address: SocketAddr,
    /// Connections that HTTP is to serve.
    ready: mpsc::Receiver<(Wire, SocketAddr)>,
}

impl Listener {
    /// Listens on `tcp`, encrypted where `tls` is given, for requests to `app`.
    pub fn new(tcp: TcpListener, tls: Option<TlsAcceptor>, app: &App) -> std::io::Result<Self> {
        let address = tcp.local_addr()?;
        let (send, ready) = mpsc::channel(WAITING);
        tasks::spawn("arrivals", accept(tcp, tls, app.clone(), send));
        Ok(Self { address, ready })
    }
}

async fn accept(mut tcp: TcpListener, tls: Option<TlsAcceptor>, app: App, ready: mpsc::Sender<(Wire, SocketAddr)>) {
    loop {
        let (socket, address) = tokio::select! {
            accepted = Accepts::accept(&mut tcp) => accepted,
            () = ready.closed() => return,
        };
        // Nagle would hold a frame back for the acknowledgement of the one before.
        let _closed_already = socket.set_nodelay(true);
        let (tls, app, ready) = (tls.clone(), app.clone(), ready.clone());
        tasks::spawn_one_of_many(async move {
            let wire = match tls {
                None => Some(Wire::plain(socket)),
                Some(tls) => Box::pin(encrypted(tls, socket)).await,
            };
            let Some(wire) = wire else { return };
            match arrival::meet(&app, wire).await {
                // Hours may go by until it is over: this task, which has room for any request, ends now.
                Arrival::Live(following) => tasks::spawn_one_of_many(following),
                Arrival::Other(wire) => {
                    let _stopping = ready.send((wire, address)).await;
                }
                Arrival::Gone => {}
            }
        });
    }
}

/// The connection after its handshake. Scanners, cut lines and browsers that do not trust the certificate: nothing to tell
/// anybody.
async fn encrypted(tls: TlsAcceptor, socket: TcpStream) -> Option<Wire> {
    let tls = tokio::time::timeout(HANDSHAKE, tls.accept(socket)).await.ok()?;
    Some(Wire::tls(tls.ok()?))
}

impl Accepts for Listener {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        match self.ready.recv().await {
            Some(accepted) => accepted,
            // Connections are accepted as long as they are waited for.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        Ok(self.address)
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

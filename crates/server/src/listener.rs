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
        tasks::spawn("arrivals", accept(tcp, tls, None, app.clone(), send));
        Ok(Self { address, ready })
    }

    /// Listens on `tcp` for both: encrypted requests to `app`, and beside them those that come in plain HTTP, as people type
    /// addresses.
    pub fn with_door(tcp: TcpListener, tls: TlsAcceptor, app: &App) -> std::io::Result<(Self, Self)> {
        let address = tcp.local_addr()?;
        let ((send, ready), (send_plain, plain)) = (mpsc::channel(WAITING), mpsc::channel(WAITING));
        tasks::spawn("arrivals", accept(tcp, Some(tls), Some(send_plain), app.clone(), send));
        Ok((Self { address, ready }, Self { address, ready: plain }))
    }

    /// Listens on `tcp` for plain HTTP alone.
    pub fn door(tcp: TcpListener, app: &App) -> std::io::Result<Self> {
        let address = tcp.local_addr()?;
        let (send, ready) = mpsc::channel(WAITING);
        tasks::spawn("arrivals", accept(tcp, None, Some(send.clone()), app.clone(), send));
        Ok(Self { address, ready })
    }
}

/// The first byte of an encrypted connection (RFC 8446, 5.1: a handshake record). No HTTP request begins with it.
const HANDSHAKE_RECORD: u8 = 22;

async fn accept(
    mut tcp: TcpListener,
    tls: Option<TlsAcceptor>,
    plain: Option<mpsc::Sender<(Wire, SocketAddr)>>,
    app: App,
    ready: mpsc::Sender<(Wire, SocketAddr)>,
) {
    loop {
        let (socket, address) = tokio::select! {
            accepted = Accepts::accept(&mut tcp) => accepted,
            () = ready.closed() => return,
        };
        // Nagle would hold a frame back for the acknowledgement of the one before.
        let _closed_already = socket.set_nodelay(true);
        let (tls, plain, app, ready) = (tls.clone(), plain.clone(), app.clone(), ready.clone());
        tasks::spawn_one_of_many(async move {
            if let Some(plain) = plain {
                match first_byte(&socket).await {
                    Some(HANDSHAKE_RECORD) => {}
                    Some(_) => {
                        let _stopping = plain.send((Wire::plain(socket), address)).await;
                        return;
                    }
                    None => return,
                }
            }
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

/// Looks at what comes first, and leaves it there.
async fn first_byte(socket: &TcpStream) -> Option<u8> {
    let mut first = [0];
    let read = tokio::time::timeout(HANDSHAKE, socket.peek(&mut first)).await.ok()?.ok()?;
    first.first().copied().filter(|_| read > 0)
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

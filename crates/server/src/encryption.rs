//! How connections are encrypted: not by this program, with a certificate that was given, or with one the house makes itself.

pub mod authority;

use std::{
    collections::BTreeSet,
    net::IpAddr,
    path::Path,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU16, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::CertificateDer,
        server::{ClientHello, ResolvesServerCert},
        sign::CertifiedKey,
    },
};

use self::authority::Authority;
use crate::{app::App, clock, tasks};

/// A certificate is replaced this long before it ends: tablets with fast clocks are served too.
const AHEAD: TimeDelta = TimeDelta::days(90);
/// How often it is looked whether the certificate still fits: addresses come from a router that may change its mind.
const LOOK: Duration = Duration::from_secs(60);

/// How connections are encrypted.
#[derive(Default)]
pub enum Encryption {
    /// Plain HTTP; perhaps a proxy in front encrypts.
    #[default]
    None,
    /// With a certificate that was given: one that browsers trust already.
    Given(TlsAcceptor),
    /// With certificates of the house's own authority, which tablets have to be told to trust.
    House(Box<House>),
}

impl Encryption {
    /// What encrypts, where this program does.
    pub fn acceptor(&self) -> Option<TlsAcceptor> {
        match self {
            Self::None => None,
            Self::Given(acceptor) => Some(acceptor.clone()),
            Self::House(house) => Some(house.acceptor.clone()),
        }
    }

    /// The house's own authority, where there is one.
    pub fn house(&self) -> Option<&House> {
        match self {
            Self::House(house) => Some(house),
            Self::None | Self::Given(_) => None,
        }
    }

    /// Whether browsers may be told to come encrypted only, for a year: where the house's authority is lost they could not come
    /// back, so this takes a certificate from outside.
    pub fn is_lasting(&self) -> bool {
        matches!(self, Self::Given(_))
    }
}

/// Where the program listens, known once it does.
#[derive(Debug, Default)]
pub struct Ports {
    main: AtomicU16,
    plain: AtomicU16,
}

impl Ports {
    /// The port that is encrypted where anything is.
    pub fn encrypted(&self) -> u16 {
        self.main.load(Ordering::Relaxed)
    }

    /// The port that leads from plain HTTP to HTTPS.
    pub fn plain(&self) -> u16 {
        match self.plain.load(Ordering::Relaxed) {
            0 => self.encrypted(),
            port => port,
        }
    }

    /// Notes the main port.
    pub fn listens_on(&self, port: u16) {
        self.main.store(port, Ordering::Relaxed);
    }

    /// Notes the second port, for plain HTTP.
    pub fn door_on(&self, port: u16) {
        self.plain.store(port, Ordering::Relaxed);
    }
}

/// The house's own authority at work.
pub struct House {
    authority: Authority,
    /// Names as given, the first one first.
    given: Vec<String>,
    current: Arc<Current>,
    acceptor: TlsAcceptor,
}

impl House {
    /// Opens the authority kept in `folder` and vouches for the names given, this machine's own name, and its addresses.
    pub fn open(folder: &Path, given: &[String], now: DateTime<Utc>) -> anyhow::Result<Self> {
        let given: Vec<String> = given.iter().map(|name| name.trim().trim_end_matches('.').to_lowercase()).collect();
        let addresses = addresses();
        let authority = Authority::open(folder, &given.iter().cloned().collect(), &addresses)?;
        let current = Arc::new(Current(RwLock::new(None)));
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(current.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let house = Self { authority, given, current, acceptor: TlsAcceptor::from(Arc::new(config)) };
        house.look(&addresses, now)?;
        Ok(house)
    }

    /// Makes a new certificate where the one in use no longer fits the time, or this machine. Says whether it did.
    pub fn look(&self, addresses: &BTreeSet<IpAddr>, now: DateTime<Utc>) -> anyhow::Result<bool> {
        let addresses: BTreeSet<IpAddr> = addresses.iter().copied().filter(|address| self.authority.holds(*address)).collect();
        let names: BTreeSet<String> = self.given.iter().cloned().chain(own_names()).collect();
        let fits = |held: &Held| held.from < now && now < held.until - AHEAD && held.addresses == addresses && held.names == names;
        if self.current.0.read().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(fits) {
            return Ok(false);
        }
        let leaf = self.authority.vouch(&names, &addresses, now)?;
        let key = CertifiedKey::from_der(vec![leaf.certificate], leaf.key, &ring::default_provider())
            .context("the new certificate and its key do not belong together")?;
        let held = Held { key: Arc::new(key), from: leaf.from, until: leaf.until, names, addresses };
        tracing::info!(until = %held.until, names = ?held.names, addresses = ?held.addresses, "made a certificate");
        *self.current.0.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
        Ok(true)
    }

    /// What tablets are told to call this machine: the first name given, or else an address others can reach.
    pub fn called(&self) -> String {
        if let Some(name) = self.given.first() {
            return name.clone();
        }
        let held = self.current.0.read().unwrap_or_else(PoisonError::into_inner);
        let addresses = held.as_ref().map(|held| held.addresses.clone()).unwrap_or_default();
        let reachable = addresses.into_iter().find(|address| match address {
            IpAddr::V4(address) => !address.is_loopback() && !address.is_link_local(),
            IpAddr::V6(_) => false,
        });
        reachable.map_or_else(|| "localhost".to_owned(), |address| address.to_string())
    }

    /// The certificate tablets are to trust.
    pub fn certificate(&self) -> &CertificateDer<'static> {
        self.authority.certificate()
    }

    /// Its SHA-256, as systems show it.
    pub fn fingerprint(&self) -> String {
        self.authority.fingerprint()
    }

    /// What its certificate is called, as systems list it.
    pub fn name(&self) -> &str {
        self.authority.name()
    }
}

/// Looks after the certificate of the house's own authority, until the program stops.
pub fn keep(app: &App) {
    if app.encryption.house().is_none() {
        return;
    }
    let (app, mut stopped) = (app.clone(), app.closing.subscribe());
    tasks::spawn("certificate", async move {
        while tokio::time::timeout(LOOK, stopped.wait_for(|closing| *closing)).await.is_err() {
            let Some(house) = app.encryption.house() else { return };
            if let Err(error) = house.look(&addresses(), clock::now()) {
                tracing::error!(
                    error = AsRef::<dyn std::error::Error + Send + Sync>::as_ref(&error) as &dyn std::error::Error,
                    "no new certificate could be made"
                );
            }
        }
    });
}

/// The certificate in use.
#[derive(Debug)]
struct Current(RwLock<Option<Held>>);

#[derive(Debug)]
struct Held {
    key: Arc<CertifiedKey>,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    names: BTreeSet<String>,
    addresses: BTreeSet<IpAddr>,
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|held| held.key.clone())
    }
}

/// This machine's addresses. One that is told by none of its networks is still itself.
pub fn addresses() -> BTreeSet<IpAddr> {
    let found = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(error = &error as &dyn std::error::Error, "this machine's addresses cannot be told");
        Vec::new()
    });
    let mut addresses: BTreeSet<IpAddr> = found.into_iter().map(|interface| interface.ip()).collect();
    addresses.insert(IpAddr::from([127, 0, 0, 1]));
    addresses
}

/// The names this machine goes by without anybody giving it one: on its own network as `name.local` (RFC 6762).
fn own_names() -> Vec<String> {
    let mut names = vec!["localhost".to_owned()];
    #[cfg(unix)]
    if let Ok(name) = rustix::system::uname().nodename().to_str() {
        let name = name.split('.').next().unwrap_or_default().to_lowercase();
        let is_label = !name.is_empty() && name.len() < 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if is_label && name != "localhost" {
            names.push(format!("{name}.local"));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_made_anew_where_it_no_longer_fits() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let now = DateTime::from_timestamp(1_795_000_000, 0).context("a time")?;
        let house = House::open(folder.path(), &["Hop.Local.".to_owned()], now)?;
        assert_eq!(house.called(), "hop.local");
        let here = addresses();
        assert!(!house.look(&here, now + TimeDelta::days(200))?, "it is good for another while");
        assert!(house.look(&here, now + TimeDelta::days(301))?, "it would end soon");
        assert!(!house.look(&here, now + TimeDelta::days(302))?);
        let elsewhere = here.iter().copied().chain([IpAddr::from([10, 99, 0, 1])]).collect();
        assert!(house.look(&elsewhere, now + TimeDelta::days(302))?, "the machine has got another address");
        assert!(house.look(&elsewhere, now - TimeDelta::days(900))?, "the clock was set right");
        let anybodys = elsewhere.iter().copied().chain([IpAddr::from([8, 8, 8, 8])]).collect();
        assert!(!house.look(&anybodys, now - TimeDelta::days(900))?, "an address it may not vouch for changes nothing");
        Ok(())
    }
}

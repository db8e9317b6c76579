//! The house's own certificate authority: made once, kept in the data folder, and fit to vouch for this house alone.

use std::{
    collections::BTreeSet,
    io::Write,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::Path,
};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, NameConstraints, SanType, date_time_ymd,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject};

/// Longest life of a certificate that Apple's systems take.
pub const LONGEST: TimeDelta = TimeDelta::days(397);
/// Where the certificate begins before now: clocks of tablets that never saw the internet are slow.
const SLOW_CLOCKS: TimeDelta = TimeDelta::days(7);
/// Domains nobody on the internet can own: an authority that vouches for these alone is worth nothing outside.
const OURS: [&str; 5] = ["local", "lan", "internal", "home.arpa", "localhost"];
/// Addresses of networks that nobody on the internet can own.
const PRIVATE_V4: [([u8; 4], u8); 5] =
    [([10, 0, 0, 0], 8), ([172, 16, 0, 0], 12), ([192, 168, 0, 0], 16), ([169, 254, 0, 0], 16), ([127, 0, 0, 0], 8)];
const PRIVATE_V6: [(Ipv6Addr, u8); 3] =
    [(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7), (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10), (Ipv6Addr::LOCALHOST, 128)];

/// What the authority may vouch for beside names and addresses that are private everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Reach {
    names: BTreeSet<String>,
    addresses: BTreeSet<IpAddr>,
}

impl Reach {
    fn holds_name(&self, name: &str) -> bool {
        let within = |domain: &str| name == domain || name.strip_suffix(domain).is_some_and(|before| before.ends_with('.'));
        OURS.iter().copied().chain(self.names.iter().map(String::as_str)).any(within)
    }

    fn holds_address(&self, address: IpAddr) -> bool {
        is_private(address) || self.addresses.contains(&address)
    }

    fn constraints(&self) -> NameConstraints {
        let names = OURS.iter().map(|name| (*name).to_owned()).chain(self.names.iter().cloned()).map(GeneralSubtree::DnsName);
        let v4 = PRIVATE_V4.iter().map(|(net, bits)| (IpAddr::from(*net), *bits));
        let v6 = PRIVATE_V6.iter().map(|(net, bits)| (IpAddr::from(*net), *bits));
        let own = self.addresses.iter().map(|address| (*address, if address.is_ipv4() { 32 } else { 128 }));
        let nets = v4.chain(v6).chain(own).map(|(net, bits)| GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(net, bits)));
        NameConstraints { permitted_subtrees: names.chain(nets).collect(), excluded_subtrees: Vec::new() }
    }
}

/// Whether no machine on the internet can have this address.
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let differs = |net: [u8; 4]| u32::from(address) ^ u32::from(Ipv4Addr::from(net));
            PRIVATE_V4.iter().any(|(net, length)| differs(*net) >> (32 - u32::from(*length)) == 0)
        }
        IpAddr::V6(address) => {
            let differs = |net: Ipv6Addr| u128::from(address) ^ u128::from(net);
            PRIVATE_V6.iter().any(|(net, length)| differs(*net) >> (128 - u32::from(*length)) == 0)
        }
    }
}

/// A certificate for this machine with its key, and how long it is good for.
pub struct Leaf {
    /// It.
    pub certificate: CertificateDer<'static>,
    /// Its key.
    pub key: PrivateKeyDer<'static>,
    /// Good from.
    pub from: DateTime<Utc>,
    /// Good until.
    pub until: DateTime<Utc>,
}

/// The authority.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    name: String,
    reach: Reach,
}

impl Authority {
    /// The authority kept in `folder`; made there, for `names` and `addresses`, where there is none.
    pub fn open(folder: &Path, names: &BTreeSet<String>, addresses: &BTreeSet<IpAddr>) -> anyhow::Result<Self> {
        let authority = if folder.join("key.pem").is_file() {
            Self::read(folder).with_context(|| {
                format!(
                    "the house authority in {} cannot be read: put the folder back from a backup, or remove it; a new one is made \
                     then, and every tablet must trust it anew",
                    folder.display()
                )
            })?
        } else {
            Self::make(folder, names, addresses)
                .with_context(|| format!("the house authority cannot be kept in {}: may this user write there?", folder.display()))?
        };
        for name in names {
            anyhow::ensure!(
                authority.reach.holds_name(name),
                "the house authority was made without the name {name} and may not vouch for it: leave --tls-name {name} out, or remove \
                 {}; a new authority is made then, and every tablet must trust it anew",
                folder.display()
            );
        }
        Ok(authority)
    }

    fn make(folder: &Path, names: &BTreeSet<String>, addresses: &BTreeSet<IpAddr>) -> anyhow::Result<Self> {
        let reach = Reach {
            names: names.iter().filter(|name| !Reach::default().holds_name(name)).cloned().collect(),
            addresses: addresses.iter().copied().filter(|address| !is_private(*address)).collect(),
        };
        let key = KeyPair::generate()?;
        let params = description(&key, &reach);
        let certificate = params.self_signed(&key)?;
        make_private_folder(folder)?;
        write(&folder.join("reach.json"), serde_json::to_vec_pretty(&reach)?.as_slice(), 0o644)?;
        write(&folder.join("certificate.pem"), certificate.pem().as_bytes(), 0o644)?;
        // The key last: it says that the others are whole.
        write(&folder.join("key.pem"), key.serialize_pem().as_bytes(), 0o600)?;
        let certificate = certificate.der().clone();
        Ok(Self { name: name(&key), issuer: Issuer::new(params, key), certificate, reach })
    }

    fn read(folder: &Path) -> anyhow::Result<Self> {
        let key = KeyPair::from_pem(&std::fs::read_to_string(folder.join("key.pem"))?)?;
        let certificate = CertificateDer::from_pem_file(folder.join("certificate.pem"))?;
        let reach: Reach = serde_json::from_slice(&std::fs::read(folder.join("reach.json"))?)?;
        let params = description(&key, &reach);
        Ok(Self { name: name(&key), issuer: Issuer::new(params, key), certificate, reach })
    }

    /// Vouches for this machine from now on, for as long as a certificate may live.
    pub fn vouch(&self, names: &BTreeSet<String>, addresses: &BTreeSet<IpAddr>, now: DateTime<Utc>) -> anyhow::Result<Leaf> {
        let addresses: BTreeSet<IpAddr> = addresses.iter().copied().filter(|address| self.reach.holds_address(*address)).collect();
        let (from, until) = (now - SLOW_CLOCKS, now - SLOW_CLOCKS + LONGEST);
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::default();
        params.distinguished_name = called(names.first().map_or("Nghị Sự", String::as_str));
        for name in names {
            params.subject_alt_names.push(SanType::DnsName(name.as_str().try_into()?));
        }
        params.subject_alt_names.extend(addresses.iter().copied().map(SanType::IpAddress));
        params.not_before = OffsetDateTime::from_unix_timestamp(from.timestamp())?;
        // The last second counts too.
        params.not_after = OffsetDateTime::from_unix_timestamp(until.timestamp() - 1)?;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer)?.der().clone();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        Ok(Leaf { certificate, key, from, until })
    }

    /// Whether it may vouch for this address.
    pub fn holds(&self, address: IpAddr) -> bool {
        self.reach.holds_address(address)
    }

    /// Its certificate, which tablets are to trust.
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// SHA-256 of its certificate, as systems show it.
    pub fn fingerprint(&self) -> String {
        Sha256::digest(&self.certificate).iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
    }

    /// What its certificate is called.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// What the authority's certificate says, the same at every start. It is good from long ago until far away: a machine without
/// internet may have any date, and an authority that runs out silently takes a whole house off the network.
fn description(key: &KeyPair, reach: &Reach) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = called(&name(key));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.name_constraints = Some(reach.constraints());
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2049, 12, 31);
    params
}

/// Two houses' authorities in one tablet are told apart by it.
fn name(key: &KeyPair) -> String {
    let short = hex::encode(Sha256::digest(key.public_key_raw()).get(..3).unwrap_or_default()).to_uppercase();
    format!("Nghi Su {short}")
}

fn called(name: &str) -> DistinguishedName {
    let mut called = DistinguishedName::new();
    called.push(DnType::CommonName, name);
    called
}

fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// Writes the whole file or none, readable from its first byte only by whom `mode` lets.
fn write(path: &Path, bytes: &[u8], mode: u32) -> anyhow::Result<()> {
    let folder = path.parent().context("a folder")?;
    let mut new = tempfile::Builder::new();
    #[cfg(unix)]
    new.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _folders_rule = mode;
    let mut file = new.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_private() {
        for address in ["10.1.2.3", "172.31.0.1", "192.168.0.5", "169.254.1.1", "127.0.0.1", "fd12::1", "fe80::1", "::1"] {
            assert!(is_private(address.parse().expect("an address")), "{address}");
        }
        for address in ["11.0.0.1", "172.32.0.1", "192.169.0.1", "8.8.8.8", "2001:db8::1", "::2"] {
            assert!(!is_private(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn an_authority_is_kept_and_keeps_to_its_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let (kept, names) = (folder.path().join("authority"), BTreeSet::from(["hop.example.vn".to_owned()]));
        let first = Authority::open(&kept, &names, &BTreeSet::new()).expect("made");
        let again = Authority::open(&kept, &names, &BTreeSet::new()).expect("read");
        assert_eq!(first.certificate(), again.certificate());
        assert!(again.reach.holds_name("hop.example.vn") && again.reach.holds_name("may-chu.local"));
        assert!(!again.reach.holds_name("example.vn") && !again.reach.holds_name("evilhop.example.vn"));
        let refused =
            Authority::open(&kept, &BTreeSet::from(["khac.vn".to_owned()]), &BTreeSet::new()).err().map(|error| error.to_string());
        assert!(refused.is_some_and(|why| why.contains("--tls-name khac.vn")));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
            assert_eq!((mode(&kept), mode(&kept.join("key.pem"))), (0o700, 0o600));
        }
        std::fs::write(kept.join("certificate.pem"), "nonsense").expect("writing");
        let broken = Authority::open(&kept, &names, &BTreeSet::new()).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(broken.contains("every tablet must trust it anew"), "{broken}");
    }

    #[test]
    fn a_certificate_lives_no_longer_than_it_may() {
        let folder = tempfile::tempdir().expect("a folder");
        let authority = Authority::open(folder.path(), &BTreeSet::new(), &BTreeSet::new()).expect("made");
        let now = DateTime::from_timestamp(1_795_000_000, 0).expect("a time");
        let addresses = BTreeSet::from(["192.168.1.5".parse().expect("an address"), "8.8.8.8".parse().expect("an address")]);
        let leaf = authority.vouch(&BTreeSet::from(["may-chu.local".to_owned()]), &addresses, now).expect("a certificate");
        assert!(leaf.until - leaf.from <= LONGEST && leaf.from < now);
        assert!(!authority.holds("8.8.8.8".parse().expect("an address")), "anybody on the internet may have it");
    }
}

//! Configuration: command line over environment over file over defaults.

use std::{net::SocketAddr, path::PathBuf};

use anyhow::Context;
use clap::Args;
use figment::{
    Figment,
    providers::{Format, Serialized, Toml},
};
use papers::signature::Roots;
use serde::{Deserialize, Serialize};
use store::files::{Bucket, Files, Secret};

use crate::{
    clock,
    encryption::{Encryption, House},
    listener,
};

/// What can be set, as given; absent means "not here".
#[derive(Debug, Clone, Default, Args, Serialize)]
pub struct Given {
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "NGHISU_LISTEN", value_name = "ADDRESS:PORT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// Folder for the database and the files [default: ./data]
    #[arg(long, env = "NGHISU_DATA", value_name = "FOLDER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// Database, e.g. postgres://user:password@host/name [default: an SQLite file in the data folder]
    #[arg(long, env = "NGHISU_DATABASE", value_name = "URL", hide_env_values = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Where papers are kept: a folder, or s3://bucket/prefix [default: objects in the data folder]
    #[arg(long, env = "NGHISU_FILES", value_name = "FOLDER|URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<String>,
    /// Rules of the house as a TOML file [default: the rules for Viet Nam that come with the program]
    #[arg(long, env = "NGHISU_RULES", value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<PathBuf>,
    /// Certificate chain as a PEM file, to serve over HTTPS without a proxy
    #[arg(long, env = "NGHISU_TLS_CERTIFICATE", value_name = "FILE", requires = "tls_key")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_certificate: Option<PathBuf>,
    /// Its key as a PEM file
    #[arg(long, env = "NGHISU_TLS_KEY", value_name = "FILE", requires = "tls_certificate")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_key: Option<PathBuf>,
    /// Serve over HTTPS with certificates this house makes itself; tablets are walked through trusting it
    #[arg(long, env = "NGHISU_TLS", value_name = "house", conflicts_with = "tls_certificate")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<Tls>,
    /// Name tablets reach this machine by, with --tls house; may be given several times, the first is shown [default: its addresses]
    #[arg(long, env = "NGHISU_TLS_NAME", value_name = "NAME", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tls_name: Vec<String>,
    /// Second address, for plain HTTP: leads to HTTPS [default with HTTPS on port 443: port 80]
    #[arg(long, env = "NGHISU_HTTP", value_name = "ADDRESS:PORT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http: Option<SocketAddr>,
    /// Folder of the certificates (PEM or DER) whose signatures on papers are trusted
    #[arg(long, env = "NGHISU_ROOTS", value_name = "FOLDER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roots: Option<PathBuf>,
    /// Files studied at a time, for text, search and reading copies; 0 studies none [default: 2]
    #[arg(long, env = "NGHISU_STUDIES", value_name = "NUMBER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub studies: Option<usize>,
    /// Fill an empty database with the demonstration house
    #[arg(long, env = "NGHISU_DEMO")]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
    /// Settings file: the options above as `name = value`
    #[arg(long, env = "NGHISU_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
}

/// Who encrypts, where no certificate is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Tls {
    /// The house's own authority.
    House,
}

/// What holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Folder of the files, and of the SQLite database.
    pub data: PathBuf,
    /// Database.
    #[serde(default)]
    pub database: Option<String>,
    /// Where files are kept, if not in the data folder.
    #[serde(default)]
    pub files: Option<String>,
    /// How to get into the bucket, where files are kept in one.
    #[serde(default)]
    pub s3: S3,
    /// Rules file.
    #[serde(default)]
    pub rules: Option<PathBuf>,
    /// Certificate chain, where this program encrypts.
    #[serde(default)]
    pub tls_certificate: Option<PathBuf>,
    /// Its key.
    #[serde(default)]
    pub tls_key: Option<PathBuf>,
    /// Whether the house makes its certificates itself.
    #[serde(default)]
    pub tls: Option<Tls>,
    /// Names of this machine.
    #[serde(default)]
    pub tls_name: Vec<String>,
    /// Second address, for plain HTTP.
    #[serde(default)]
    pub http: Option<SocketAddr>,
    /// Certificates whose signatures are trusted.
    #[serde(default)]
    pub roots: Option<PathBuf>,
    /// Files studied at a time.
    pub studies: usize,
    /// Whether to set up the demonstration house.
    #[serde(default)]
    pub demo: bool,
}

/// How to get into a bucket. From the environment or the settings file only: everybody on a machine may read its command lines.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct S3 {
    /// Address of the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// Region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Who asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key: Option<String>,
    /// How they prove it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_key: Option<String>,
}

impl std::fmt::Debug for S3 {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("S3").field("endpoint", &self.endpoint).field("region", &self.region).finish_non_exhaustive()
    }
}

impl S3 {
    #[expect(clippy::disallowed_methods, reason = "settings come from this file")]
    fn from_environment() -> Self {
        let word = |name: &str| std::env::var(name).ok().filter(|word| !word.is_empty());
        Self {
            endpoint: word("NGHISU_S3_ENDPOINT"),
            region: word("NGHISU_S3_REGION"),
            access_key: word("NGHISU_S3_ACCESS_KEY"),
            secret_key: word("NGHISU_S3_SECRET_KEY"),
        }
    }

    /// The bucket `place` (`name/prefix`) names, with the way into it.
    fn bucket(&self, place: &str) -> anyhow::Result<Bucket> {
        let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
        anyhow::ensure!(!name.is_empty(), "s3:// names no bucket: write --files s3://bucket, or s3://bucket/folder");
        let (Some(access_key), Some(secret_key)) = (self.access_key.clone(), self.secret_key.clone()) else {
            anyhow::bail!(
                "the bucket {name} has no key: set NGHISU_S3_ACCESS_KEY and NGHISU_S3_SECRET_KEY, \
                 or access_key and secret_key under [s3] in the settings file"
            )
        };
        Ok(Bucket {
            name: name.to_owned(),
            prefix: prefix.to_owned(),
            endpoint: self.endpoint.clone(),
            region: self.region.clone(),
            access_key,
            secret_key: Secret(secret_key),
        })
    }
}

impl Config {
    /// Puts what was given together.
    pub fn read(given: &Given) -> anyhow::Result<Self> {
        let defaults = Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: PathBuf::from("data"),
            database: None,
            files: None,
            s3: S3::default(),
            rules: None,
            tls_certificate: None,
            tls_key: None,
            tls: None,
            tls_name: Vec::new(),
            http: None,
            roots: None,
            studies: 2,
            demo: false,
        };
        let mut figment = Figment::from(Serialized::defaults(defaults));
        if let Some(file) = &given.config {
            anyhow::ensure!(
                file.is_file(),
                "the settings file {} does not exist: name another with --config, or leave it out",
                file.display()
            );
            figment = figment.merge(Toml::file_exact(file));
        }
        figment = figment.merge(Serialized::default("s3", S3::from_environment()));
        Ok(figment.merge(Serialized::defaults(given)).extract()?)
    }

    /// The database in use.
    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("nghisu.sqlite").display()))
    }

    /// Where files are kept. A folder is made; a bucket is asked nothing yet.
    pub fn files(&self) -> anyhow::Result<Files> {
        match self.files.as_deref() {
            Some(url) if let Some(place) = url.strip_prefix("s3://") => Files::in_bucket(&self.s3.bucket(place)?)
                .with_context(|| format!("the files in {url} cannot be reached with these settings")),
            Some(other) if other.contains("://") => {
                anyhow::bail!("--files {other} is neither a folder nor a bucket: write a folder, or s3://bucket/folder")
            }
            folder => {
                let folder = folder.map_or_else(|| self.data.join("objects"), PathBuf::from);
                Files::in_folder(&folder).with_context(|| format!("the folder {} for files cannot be made", folder.display()))
            }
        }
    }

    /// How connections are encrypted.
    pub fn encryption(&self) -> anyhow::Result<Encryption> {
        let encryption = match (&self.tls_certificate, &self.tls_key, self.tls) {
            (Some(certificate), Some(key), None) => Encryption::Given(listener::acceptor(certificate, key)?),
            (None, None, None) => Encryption::None,
            (None, None, Some(Tls::House)) => {
                Encryption::House(Box::new(House::open(&self.data.join("authority"), &self.tls_name, clock::now())?))
            }
            (_, _, Some(Tls::House)) => {
                anyhow::bail!(
                    "either the house makes its certificates or one is given: leave --tls out, or --tls-certificate and --tls-key"
                )
            }
            _ => anyhow::bail!("a certificate and its key go together: give both --tls-certificate and --tls-key, or neither"),
        };
        if self.tls.is_none() {
            anyhow::ensure!(self.tls_name.is_empty(), "--tls-name is a name in the house's own certificate: it goes with --tls house");
        }
        Ok(encryption)
    }

    /// Second address to listen on, where plain HTTP leads to HTTPS; and whether it was asked for.
    pub fn door(&self, encrypted: bool) -> anyhow::Result<Option<(SocketAddr, bool)>> {
        match self.http {
            Some(_) if !encrypted => {
                anyhow::bail!(
                    "--http leads to HTTPS, which this program does not speak here: add --tls house or a certificate, or leave it out"
                )
            }
            Some(address) => Ok(Some((address, true))),
            None if encrypted && self.listen.port() == 443 => Ok(Some((SocketAddr::new(self.listen.ip(), 80), false))),
            None => Ok(None),
        }
    }

    /// The certificates of `roots`; a file that is none is named, so that nobody relies on it.
    pub fn roots(&self) -> anyhow::Result<Roots> {
        let mut roots = Roots::default();
        let Some(folder) = &self.roots else { return Ok(roots) };
        let files = std::fs::read_dir(folder).with_context(|| {
            format!("the folder of trusted certificates {} cannot be read: name another with --roots", folder.display())
        })?;
        for file in files {
            let path = file?.path();
            if !path.is_file() {
                continue;
            }
            let certificates = roots.add(&std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?);
            anyhow::ensure!(certificates > 0, "{} holds no certificate: take it out of the folder of --roots", path.display());
        }
        Ok(roots)
    }

    /// The rules in use.
    pub fn rules(&self) -> anyhow::Result<domain::rules::Rules> {
        const VIETNAM: &str = include_str!("../rules/vietnam.toml");
        let figment = match &self.rules {
            Some(file) => {
                anyhow::ensure!(
                    file.is_file(),
                    "the rules file {} does not exist: name another with --rules, or leave it out",
                    file.display()
                );
                Figment::from(Toml::file_exact(file))
            }
            None => Figment::from(Toml::string(VIETNAM)),
        };
        Ok(figment.extract()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket() -> Config {
        let keys = S3 { endpoint: None, region: None, access_key: Some("who".into()), secret_key: Some("proof".into()) };
        Config { files: Some("s3://papers/house".into()), s3: keys, ..Config::read(&Given::default()).expect("the defaults") }
    }

    #[test]
    fn secrets_are_not_shown() {
        let shown = format!("{:?} {:?}", bucket(), bucket().s3.bucket("papers/house"));
        assert!(shown.contains("papers") && !shown.contains("proof"), "{shown}");
    }

    #[test]
    fn a_bucket_without_key_says_what_to_set() {
        let config = Config { s3: S3::default(), ..bucket() };
        let refused = config.files().err().map(|error| error.to_string()).unwrap_or_default();
        assert!(refused.contains("NGHISU_S3_SECRET_KEY"), "{refused}");
        let config = Config { files: Some("gs://papers".into()), ..config };
        assert!(config.files().err().is_some_and(|error| error.to_string().contains("s3://")));
    }
}

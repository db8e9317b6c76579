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
use tokio_rustls::TlsAcceptor;

use crate::listener;

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
    /// Rules file.
    #[serde(default)]
    pub rules: Option<PathBuf>,
    /// Certificate chain, where this program encrypts.
    #[serde(default)]
    pub tls_certificate: Option<PathBuf>,
    /// Its key.
    #[serde(default)]
    pub tls_key: Option<PathBuf>,
    /// Certificates whose signatures are trusted.
    #[serde(default)]
    pub roots: Option<PathBuf>,
    /// Files studied at a time.
    pub studies: usize,
    /// Whether to set up the demonstration house.
    #[serde(default)]
    pub demo: bool,
}

impl Config {
    /// Puts what was given together.
    pub fn read(given: &Given) -> anyhow::Result<Self> {
        let defaults = Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: PathBuf::from("data"),
            database: None,
            rules: None,
            tls_certificate: None,
            tls_key: None,
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
        Ok(figment.merge(Serialized::defaults(given)).extract()?)
    }

    /// The database in use.
    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("nghisu.sqlite").display()))
    }

    /// What encrypts connections, where that is asked for.
    pub fn tls(&self) -> anyhow::Result<Option<TlsAcceptor>> {
        match (&self.tls_certificate, &self.tls_key) {
            (Some(certificate), Some(key)) => listener::acceptor(certificate, key).map(Some),
            (None, None) => Ok(None),
            _ => anyhow::bail!("a certificate and its key go together: give both --tls-certificate and --tls-key, or neither"),
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

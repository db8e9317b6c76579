//! Configuration: command line over environment over file over defaults.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;
use figment::{
    Figment,
    providers::{Format, Serialized, Toml},
};
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

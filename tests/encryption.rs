//! The house's own certificates, by real handshakes: what a tablet takes over plain HTTP makes it trust this house, and this
//! house alone.

use std::{
    collections::BTreeSet,
    net::{IpAddr, SocketAddr},
    path::Path,
    process::Command,
    sync::Arc,
};

use chrono::{TimeDelta, Utc};
use reqwest::{Client, Method, StatusCode, header, redirect};
use server::{
    app::App,
    config::{Config, Tls},
    encryption, listener,
    listener::Listener,
    serve,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName},
    },
};

use crate::support::{Kind, PATIENCE, Place};

/// A house that encrypts, served.
struct Encrypted {
    app: App,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Encrypted {
    async fn start(config: &Config) -> Self {
        let app = serve::open(config).await.expect("the house opens");
        let tcp = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = tcp.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let served = app.clone();
        #[expect(clippy::disallowed_methods, reason = "the server under test")]
        let task = tokio::spawn(async move {
            let tls = served.encryption.acceptor().expect("encryption");
            let (main, door) = Listener::with_door(tcp, tls, &served).expect("a listener");
            serve::lead(door, &served);
            let stopped = async {
                let _dropped = stopped.await;
            };
            serve::listen(main, served, stopped).await.expect("serving");
        });
        Self { app, address, stop, task }
    }

    async fn stop(self) {
        let _gone = self.stop.send(());
        tokio::time::timeout(PATIENCE, self.task).await.expect("it stops").expect("it ends well");
    }

    fn at(&self, scheme: &str, host: &str, path: &str) -> String {
        format!("{scheme}://{host}:{}{path}", self.address.port())
    }

    /// The certificate shown by a handshake under `name`, verified against `root`.
    async fn handshake(&self, name: &str, root: &CertificateDer<'static>) -> Result<CertificateDer<'static>, std::io::Error> {
        let name = ServerName::try_from(name.to_owned()).expect("a name");
        let tcp = TcpStream::connect(self.address).await?;
        let tls = TlsConnector::from(Arc::new(trusting(Some(root)))).connect(name, tcp).await?;
        Ok(tls.get_ref().1.peer_certificates().and_then(<[_]>::first).expect("a certificate").clone().into_owned())
    }
}

fn house(place: &Place) -> Config {
    Config { tls: Some(Tls::House), tls_name: vec!["hop.lan".to_owned()], ..place.config() }
}

fn trusting(root: Option<&CertificateDer<'static>>) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    if let Some(root) = root {
        roots.add(root.clone()).expect("a root");
    }
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth()
}

/// A tablet that goes where it is led only when told, and finds every name at `address`.
fn tablet(root: Option<&CertificateDer<'static>>, address: SocketAddr) -> Client {
    let mut client = Client::builder().no_proxy().use_preconfigured_tls(trusting(root)).redirect(redirect::Policy::none());
    for name in ["hop.lan", "khac.lan"] {
        client = client.resolve(name, address);
    }
    client.build().expect("a client")
}

/// What a tablet takes over plain HTTP.
async fn taken(served: &Encrypted) -> CertificateDer<'static> {
    let answer = tablet(None, served.address).get(served.at("http", "127.0.0.1", "/trust/nghi-su.crt")).send().await.expect("an answer");
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/x-x509-ca-cert");
    CertificateDer::from(answer.bytes().await.expect("bytes").to_vec())
}

#[tokio::test]
async fn a_tablet_that_took_the_certificate_trusts_this_house_and_no_other_name() {
    let place = Place::new(Kind::Sqlite).await;
    let served = Encrypted::start(&house(&place)).await;
    let root = taken(&served).await;
    let told_so = tablet(Some(&root), served.address);
    for host in ["localhost", "127.0.0.1", "hop.lan"] {
        let answer = told_so.get(served.at("https", host, "/api/house")).send().await.expect(host);
        assert_eq!(answer.status(), StatusCode::OK, "{host}");
        assert!(!answer.headers().contains_key(header::STRICT_TRANSPORT_SECURITY), "a lost authority would lock tablets out");
    }
    told_so.get(served.at("https", "khac.lan", "/api/house")).send().await.expect_err("a name it was not made for");
    let stranger = tablet(None, served.address);
    stranger.get(served.at("https", "hop.lan", "/api/house")).send().await.expect_err("nobody trusts it without being told");

    // What the page is told when it tries: any page may read the answer.
    let tried = told_so.get(served.at("https", "hop.lan", "/api/trust")).send().await.expect("an answer");
    assert_eq!(tried.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert_eq!(tried.headers()["cross-origin-resource-policy"], "cross-origin");
    let told: serde_json::Value = tried.json().await.expect("JSON");
    assert_eq!(told["https"], format!("https://hop.lan:{}", served.address.port()));
    let profile = stranger.get(served.at("http", "hop.lan", "/trust/nghi-su.mobileconfig")).send().await.expect("an answer");
    assert_eq!(profile.headers()[header::CONTENT_TYPE], "application/x-apple-aspen-config");
    served.stop().await;
}

#[tokio::test]
async fn plain_http_leads_to_https_and_gives_nothing_else_away() {
    let place = Place::new(Kind::Sqlite).await;
    let served = Encrypted::start(&house(&place)).await;
    let port = served.address.port();
    let stranger = tablet(None, served.address);
    let ask = async |method: Method, path: &str, accept: &str| {
        let request = stranger.request(method, served.at("http", "hop.lan", path)).header(header::ACCEPT, accept);
        request.send().await.expect("an answer")
    };
    for (method, path, accept, status, to) in [
        (Method::GET, "/", "text/html,*/*", StatusCode::FOUND, "/trust?to=/".to_owned()),
        (Method::GET, "/room?a=b&c", "text/html", StatusCode::FOUND, "/trust?to=/room%3Fa%3Db%26c".to_owned()),
        (Method::GET, "/api/session", "*/*", StatusCode::PERMANENT_REDIRECT, format!("https://hop.lan:{port}/api/session")),
        (Method::POST, "/api/session", "*/*", StatusCode::PERMANENT_REDIRECT, format!("https://hop.lan:{port}/api/session")),
        (Method::GET, "//evil.example/", "*/*", StatusCode::PERMANENT_REDIRECT, format!("https://hop.lan:{port}//evil.example/")),
        (Method::GET, "/api/meetings", "*/*", StatusCode::PERMANENT_REDIRECT, format!("https://hop.lan:{port}/api/meetings")),
    ] {
        let answer = ask(method.clone(), path, accept).await;
        assert_eq!(
            (answer.status(), &answer.headers()[header::LOCATION]),
            (status, &header::HeaderValue::from_str(&to).expect("a value")),
            "{method} {path}"
        );
        assert!(!answer.headers().contains_key(header::SET_COOKIE));
    }
    let page = ask(Method::GET, "/trust", "text/html").await;
    let csp = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    assert!(csp.contains(&format!("connect-src 'self' https://hop.lan:{port};")), "{csp}");
    assert_eq!(ask(Method::GET, "/api/house", "*/*").await.status(), StatusCode::OK);
    served.stop().await;
}

#[tokio::test]
async fn certificates_are_renewed_under_open_connections_and_the_authority_stays() {
    let place = Place::new(Kind::Sqlite).await;
    let config = house(&place);
    let served = Encrypted::start(&config).await;
    let root = taken(&served).await;
    let open = tablet(Some(&root), served.address);
    let ask = async |tablet: &Client, served: &Encrypted| {
        tablet.get(served.at("https", "hop.lan", "/api/house")).send().await.expect("an answer").status()
    };
    assert_eq!(ask(&open, &served).await, StatusCode::OK);
    let before = served.handshake("hop.lan", &root).await.expect("a handshake");

    let app = served.app.clone();
    let own = app.encryption.house().expect("the house's own");
    #[expect(clippy::disallowed_methods, reason = "the certificate is verified against the real time")]
    let now = Utc::now();
    assert!(!own.look(&encryption::addresses(), now).expect("a look"), "it fits");
    // As if the router had given this machine another address.
    let moved: BTreeSet<IpAddr> = encryption::addresses().into_iter().chain([IpAddr::from([10, 77, 0, 5])]).collect();
    assert!(own.look(&moved, now).expect("a look"));
    let after = served.handshake("10.77.0.5", &root).await.expect("a handshake under the new address");
    assert_ne!(before, after);
    assert_eq!(ask(&open, &served).await, StatusCode::OK, "what was open goes on");
    served.stop().await;

    let again = Encrypted::start(&config).await;
    assert_eq!(taken(&again).await, root, "tablets trust once");
    assert_eq!(ask(&tablet(Some(&root), again.address), &again).await, StatusCode::OK);
    again.stop().await;
}

#[tokio::test]
async fn openssl_finds_the_certificate_good_for_what_it_is_for_and_nothing_else() {
    let place = Place::new(Kind::Sqlite).await;
    let served = Encrypted::start(&house(&place)).await;
    let root = taken(&served).await;
    let leaf = served.handshake("hop.lan", &root).await.expect("a handshake");
    served.stop().await;
    let folder = place.folder.path();
    std::fs::write(folder.join("root.der"), &root).expect("writing");
    std::fs::write(folder.join("leaf.der"), &leaf).expect("writing");
    let openssl = |words: &[&str]| {
        let done = Command::new("openssl").args(words).current_dir(folder).output().expect("openssl, which tests/install.sh installs");
        (done.status.success(), String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr))
    };
    for name in ["root", "leaf"] {
        let (done, said) = openssl(&["x509", "-inform", "der", "-in", &format!("{name}.der"), "-out", &format!("{name}.pem")]);
        assert!(done, "{said}");
    }
    let verify = |more: &[&str]| openssl(&[&["verify", "-x509_strict", "-CAfile", "root.pem"], more, &["leaf.pem"]].concat());
    let (good, said) = verify(&["-purpose", "sslserver", "-verify_hostname", "hop.lan"]);
    assert!(good, "{said}");
    assert!(!verify(&["-verify_hostname", "example.vn"]).0);
    #[expect(clippy::disallowed_methods, reason = "the certificate is verified against the real time")]
    let later = (Utc::now() + TimeDelta::days(398)).timestamp().to_string();
    assert!(!verify(&["-attime", &later]).0, "no certificate lives longer than 397 days");
    let (_, said) = openssl(&["x509", "-in", "root.pem", "-noout", "-text"]);
    assert!(said.contains("CA:TRUE, pathlen:0") && said.contains("X509v3 Name Constraints: critical"), "{said}");
}

/// A certificate for localhost that is its own authority, and none for others.
fn given(folder: &Path) {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE", "-addext", "subjectAltName=DNS:localhost"])
        .args(["-keyout", "key.pem", "-out", "certificate.pem"])
        .current_dir(folder)
        .output()
        .expect("openssl, which tests/install.sh installs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

#[tokio::test]
async fn a_given_certificate_is_kept_to() {
    let place = Place::new(Kind::Sqlite).await;
    let folder = place.folder.path();
    given(folder);
    let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
    assert!(listener::acceptor(&certificate, &key).is_ok());
    let config = Config { tls_certificate: Some(certificate.clone()), tls_key: Some(key), ..place.config() };
    let both = Config { tls: Some(Tls::House), ..config.clone() };
    assert!(both.encryption().err().is_some_and(|error| error.to_string().contains("leave --tls out")));
    let served = Encrypted::start(&config).await;
    let root = {
        use tokio_rustls::rustls::pki_types::pem::PemObject;
        CertificateDer::from_pem_file(&certificate).expect("a certificate")
    };
    let answer = tablet(Some(&root), served.address).get(served.at("https", "localhost", "/api/house")).send().await.expect("an answer");
    assert_eq!(answer.headers()[header::STRICT_TRANSPORT_SECURITY], "max-age=31536000");
    let plain = tablet(None, served.address).get(served.at("http", "localhost", "/")).header(header::ACCEPT, "text/html").send().await;
    let plain = plain.expect("an answer");
    assert_eq!(plain.status(), StatusCode::PERMANENT_REDIRECT, "browsers trust it: no page in between");
    let none = tablet(None, served.address).get(served.at("http", "localhost", "/trust/nghi-su.crt")).send().await.expect("an answer");
    assert_eq!(none.status(), StatusCode::PERMANENT_REDIRECT);
    served.stop().await;
}

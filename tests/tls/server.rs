//! A TLS server on loopback, with a certificate authority of its own.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What has reached the server.
#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<(String, Version)>,
}

/// The server, which stops when it is dropped.
pub(crate) struct Server {
    pub(crate) url: String,
    /// The certificate of its authority, as DER.
    pub(crate) authority: Vec<u8>,
    seen: Arc<Mutex<Seen>>,
    serving: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Starts one that offers these protocols. Its answers have a header of this length.
    pub(crate) async fn start(protocols: &[&str], header: usize) -> Self {
        let (authority, chain, key) = certificate();
        let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key))
            .expect("TLS");
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let seen = Arc::new(Mutex::new(Seen::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let url = format!("https://{}", listener.local_addr().expect("address"));
        let count = seen.clone();
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await as Result<(TcpStream, SocketAddr), _> {
                count.lock().expect("seen").connections += 1;
                tokio::spawn(serve(acceptor.clone(), stream, count.clone(), header));
            }
        });
        Self { url, authority, seen, serving }
    }

    pub(crate) fn connections(&self) -> usize {
        self.seen.lock().expect("seen").connections
    }

    /// Method and version of each request.
    pub(crate) fn requests(&self) -> Vec<(String, Version)> {
        self.seen.lock().expect("seen").requests.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(acceptor: TlsAcceptor, stream: TcpStream, seen: Arc<Mutex<Seen>>, header: usize) {
    // Whoever does not trust the certificate breaks off.
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let http_2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    let service = service_fn(move |request| answer(request, seen.clone(), header));
    let stream = TokioIo::new(stream);
    // A connection that the client ends is no failure of the server.
    if http_2 {
        let _ = http2::Builder::new(TokioExecutor::new()).serve_connection(stream, service).await;
    } else {
        let _ = http1::Builder::new().serve_connection(stream, service).await;
    }
}

async fn answer(
    request: Request<Incoming>,
    seen: Arc<Mutex<Seen>>,
    header: usize,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (head, body) = request.into_parts();
    body.collect().await?;
    seen.lock().expect("seen").requests.push((head.method.to_string(), head.version));
    // What satisfies a list of jobs, or an upload.
    let list = if head.method == "PUT" { &b""[..] } else { br#"{"count": 0, "jobs": []}"# };
    let list = Full::new(Bytes::from_static(list));
    let response = Response::builder().header("content-type", "application/json");
    Ok(response.header("x-long", "x".repeat(header)).body(list).expect("a response"))
}

/// An authority, and a certificate of it for `127.0.0.1` with its key.
fn certificate() -> (Vec<u8>, Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
    let mut params = CertificateParams::new([]).expect("parameters");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // Of its own: with the same name as its issuer, a certificate is self-signed to OpenSSL.
    params.distinguished_name.push(DnType::CommonName, "an authority for a test");
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().expect("key")).expect("authority");
    let key = KeyPair::generate().expect("key");
    let params = CertificateParams::new(["127.0.0.1".to_owned()]).expect("parameters");
    let leaf = params.signed_by(&key, &authority).expect("certificate");
    (authority.der().to_vec(), vec![leaf.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).expect("key"))
}

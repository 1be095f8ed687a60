//! A TLS server on loopback, with its own certificate authority.

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

/// The connections and requests that have reached the server.
#[derive(Default)]
struct Record {
    connections: usize,
    requests: Vec<(String, Version)>,
}

/// A server, which stops when it is dropped.
pub(crate) struct Server {
    pub(crate) url: String,
    /// The certificate of its authority, as DER.
    pub(crate) authority: Vec<u8>,
    record: Arc<Mutex<Record>>,
    serving: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Starts a server that offers these protocols. Its responses have a header of this length.
    pub(crate) async fn start(protocols: &[&str], header: usize) -> Self {
        let (authority, chain, key) = certificate();
        let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key))
            .expect("TLS");
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let record = Arc::new(Mutex::new(Record::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let url = format!("https://{}", listener.local_addr().expect("address"));
        let shared = record.clone();
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await as Result<(TcpStream, SocketAddr), _> {
                shared.lock().expect("record").connections += 1;
                tokio::spawn(serve(acceptor.clone(), stream, shared.clone(), header));
            }
        });
        Self { url, authority, record, serving }
    }

    pub(crate) fn connections(&self) -> usize {
        self.record.lock().expect("record").connections
    }

    /// Returns the method and the version of each request.
    pub(crate) fn requests(&self) -> Vec<(String, Version)> {
        self.record.lock().expect("record").requests.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(acceptor: TlsAcceptor, stream: TcpStream, record: Arc<Mutex<Record>>, header: usize) {
    // A client that does not trust the certificate breaks off.
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let http_2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    let service = service_fn(move |request| respond(request, record.clone(), header));
    let stream = TokioIo::new(stream);
    // A connection that the client closes is not a failure of the server.
    if http_2 {
        let _ = http2::Builder::new(TokioExecutor::new()).serve_connection(stream, service).await;
    } else {
        let _ = http1::Builder::new().serve_connection(stream, service).await;
    }
}

async fn respond(
    request: Request<Incoming>,
    record: Arc<Mutex<Record>>,
    header: usize,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (head, body) = request.into_parts();
    body.collect().await?;
    record.lock().expect("record").requests.push((head.method.to_string(), head.version));
    // The client accepts this body for a list of jobs, and the empty one for an upload.
    let list = if head.method == "PUT" { &b""[..] } else { br#"{"count": 0, "jobs": []}"# };
    let list = Full::new(Bytes::from_static(list));
    let response = Response::builder().header("content-type", "application/json");
    Ok(response.header("x-long", "x".repeat(header)).body(list).expect("a response"))
}

/// Makes an authority, and its certificate for `127.0.0.1` with the key.
fn certificate() -> (Vec<u8>, Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
    let mut params = CertificateParams::new([]).expect("parameters");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // The authority needs its own name: OpenSSL takes a certificate with the name of its issuer for self-signed.
    params.distinguished_name.push(DnType::CommonName, "an authority for a test");
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().expect("key")).expect("authority");
    let key = KeyPair::generate().expect("key");
    let params = CertificateParams::new(["127.0.0.1".to_owned()]).expect("parameters");
    let leaf = params.signed_by(&key, &authority).expect("certificate");
    (authority.der().to_vec(), vec![leaf.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).expect("key"))
}

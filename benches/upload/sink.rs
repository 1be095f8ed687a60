//! The server, which reads and forgets the bytes of a request, over TLS or not.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::Failure;

pub(crate) struct Sink {
    /// The URL that accepts every upload.
    pub(crate) url: String,
    /// The file with the certificate of its authority, as DER, if the server speaks TLS.
    pub(crate) authority: Option<PathBuf>,
}

/// Starts a server that lives as long as this process, with TLS if there is a folder for its certificate.
pub(crate) fn start(tls: Option<&Path>) -> Result<Sink, Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let (config, authority) = match tls {
        Some(folder) => {
            let (config, authority) = certificate()?;
            let file = folder.join("authority.der");
            std::fs::write(&file, authority)?;
            (Some(Arc::new(config)), Some(file))
        }
        None => (None, None),
    };
    let scheme = if config.is_some() { "https" } else { "http" };
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let config = config.clone();
            std::thread::spawn(move || {
                if let Err(error) = serve(stream, config) {
                    eprintln!("the server: {error}");
                }
            });
        }
    });
    Ok(Sink { url: format!("{scheme}://{address}/bucket/recording.zip?Signature=S"), authority })
}

fn serve(stream: TcpStream, config: Option<Arc<ServerConfig>>) -> Result<(), Failure> {
    match config {
        Some(config) => exchange(StreamOwned::new(ServerConnection::new(config)?, stream)),
        None => exchange(stream),
    }
}

/// Reads one request and sends its response.
fn exchange(mut stream: impl Read + Write) -> Result<(), Failure> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte)? == 0 {
            return Ok(());
        }
        head.extend(byte);
    }
    let head = String::from_utf8(head)?.to_lowercase();
    if head.contains("expect: 100-continue") {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).ok_or("no length")?;
    let mut left = length.trim().parse::<usize>()?;
    let mut piece = vec![0; 256 * 1024];
    while left > 0 {
        let length = left.min(piece.len());
        match stream.read(&mut piece[..length])? {
            0 => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            read => left -= read,
        }
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
    Ok(stream.flush()?)
}

/// Makes a certificate for `127.0.0.1`, and returns it with that of its authority.
fn certificate() -> Result<(ServerConfig, Vec<u8>), Failure> {
    let mut params = CertificateParams::new([])?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // The authority needs its own name: OpenSSL takes a certificate with the name of its issuer for self-signed.
    params.distinguished_name.push(DnType::CommonName, "an authority for a bench");
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
    let key = KeyPair::generate()?;
    let leaf = CertificateParams::new(["127.0.0.1".to_owned()])?.signed_by(&key, &authority)?;
    let key = PrivateKeyDer::try_from(key.serialize_der())?;
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key)?;
    Ok((config, authority.der().to_vec()))
}

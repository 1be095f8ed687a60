//! The server process, which runs until its standard input ends. Its time does not count: the contender measures only
//! its own.
//!
//! There are two servers. The *simulator* checks every request, and its work between two calls evicts the contender's
//! caches. The *echo* reads a request and repeats a response of the simulator: its figures are those of the contender
//! alone, as on a machine whose server is elsewhere.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use metastudio_voice_simulator::Simulator;

use crate::{Failure, contender, ours};

pub(crate) fn run(which: &str) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    // The simulator serves the whole run. A new job goes into an ordered map, and nothing walks over the others, so the
    // thousandth create costs as much as the first. The record of requests is bounded.
    let simulator = runtime.block_on(Simulator::start())?;
    let mut server = contender::Server {
        endpoint: simulator.endpoint().to_owned(),
        project_id: simulator.project_id().to_owned(),
        access_key: simulator.access_key().to_owned(),
        secret_key: simulator.secret_key().to_owned(),
    };
    if which == "echo" {
        let response = runtime.block_on(response(&server))?;
        server.endpoint = echo(response)?;
    }
    println!("{} {} {} {}", server.endpoint, server.project_id, server.access_key, server.secret_key);
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

/// Returns the simulator's response to the call, as it goes over the wire.
async fn response(server: &contender::Server) -> Result<Vec<u8>, Failure> {
    let decoded = ours::send(&ours::client(server).await?).await?;
    let raw = decoded.raw();
    let mut response = b"HTTP/1.1 200 OK\r\n".to_vec();
    for (name, value) in raw.headers() {
        response.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    response.extend_from_slice(b"\r\n");
    response.extend_from_slice(raw.body());
    Ok(response)
}

/// Serves this one response, and returns the endpoint.
fn echo(response: Vec<u8>) -> Result<String, Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    let response: Arc<[u8]> = response.into();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let response = Arc::clone(&response);
            std::thread::spawn(move || serve(connection, &response));
        }
    });
    Ok(endpoint)
}

/// Reads each request to its end, and sends the response.
fn serve(connection: TcpStream, response: &[u8]) -> std::io::Result<()> {
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    let mut body = Vec::new();
    loop {
        let mut length = 0;
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if line == "\r\n" {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(std::io::Error::other)?;
            }
        }
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        reader.get_mut().write_all(response)?;
    }
}

//! The server's process, until its standard input ends. It never counts: only the contender's own time does.
//!
//! There are two. The *simulator* checks every request, and its work between two calls clears the caches that the
//! contender comes back to. The *echo* of it reads a request and repeats the answer that the simulator once gave: what
//! is left is the contender, as on a machine whose server is elsewhere.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use metastudio_voice_simulator::Simulator;

use crate::{Failure, contender, ours};

pub(crate) fn run(which: &str) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    // It serves the whole run. A new job goes into an ordered map and nothing walks over the others, so the thousandth
    // create costs what the first did; the record of requests is bounded.
    let simulator = runtime.block_on(Simulator::start())?;
    let mut server = contender::Server {
        endpoint: simulator.endpoint().to_owned(),
        project_id: simulator.project_id().to_owned(),
        access_key: simulator.access_key().to_owned(),
        secret_key: simulator.secret_key().to_owned(),
    };
    if which == "echo" {
        let answer = runtime.block_on(answer(&server))?;
        server.endpoint = echo(answer)?;
    }
    println!("{} {} {} {}", server.endpoint, server.project_id, server.access_key, server.secret_key);
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

/// The simulator's answer to the call, as it goes over the wire.
async fn answer(server: &contender::Server) -> Result<Vec<u8>, Failure> {
    let response = ours::send(&ours::client(server).await?).await?;
    let raw = response.raw();
    let mut answer = b"HTTP/1.1 200 OK\r\n".to_vec();
    for (name, value) in raw.headers() {
        answer.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    answer.extend_from_slice(b"\r\n");
    answer.extend_from_slice(raw.body());
    Ok(answer)
}

/// Serves this one answer; returns the endpoint.
fn echo(answer: Vec<u8>) -> Result<String, Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    let answer: Arc<[u8]> = answer.into();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || serve(connection, &answer));
        }
    });
    Ok(endpoint)
}

/// Reads requests to their ends, and answers each.
fn serve(connection: TcpStream, answer: &[u8]) -> std::io::Result<()> {
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
        reader.get_mut().write_all(answer)?;
    }
}

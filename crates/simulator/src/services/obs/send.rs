//! Sends a stored object in pieces.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, Response};
use bytes::Bytes;
use hyper::body::Frame;
use tokio::sync::mpsc;

use crate::state::objects::StoredObject;

const PIECE: usize = 256 << 10;

/// A body whose pieces come from a thread that reads the file.
struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

pub(super) fn send(object: &StoredObject) -> io::Result<Response<Body>> {
    let file = File::open(&object.path)?;
    let (pieces, receiver) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || read(file, &pieces));
    let mut response = Response::new(Body::new(Pieces(receiver)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(object.length));
    headers.insert(ETAG, HeaderValue::from_str(&format!("\"{}\"", object.md5)).map_err(io::Error::other)?);
    if let Some(content_type) = &object.content_type {
        headers.insert(CONTENT_TYPE, HeaderValue::from_str(content_type).map_err(io::Error::other)?);
    }
    Ok(response)
}

fn read(mut file: File, pieces: &mpsc::Sender<io::Result<Bytes>>) {
    loop {
        let mut piece = vec![0; PIECE];
        let read = match file.read(&mut piece) {
            Ok(0) => return,
            Ok(length) => {
                piece.truncate(length);
                Ok(Bytes::from(piece))
            }
            Err(error) => Err(error),
        };
        let failed = read.is_err();
        if pieces.blocking_send(read).is_err() || failed {
            return;
        }
    }
}

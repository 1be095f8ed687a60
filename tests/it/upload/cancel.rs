//! Dropped uploads.

use metastudio_voice::upload::Body;

use super::uploader;
use crate::support::obs::{endless, head};

#[tokio::test]
async fn a_dropped_upload_stops_reading_and_closes_its_connection() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("address"));
    let (source, dropped) = endless();
    let put = uploader(&url).await.put(format!("{url}/k"), Body::file(source).expect("body")).into_future();
    let accepting = async {
        let (mut connection, _) = listener.accept().await.expect("a connection");
        head(&mut connection).await;
        connection
    };
    let mut connection = tokio::select! {
        _ = put => panic!("it has ended"),
        connection = accepting => connection,
    };
    // The PUT is dropped by now. The bytes that are on their way arrive, then the end.
    let read = tokio::io::copy(&mut connection, &mut tokio::io::sink()).await;
    assert!(read.is_err() || read.is_ok_and(|read| read < 4 << 30));
    tokio::task::spawn_blocking(move || dropped.recv()).await.expect("waiting").expect("the reader was dropped");
}

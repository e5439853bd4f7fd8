//! Talks to the running server, as the owner of the data folder.

use crate::cli::ServerFile;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(5);

/// Calls `POST path` of the server that wrote `file`. `None`: it is not there any more, and the
/// file is stale.
pub(crate) async fn post<T: DeserializeOwned>(file: &ServerFile, path: &str) -> Option<T> {
    post_with(file, path, &(), PATIENCE).await
}

/// The same with a body, for what may take longer.
pub(crate) async fn post_with<T: DeserializeOwned>(
    file: &ServerFile,
    path: &str,
    body: &(impl Serialize + Sync),
    patience: Duration,
) -> Option<T> {
    let body = serde_json::to_string(body).ok()?;
    let answer = timeout(patience, exchange(file, path, &body)).await.ok()??;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let is_ok = head.split(' ').nth(1) == Some("200");
    if is_ok { serde_json::from_str(body).ok() } else { None }
}

/// One small request on the loopback interface: a client library would be most of the binary.
async fn exchange(file: &ServerFile, path: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, file.port)).await.ok()?;
    let request = format!(
        "POST {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        file.port,
        file.secret,
        body.len()
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    Some(answer)
}

//! As much of HTTP/1.1 (RFC 9112) as a proxy needs that carries one request per connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

const MAX_HEAD: u64 = 64 * 1024;

/// One request, read completely.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    /// Header lines without their line ends, without `Connection`.
    headers: Vec<String>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// Reads one request. `None`: the client closed the connection without sending one.
    pub(crate) fn read(stream: &TcpStream) -> io::Result<Option<Self>> {
        let mut reader = BufReader::new(stream.take(u64::MAX));
        let mut lines = Vec::new();
        let mut head = reader.by_ref().take(MAX_HEAD);
        loop {
            let mut line = String::new();
            if head.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let line = line.trim_end().to_owned();
            if line.is_empty() {
                break;
            }
            lines.push(line);
        }
        let mut lines = lines.into_iter();
        let start = lines.next().unwrap_or_default();
        let mut words = start.split(' ').map(str::to_owned);
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let headers: Vec<_> = lines.filter(|line| name(line) != "connection").collect();
        let length = headers.iter().find(|line| name(line) == "content-length");
        let length = length.and_then(|line| line.split_once(':')?.1.trim().parse().ok());
        let mut body = Vec::new();
        reader.take(length.unwrap_or(0)).read_to_end(&mut body)?;
        Ok(Some(Self { method, path, headers, body }))
    }

    /// Its first line, without the version.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Sends it on, asking for the connection to be closed after the answer.
    pub(crate) fn write(&self, mut to: &TcpStream) -> io::Result<()> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.path);
        for line in &self.headers {
            head.push_str(line);
            head.push_str("\r\n");
        }
        head.push_str("Connection: close\r\n\r\n");
        to.write_all(head.as_bytes())?;
        to.write_all(&self.body)
    }
}

fn name(line: &str) -> String {
    line.split(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// Writes a whole answer of plain text.
pub(crate) fn answer(
    mut to: &TcpStream,
    status: u16,
    retry_after: Option<u32>,
    body: &str,
) -> io::Result<()> {
    let retry_after = retry_after.map(|s| format!("Retry-After: {s}\r\n")).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status} Fault\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\
         Access-Control-Allow-Origin: *\r\n{retry_after}Connection: close\r\n\r\n",
        body.len()
    );
    to.write_all(head.as_bytes())?;
    to.write_all(body.as_bytes())
}

//! One connection from the browser.

use crate::fault::{Fault, Faults};
use crate::http::{Request, answer};
use crate::under_way::UnderWay;
use std::io::{self, Read};
use std::net::{Shutdown, TcpStream};
use std::thread;

/// Passes one request on, or breaks it.
pub(crate) fn pass(
    browser: &TcpStream,
    upstream: &str,
    faults: &Faults,
    under_way: &UnderWay,
) -> io::Result<()> {
    let Some(request) = Request::read(browser)? else { return Ok(()) };
    let _entry = under_way.begin(request.line(), browser)?;
    match faults.take(&request.method, &request.path) {
        None => forward(browser, upstream, &request),
        Some(Fault::Slow(delay)) => {
            thread::sleep(delay);
            forward(browser, upstream, &request)
        }
        Some(Fault::Offline) => browser.shutdown(Shutdown::Both),
        Some(Fault::Cut) => {
            let server = TcpStream::connect(upstream)?;
            request.write(&server)?;
            // The server has done its work when it has answered.
            io::copy(&mut &server, &mut io::sink())?;
            browser.shutdown(Shutdown::Both)
        }
        Some(Fault::Status(status, retry_after)) => answer(browser, status, retry_after, ""),
    }
}

fn forward(mut browser: &TcpStream, upstream: &str, request: &Request) -> io::Result<()> {
    let Ok(server) = TcpStream::connect(upstream) else {
        return browser.shutdown(Shutdown::Both);
    };
    request.write(&server)?;
    hang_up_with(browser.try_clone()?, server.try_clone()?);
    // Copied piece by piece, not at the end: answers may be streams.
    let mut from = &server;
    let mut piece = [0; 16 * 1024];
    loop {
        let n = from.read(&mut piece)?;
        let Some(bytes) = piece.get(..n).filter(|bytes| !bytes.is_empty()) else {
            return browser.shutdown(Shutdown::Both);
        };
        io::Write::write_all(&mut browser, bytes)?;
    }
}

/// Closes the server's connection once the browser has closed its own: nobody reads the answer.
fn hang_up_with(mut browser: TcpStream, server: TcpStream) {
    thread::spawn(move || {
        // A request is read already: nothing but the end comes, in whichever way.
        let _ = io::copy(&mut browser, &mut io::sink());
        let _ = server.shutdown(Shutdown::Both);
    });
}

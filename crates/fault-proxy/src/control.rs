//! The control port.

use crate::fault::Faults;
use crate::http::{Request, answer};
use std::io;
use std::net::{TcpListener, TcpStream};

/// Serves the control port until the process ends.
pub(crate) fn serve(listener: &TcpListener, faults: &Faults) {
    for stream in listener.incoming().flatten() {
        // A test that went away takes its own failure with it.
        drop(handle(&stream, faults));
    }
}

fn handle(stream: &TcpStream, faults: &Faults) -> io::Result<()> {
    let Some(request) = Request::read(stream)? else { return Ok(()) };
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/requests") => answer(stream, 200, None, &faults.seen()),
        ("POST", "/faults") => match faults.replace(&String::from_utf8_lossy(&request.body)) {
            Ok(()) => answer(stream, 200, None, ""),
            Err(error) => answer(stream, 400, None, &error),
        },
        _ => answer(stream, 404, None, "no such thing"),
    }
}

//! The control port.

use crate::fault::Faults;
use crate::http::{Request, answer};
use crate::under_way::UnderWay;
use std::io;
use std::net::{TcpListener, TcpStream};

/// Serves the control port until the process ends.
pub(crate) fn serve(listener: &TcpListener, faults: &Faults, under_way: &UnderWay) {
    for stream in listener.incoming().flatten() {
        // A test that went away takes its own failure with it.
        drop(handle(&stream, faults, under_way));
    }
}

fn handle(stream: &TcpStream, faults: &Faults, under_way: &UnderWay) -> io::Result<()> {
    let Some(request) = Request::read(stream)? else { return Ok(()) };
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/requests") => answer(stream, 200, None, &faults.seen()),
        ("GET", "/under-way") => answer(stream, 200, None, &under_way.list()),
        ("POST", "/hang-ups") => {
            under_way.hang_up(&String::from_utf8_lossy(&request.body));
            answer(stream, 200, None, "")
        }
        ("POST", "/faults") => match faults.replace(&String::from_utf8_lossy(&request.body)) {
            Ok(()) => answer(stream, 200, None, ""),
            Err(error) => answer(stream, 400, None, &error),
        },
        _ => answer(stream, 404, None, "no such thing"),
    }
}

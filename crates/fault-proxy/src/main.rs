//! Stands between browser and server in tests, and makes the network fail on demand.
//!
//! `fault-proxy UPSTREAM` (such as `127.0.0.1:7420`) listens on two free ports of the loopback
//! interface and prints both on one line: the proxy's and its control's. Whatever it does not
//! break, it passes on byte for byte; every connection carries one request, which keeps it short.
//!
//! The control speaks HTTP, so that a test needs nothing but `fetch`:
//! - `POST /faults` with lines `FAULT PATH-PREFIX [METHOD] [TIMES]` replaces all faults; see
//!   [`Fault`](fault::Fault).
//! - `GET /requests` lists what has passed since the last `POST /faults`, as `METHOD PATH` lines.
//! - `GET /under-way` lists the requests whose answers have not ended, such as streams.
//! - `POST /hang-ups` with the start of such a line closes those connections, in the middle.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its ports go to standard output")]

mod control;
mod fault;
mod http;
mod proxy;
mod under_way;

use crate::fault::Faults;
use crate::under_way::UnderWay;
use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

fn main() -> ExitCode {
    let Some(upstream) = std::env::args().nth(1) else {
        eprintln!("usage: fault-proxy UPSTREAM (an address such as 127.0.0.1:7420)");
        return ExitCode::FAILURE;
    };
    match start(&upstream) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fault-proxy: {error}");
            ExitCode::FAILURE
        }
    }
}

fn start(upstream: &str) -> std::io::Result<()> {
    let proxy = TcpListener::bind("127.0.0.1:0")?;
    let control = TcpListener::bind("127.0.0.1:0")?;
    println!("{} {}", proxy.local_addr()?.port(), control.local_addr()?.port());
    let faults = Arc::new(Faults::default());
    let under_way = Arc::new(UnderWay::default());
    let for_control = (Arc::clone(&faults), Arc::clone(&under_way));
    thread::spawn(move || control::serve(&control, &for_control.0, &for_control.1));
    for stream in proxy.incoming().flatten() {
        let (faults, under_way) = (Arc::clone(&faults), Arc::clone(&under_way));
        let upstream = upstream.to_owned();
        // A broken connection is what this program is for: nobody to tell.
        thread::spawn(move || drop(proxy::pass(&stream, &upstream, &faults, &under_way)));
    }
    Ok(())
}

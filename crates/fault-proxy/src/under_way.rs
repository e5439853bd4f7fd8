//! The requests whose answers are under way.

use std::collections::BTreeMap;
use std::io;
use std::net::{Shutdown, TcpStream};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The requests whose answers are under way, with the connections of the browser.
#[derive(Debug, Default)]
pub(crate) struct UnderWay(Mutex<Entries>);

#[derive(Debug, Default)]
struct Entries {
    next: u64,
    by_number: BTreeMap<u64, (String, TcpStream)>,
}

/// One request, under way until this is dropped.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    all: &'a UnderWay,
    number: u64,
}

impl UnderWay {
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a request, as `METHOD PATH`.
    pub(crate) fn begin(&self, line: String, browser: &TcpStream) -> io::Result<Entry<'_>> {
        let browser = browser.try_clone()?;
        let mut entries = self.entries();
        let number = entries.next;
        entries.next += 1;
        entries.by_number.insert(number, (line, browser));
        Ok(Entry { all: self, number })
    }

    /// All of them, one per line.
    pub(crate) fn list(&self) -> String {
        let entries = self.entries();
        let lines: Vec<_> = entries.by_number.values().map(|(line, _)| line.as_str()).collect();
        lines.join("\n")
    }

    /// Closes the connections of those that start like this, wherever their answers are.
    pub(crate) fn hang_up(&self, start: &str) {
        for (line, browser) in self.entries().by_number.values() {
            if line.starts_with(start) {
                // It may have ended by itself.
                let _ = browser.shutdown(Shutdown::Both);
            }
        }
    }
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        self.all.entries().by_number.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    #[test]
    fn what_is_under_way_is_listed_and_only_what_fits_is_cut_off() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let connect = || TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut page, mut other_page) = (connect(), connect());
        let (browser, mut other) = (listener.accept().unwrap().0, listener.accept().unwrap().0);
        let all = UnderWay::default();
        let first = all.begin("GET /events?after=3".to_owned(), &browser).unwrap();
        let _second = all.begin("GET /me".to_owned(), &other).unwrap();
        assert_eq!(all.list(), "GET /events?after=3\nGET /me");
        all.hang_up("GET /events");
        assert_eq!(page.read(&mut [0]).unwrap(), 0);
        other.write_all(b"x").unwrap();
        assert_eq!(other_page.read(&mut [0]).unwrap(), 1);
        drop(first);
        assert_eq!(all.list(), "GET /me");
    }
}

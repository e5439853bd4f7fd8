//! Reads `text/event-stream`: bytes in, the data of each message out.

/// A message with more bytes than this is not one of ours.
const MAX_MESSAGE_BYTES: usize = 4 * 1024 * 1024;

/// What has arrived of a message that is not complete yet.
#[derive(Debug, Default)]
pub(super) struct Parser {
    line: Vec<u8>,
    data: Vec<u8>,
    /// The last byte was a carriage return: a line feed after it belongs to it.
    after_return: bool,
}

/// The stream is not one of ours.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotOurs;

impl Parser {
    /// Takes in what has arrived; gives the data of the messages that it completes.
    ///
    /// Only `data` counts. Comments keep the line alive; names and ids are inside the data, too.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<String>, NotOurs> {
        let mut messages = Vec::new();
        for byte in bytes {
            let ends_return = std::mem::replace(&mut self.after_return, *byte == b'\r');
            match byte {
                b'\n' if ends_return => {}
                b'\n' | b'\r' => messages.extend(self.line_ended()?),
                _ => self.line.push(*byte),
            }
            if self.line.len() + self.data.len() > MAX_MESSAGE_BYTES {
                return Err(NotOurs);
            }
        }
        Ok(messages)
    }

    fn line_ended(&mut self) -> Result<Option<String>, NotOurs> {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() {
            let data = std::mem::take(&mut self.data);
            let text = String::from_utf8(data).map_err(|_not_text| NotOurs)?;
            return Ok((!text.is_empty()).then_some(text));
        }
        if let Some(data) = line.strip_prefix(b"data:") {
            if !self.data.is_empty() {
                self.data.push(b'\n');
            }
            self.data.extend_from_slice(data.strip_prefix(b" ").unwrap_or(data));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = ": hello\n\nid: 7\nevent: x\ndata: {\"a\":\ndata: 1}\n\ndata:two\r\n\r\n: ping\n\ndata: \u{e9}\n\n";

    #[test]
    fn messages_are_the_same_however_the_bytes_are_cut() {
        let whole = Parser::default().push(STREAM.as_bytes()).unwrap();
        assert_eq!(whole, ["{\"a\":\n1}", "two", "\u{e9}"]);
        for size in 1..STREAM.len() {
            let mut parser = Parser::default();
            let parts = STREAM.as_bytes().chunks(size).map(|part| parser.push(part).unwrap());
            assert_eq!(parts.flatten().collect::<Vec<_>>(), whole, "cut every {size} bytes");
        }
    }

    #[test]
    fn a_message_that_is_not_complete_says_nothing() {
        assert_eq!(Parser::default().push(b"data: half"), Ok(Vec::new()));
        assert_eq!(Parser::default().push(b"data: half\n"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_not_text_or_does_not_end_is_not_ours() {
        assert_eq!(Parser::default().push(b"data: \xff\n\n"), Err(NotOurs));
        let endless = vec![b'x'; MAX_MESSAGE_BYTES + 1];
        assert_eq!(Parser::default().push(&endless), Err(NotOurs));
    }
}

//! `Retry-After` in both forms (RFC 9110, section 10.2.3): seconds, or a date.

/// Milliseconds to wait from `now_ms` (since 1970) on; `None` for what is neither form.
pub(super) fn wait_ms(text: &str, now_ms: u64) -> Option<u64> {
    let text = text.trim();
    match text.parse::<u64>() {
        Ok(seconds) => Some(seconds.saturating_mul(1_000)),
        Err(_) => Some(date_ms(text)?.saturating_sub(now_ms)),
    }
}

/// The one form of dates that may be sent: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn date_ms(text: &str) -> Option<u64> {
    let (_, text) = text.split_once(", ")?;
    let mut words = text.split(' ');
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let (time, zone) = (words.next()?, words.next()?);
    if zone != "GMT" || words.next().is_some() {
        return None;
    }
    let mut parts = time.split(':').map(|part| part.parse::<u64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let days = days_since_1970(year.parse().ok()?, month_number(month)?, day.parse().ok()?)?;
    let seconds = days.checked_mul(86_400)?.checked_add(hours * 3_600 + minutes * 60 + seconds)?;
    seconds.checked_mul(1_000)
}

fn month_number(name: &str) -> Option<u64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let at = MONTHS.find(name).filter(|at| name.len() == 3 && at % 3 == 0)?;
    u64::try_from(at / 3 + 1).ok()
}

/// Counts in years that begin in March, so that the day of a leap year comes last.
fn days_since_1970(year: u64, month: u64, day: u64) -> Option<u64> {
    if !(1970..=9999).contains(&year) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month > 2 { year } else { year - 1 };
    let months_since_march = (month + 9) % 12;
    let leap_days = year / 4 - year / 100 + year / 400;
    let days = year * 365 + leap_days + (months_since_march * 153 + 2) / 5 + day - 1;
    days.checked_sub(719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_both_understood() {
        assert_eq!(wait_ms("120", 5), Some(120_000));
        assert_eq!(wait_ms(" 0 ", 5), Some(0));
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(wait_ms(date, 784_111_777_000 - 2_500), Some(2_500));
        assert_eq!(wait_ms(date, 784_111_777_000 + 1), Some(0));
        assert_eq!(wait_ms("Thu, 29 Feb 2024 00:00:00 GMT", 0), Some(1_709_164_800_000));
        assert_eq!(wait_ms("Thu, 01 Jan 1970 00:00:01 GMT", 0), Some(1_000));
    }

    #[test]
    fn anything_else_says_nothing() {
        for text in ["", "soon", "-1", "1.5", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 X 1994"] {
            assert_eq!(wait_ms(text, 0), None, "{text}");
        }
        assert_eq!(wait_ms("Sun, 06 anF 1994 08:49:37 GMT", 0), None);
    }
}

use super::*;

const LONG: &str = "0000000000000000000000000000000000000000";

fn hints(key: &str, value: &str) -> Vec<ValueHint> {
    value_hints(key, value, 1_000.0)
}

fn key(prefix: &str) -> String {
    [prefix, LONG].concat()
}

#[test]
fn a_value_with_nothing_odd_has_no_hint() {
    for (name, value) in [
        ("STRIPE_SECRET_KEY", key("sk_live_")),
        ("CLERK_SECRET_KEY", key("sk_test_")),
        ("NEXT_PUBLIC_STRIPE_KEY", key("pk_live_")),
        ("NEXT_PUBLIC_FIREBASE_API_KEY", key("AIza")),
        ("TOKEN", key("ghp_")),
        ("DATABASE_URL", "postgres://u:p@h/db?x=<y>".to_owned()),
        ("GREETING", "your".to_owned()),
        ("QUOTE", "\"".to_owned()),
        ("EMPTY", String::new()),
        ("VERSION", "1.2.3".to_owned()),
        ("PARENT", "..".to_owned()),
    ] {
        assert_eq!(hints(name, &value), [], "{name}");
    }
}

#[test]
fn quotes_around_a_value_are_told_and_come_off() {
    for value in ["\"a b\"", "'a'", "`a`", " \"a\" "] {
        assert_eq!(hints("KEY", value), [ValueHint::Quoted], "{value}");
    }
    assert_eq!(unquoted(" \"a b\"\n"), "a b");
    assert_eq!(unquoted("''"), "");
    assert_eq!(unquoted(" 'a\" "), " 'a\" ");
}

#[test]
fn what_stands_for_a_value_is_told() {
    for value in [
        "changeme",
        "CHANGE_ME",
        "<your key>",
        "${SECRET}",
        "{{ secret }}",
        "your-api-key",
        "sk_test_xxxxxxxx",
        "put_it_here",
        "*****",
        "...",
    ] {
        assert!(hints("KEY", value).contains(&ValueHint::Placeholder), "{value}");
    }
    assert_eq!(hints("KEY", &"<>".repeat(40)), [ValueHint::Placeholder]);
    assert_eq!(hints("KEY", &"<>".repeat(41)), []);
}

#[test]
fn a_key_of_another_provider_is_told() {
    let other = |value, name| [ValueHint::OtherProvider { value, name }];
    assert_eq!(hints("STRIPE_SECRET_KEY", &key("ghp_")), other("GitHub", "Stripe"));
    assert_eq!(hints("OPENAI_API_KEY", &key("sk-ant-api03-")), other("Anthropic", "OpenAI"));
    assert_eq!(hints("NEW_RELIC_KEY", &key("glsa_")), other("Grafana", "New Relic"));
    // Named after both: it moves a key from one to the other.
    assert_eq!(hints("VAULT_GITHUB_TOKEN", &key("ghp_")), []);
}

#[test]
fn a_short_text_that_begins_like_a_key_is_none() {
    for (prefix, min_bytes) in [("dapi", 36), ("SG.", 60), ("AIza", 39), ("ghp_", 16)] {
        let text = |n_bytes: usize| [prefix, LONG, LONG].concat()[..n_bytes].to_owned();
        let n_hints = |n_bytes| hints("STRIPE_SECRET_KEY", &text(n_bytes)).len();
        assert_eq!((n_hints(min_bytes - 1), n_hints(min_bytes)), (0, 1), "{prefix}");
    }
}

#[test]
fn a_publishable_key_is_told_where_a_secret_is_asked_for() {
    let told = [ValueHint::Publishable("Stripe")];
    assert_eq!(hints("STRIPE_SECRET_KEY", &key("pk_test_")), told);
    assert_eq!(hints("STRIPE_KEY", &key("pk_test_")), []);
}

#[test]
fn a_secret_that_browsers_would_load_is_told() {
    let told = |prefix| [ValueHint::ShippedToBrowsers(prefix)];
    assert_eq!(hints("NEXT_PUBLIC_STRIPE_KEY", &key("sk_live_")), told("NEXT_PUBLIC_"));
    assert_eq!(hints("VITE_OPENAI_KEY", &key("sk-proj-")), told("VITE_"));
    assert_eq!(hints("REACT_APP_DB_PASSWORD", "correct horse"), told("REACT_APP_"));
    assert_eq!(hints("VITE_API_URL", "https://api"), []);
}

#[test]
fn a_token_that_has_expired_is_told() {
    // {"alg":"none"} and {"sub":"a","exp" : 999} or 1001.
    let token = |payload: &str| ["eyJhbGciOiJub25lIn0", payload, "c2ln"].join(".");
    let expired = token("eyJzdWIiOiJhIiwiZXhwIiA6IDk5OX0");
    assert_eq!(hints("TOKEN", &expired), [ValueHint::Expired]);
    assert_eq!(hints("TOKEN", &token("eyJzdWIiOiJhIiwiZXhwIjoxMDAxfQ")), []);
    assert_eq!(hints("TOKEN", &token("eyJzdWIiOiJhIn0")), []);
    // With the two letters that only base64url has: "??>" and "???".
    for payload in ["eyJhIjoiPz8-IiwiZXhwIjo5OTl9", "eyJhIjoiPz8_IiwiZXhwIjo5OTl9"] {
        assert_eq!(hints("TOKEN", &token(payload)), [ValueHint::Expired], "{payload}");
    }
    assert_eq!(hints("TOKEN", &[&expired, ".d"].concat()), []);
    assert_eq!(hints("TOKEN", expired.trim_start_matches('e')), []);
    for broken in ["eyJ.x.y", "eyJ.%%.y", "eyJ.e30", "eyJ.e30.a.b", "eyJ..", "eyJ._w.a"] {
        assert_eq!(hints("TOKEN", broken), [], "{broken}");
    }
}

#[test]
fn a_hint_repeats_nothing_of_the_value() {
    let value = key("ghp_canary");
    let told = format!("{:?}", hints("STRIPE_KEY", &value));
    assert!(!told.contains("ghp_") && !told.contains("canary"), "{told}");
}

#[test]
fn several_assignments_are_an_env_file_and_other_texts_of_several_lines_are_none() {
    for value in ["A=1\nB=2", "# of the shop\nexport A = 'x y'\r\n\r\n_b2=\n"] {
        assert_eq!(hints("KEY", value), [ValueHint::EnvFile], "{value}");
    }
    for value in [
        "A=1",
        "# A=1\nB=2",
        "A=1\nand so on",
        "MIIB\nAB==",
        "1A=1\nB=2",
        "=1\nB=2",
        "a.b=1\nc.d=2",
        "A=1\n=",
    ] {
        assert_eq!(hints("KEY", value), [], "{value}");
    }
}

//! What the scanner finds in each language.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside of the lint's own exception")]

use envdock_server::scanner::{ScanOptions, scan};
use std::path::Path;

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The keys found when `path` holds `text`, `?` behind those that are optional.
fn keys(path: &str, text: &str) -> String {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), path, text);
    let outcome = scan(root.path(), &ScanOptions::default()).unwrap();
    let slots = outcome.spec.files.iter().flat_map(|file| &file.slots);
    let name = |slot: &envdock_contract::model::Slot| {
        format!("{}{}", slot.key, if slot.required { "" } else { "?" })
    };
    slots.map(name).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(path: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(keys(path, text), *expected, "{path}: {text}");
    }
}

#[test]
fn javascript_reads_the_environment_in_many_ways() {
    check(
        "src/a.ts",
        &[
            ("f(process.env.API_KEY)", "API_KEY"),
            ("f(process.env['API_KEY'], process.env[\"B_KEY\"])", "API_KEY B_KEY"),
            ("process.env.API_KEY || 'd'", "API_KEY?"),
            ("process.env.API_KEY ?? 'd'", "API_KEY?"),
            ("(process.env.API_KEY as string) || 'd'", "API_KEY?"),
            ("if (process.env.API_KEY === 'true') {}", "API_KEY?"),
            ("process.env.API_KEY = 'set here'", ""),
            ("// process.env.API_KEY\n/* process.env.B_KEY\n */", ""),
            ("const u = 'https://x'; f(process.env.API_KEY)", "API_KEY"),
            ("const { API_KEY, B_KEY = 'd', C_KEY: c } = process.env", "API_KEY B_KEY? C_KEY"),
            ("import.meta.env.VITE_URL", "VITE_URL"),
            ("Deno.env.get('API_KEY'); Bun.env.B_KEY", "API_KEY B_KEY"),
            ("process.env.NODE_ENV; process.env[name]; process.env.CI", ""),
            ("const env = process.env;\nf(env.API_KEY, env.lower)", "API_KEY"),
            ("import { API_KEY } from '$env/static/private'", "API_KEY"),
            ("`${process.env.API_KEY}/x`", "API_KEY"),
            (
                "z.object({\n  API_KEY: z.string(),\n  B_KEY: z.string().optional(),\n}).parse(process.env)",
                "API_KEY B_KEY?",
            ),
            ("function need(name) { return process.env[name]! }\nneed('API_KEY')", "API_KEY"),
        ],
    );
}

#[test]
fn python_reads_the_environment_in_many_ways() {
    check(
        "a.py",
        &[
            ("os.environ['API_KEY']", "API_KEY"),
            ("os.environ.get('API_KEY')", "API_KEY"),
            ("os.environ.get('API_KEY', 'd')", "API_KEY?"),
            ("os.getenv(\"API_KEY\") or 'd'", "API_KEY?"),
            ("getenv('API_KEY', default='d')", "API_KEY?"),
            ("os.environ['API_KEY'] = 'x'", ""),
            ("os.environ.setdefault('API_KEY', 'x')", ""),
            ("# os.environ['API_KEY']\n\"\"\"\nos.environ['B_KEY']\n\"\"\"", ""),
            ("env('API_KEY')", ""),
            (
                "import environ\nenv = environ.Env()\nenv('API_KEY')\nenv.bool('B_KEY', default=False)",
                "API_KEY B_KEY?",
            ),
            (
                "from decouple import config\nconfig('API_KEY')\nconfig('B_KEY', default=1)",
                "API_KEY B_KEY?",
            ),
            (
                "class Settings(BaseSettings):\n    api_key: str\n    b_key: int = 3\n    def c(self): ...\n",
                "API_KEY B_KEY?",
            ),
            (
                "def env_int(name, default):\n    return int(os.getenv(name, default))\nenv_int('API_PORT', '80')",
                "API_PORT?",
            ),
        ],
    );
}

#[test]
fn rust_reads_the_environment_in_many_ways() {
    check(
        "src/main.rs",
        &[
            ("std::env::var(\"API_KEY\")?", "API_KEY"),
            ("env::var_os(\"API_KEY\").unwrap_or_default()", "API_KEY?"),
            ("env::var(\"API_KEY\").unwrap_or_else(|_| \"d\".into())", "API_KEY?"),
            ("if let Ok(key) = env::var(\"API_KEY\") {}", "API_KEY?"),
            (
                "env!(\"API_KEY\"); option_env!(\"B_KEY\"); env!(\"CARGO_PKG_NAME\")",
                "API_KEY B_KEY?",
            ),
            ("// env::var(\"API_KEY\")", ""),
            ("#[arg(long, env = \"API_KEY\")]\nkey: String,", "API_KEY"),
            ("#[arg(long, env = \"API_KEY\", default_value = \"d\")]\nkey: String,", "API_KEY?"),
            ("#[clap(long, env)]\npub api_key: String,", "API_KEY"),
            ("#[cfg(test)]\nmod tests { fn a() { env::var(\"API_KEY\"); } }", ""),
        ],
    );
}

#[test]
fn ruby_java_go_and_php_read_the_environment_in_many_ways() {
    check(
        "a.rb",
        &[
            ("ENV['API_KEY']", "API_KEY"),
            ("ENV.fetch('API_KEY')", "API_KEY"),
            ("ENV.fetch('API_KEY', 'd'); ENV.fetch('B_KEY') { 1 }", "API_KEY? B_KEY?"),
            ("ENV['API_KEY'] || 'd'", "API_KEY?"),
            ("ENV['API_KEY'] = 'x'\n# ENV['B_KEY']", ""),
        ],
    );
    check(
        "A.java",
        &[
            ("System.getenv(\"API_KEY\")", "API_KEY"),
            ("System.getenv().getOrDefault(\"API_KEY\", \"d\")", "API_KEY?"),
            ("@Value(\"${API_KEY:d}\") String a; @Value(\"${B_KEY}\") String b;", "API_KEY? B_KEY"),
        ],
    );
    check(
        "a.go",
        &[
            ("os.Getenv(\"API_KEY\")", "API_KEY"),
            ("v, ok := os.LookupEnv(\"API_KEY\")", "API_KEY"),
            ("Key string `env:\"API_KEY\" envDefault:\"d\"`", "API_KEY?"),
            ("Key string `envconfig:\"API_KEY\"`", "API_KEY"),
            ("viper.BindEnv(\"key\", \"API_KEY\")", "API_KEY"),
            (
                "func GetOr(name string, d int) int { return parse(os.Getenv(name), d) }\nvar a = GetOr(\"API_PORT\", 80)",
                "API_PORT?",
            ),
            ("const EnvKey = \"API_KEY\"\nvar a = os.Getenv(EnvKey)", "API_KEY"),
        ],
    );
    check(
        "a.php",
        &[
            ("<?php getenv('API_KEY'); $_ENV['B_KEY'];", "API_KEY B_KEY"),
            ("<?php getenv('API_KEY') ?: 'd';", "API_KEY?"),
            (
                "<?php env('API_KEY'); env('B_KEY', 'd'); env('C_KEY', null);",
                "API_KEY B_KEY? C_KEY?",
            ),
        ],
    );
}

#[test]
fn settings_compose_files_and_scripts_have_placeholders() {
    check(
        "src/main/resources/application.yml",
        &[("a: ${API_KEY}\nb: ${B_KEY:d}\nc: ${spring.name}\n# ${D_KEY}", "API_KEY B_KEY?")],
    );
    check(
        "docker-compose.yml",
        &[
            (
                "a: ${API_KEY}\nb: ${B_KEY:-d}\nc: ${C_KEY:?set it}\nd: $$D_KEY\ne: $${E_KEY}",
                "API_KEY B_KEY? C_KEY",
            ),
            (
                "s:\n  environment:\n    - API_KEY\n    - B_KEY=1\n    C_KEY:\n  cap_add:\n    - NET_ADMIN",
                "API_KEY C_KEY",
            ),
        ],
    );
    check(
        "run.sh",
        &[(
            "LOCAL=1\necho $LOCAL ${API_KEY} \"$B_KEY\" ${C_KEY:-d} # $D_KEY\necho '$$'",
            "API_KEY B_KEY C_KEY?",
        )],
    );
}

#[test]
fn what_the_code_gives_up_without_is_required() {
    check(
        "a.ts",
        &[
            ("if (process.env.API_KEY === undefined) throw new Error('x')", "API_KEY"),
            ("if (process.env.API_KEY == null) {\n  process.exit(1)\n}", "API_KEY"),
            ("if (process.env.API_KEY === undefined) warn('x')", "API_KEY?"),
        ],
    );
    check(
        "a.py",
        &[
            ("if os.environ.get('API_KEY') is None:\n    raise ValueError('x')", "API_KEY"),
            ("if os.environ.get('API_KEY') is None:\n    sys.exit(1)", "API_KEY"),
            ("if os.environ.get('API_KEY') is None:\n    key = 'd'", "API_KEY?"),
        ],
    );
    check("a.go", &[("\tif os.Getenv(\"API_KEY\") == \"\" {\n\tlog.Fatal(\"x\")\n}", "API_KEY")]);
    check("a.rs", &[("    if env::var(\"API_KEY\").is_err() { panic!(\"x\") }", "API_KEY")]);
}

#[test]
fn what_an_image_declares_is_not_asked_for() {
    let text = "ARG TOKEN\nENV API_KEY=x\nENV B_KEY $TOKEN\nRUN make $C_KEY\n";
    check("Dockerfile", &[(text, "")]);
}

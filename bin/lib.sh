# Shared by the scripts in bin/: where things are, and how they speak. Sourced, never run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target=${CARGO_TARGET_DIR:-target}
[[ $target == /* ]] || target=$PWD/$target
tools=$target/tools/bin
export PATH=$tools:$PATH
export RONDOM_SITE_ROOT=${RONDOM_SITE_ROOT:-$target/site}
# One answer for both: the version of wasm-bindgen that the wasm asks for.
bindgen=$(sed -n 's/^wasm-bindgen = "=\(.*\)"/\1/p' frontend/Cargo.toml)

say() { printf '%s\n' "$@"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
# The programs of PostgreSQL: on PATH, or where Debian keeps them.
postgres_bin() { if has initdb; then dirname "$(readlink -f "$(command -v initdb)")"; else ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; fi; }
chromium_bin() { local name; for name in chromium chromium-browser google-chrome; do if has "$name"; then command -v "$name"; return; fi; done; }

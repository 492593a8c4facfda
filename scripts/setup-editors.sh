#!/bin/sh
# Installs what the editor and UI tests drive (Debian and its kin): Chromium, Neovim, Emacs with Eglot.
# Does nothing, and says nothing, when all of it is there.
set -eu

has_eglot() {
  ls -d /usr/share/emacs/site-lisp/elpa/eglot-* >/dev/null 2>&1 ||
    emacs --batch -Q --eval "(require 'eglot)" >/dev/null 2>&1
}

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v nvim >/dev/null 2>&1 || missing="$missing neovim"
if ! command -v emacs >/dev/null 2>&1; then
  missing="$missing emacs-nox elpa-eglot"
elif ! has_eglot; then
  missing="$missing elpa-eglot"
fi
[ -z "$missing" ] && exit 0

export DEBIAN_FRONTEND=noninteractive
apt_get() { apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }
# shellcheck disable=SC2086 # a list of package names
apt_get install -y --no-install-recommends $missing >/dev/null || {
  apt_get update
  apt_get install -y --no-install-recommends $missing >/dev/null
}

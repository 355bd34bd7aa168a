#!/usr/bin/env bash
# Sees to what a build needs: Swift, and the GNU Scientific Library with its headers.
# Installs the library where that takes no password, and otherwise says what to install.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

check_swift() {
  if ! command -v swift >/dev/null 2>&1; then
    say "Fentan is written in Swift, and there is no swift on the PATH."
    say "Install Swift 6.3 or later from https://www.swift.org/install, then try again."
    exit 1
  fi
  local version major minor
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  if [ -z "$version" ]; then
    say "Could not tell the version of Swift; Fentan is tested with 6.3."
    return
  fi
  major=${version%%.*}
  minor=${version#*.}
  if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
    say "Fentan needs Swift 6.3, but this is Swift $version."
    say "Install a newer one from https://www.swift.org/install, then try again."
    exit 1
  fi
  if [ "$major" -eq 6 ] && [ "$minor" -eq 2 ]; then
    say "This is Swift $version. Fentan may build with it, but is tested with 6.3."
  fi
}

have_gsl() { command -v pkg-config >/dev/null 2>&1 && pkg-config --exists gsl; }

# Runs a command as root: directly, or through sudo where it asks for no password.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_be_root() {
  [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

# The command that installs the library here; empty where we know of none.
install_command() {
  if command -v brew >/dev/null 2>&1; then echo "brew install gsl pkg-config"
  elif command -v apt-get >/dev/null 2>&1; then echo "apt-get install -y libgsl-dev pkg-config"
  elif command -v dnf >/dev/null 2>&1; then echo "dnf install -y gsl-devel pkgconf-pkg-config"
  elif command -v pacman >/dev/null 2>&1; then echo "pacman -S --noconfirm gsl pkgconf"
  elif command -v zypper >/dev/null 2>&1; then
    echo "zypper --non-interactive install gsl-devel pkg-config"
  elif command -v apk >/dev/null 2>&1; then echo "apk add gsl-dev pkgconf"
  fi
}

install_gsl() {
  local command
  command=$(install_command)
  if [ -z "$command" ]; then
    say "Fentan needs the GNU Scientific Library with its headers, and pkg-config to find it."
    say "Install both with your system's package manager, then try again."
    exit 1
  fi
  case "$command" in
    brew*) $command ;;
    *)
      if ! can_be_root; then
        say "Fentan needs the GNU Scientific Library. Please run"
        say "    sudo $command"
        say "and then try again."
        exit 1
      fi
      say "Installing the GNU Scientific Library: $command"
      # A fresh container knows no packages yet; an outdated list is no reason to stop.
      case "$command" in apt-get*) as_root apt-get update -q >&2 || true ;; esac
      as_root $command >&2
      ;;
  esac
  if ! have_gsl; then
    say "The GNU Scientific Library was installed, but pkg-config does not find it."
    exit 1
  fi
}

check_swift
have_gsl || install_gsl

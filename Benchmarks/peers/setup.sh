#!/usr/bin/env bash
# Installs what the peers need: a Python of their own in .build-peers, R with actuar where apt-get has
# them and takes no password, and the C program on the GNU Scientific Library.
set -uo pipefail
cd "$(dirname "$0")/../.."

say() { printf '%s\n' "$*" >&2; }
venv=.build-peers/python

if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv" || { say "No python3 with venv: nothing can be compared."; exit 1; }
fi
"$venv/bin/pip" install --quiet --disable-pip-version-check numpy || exit 1
# Each by itself, so that one that cannot be had does not take the others away.
for peer in numba aggregate gemact; do
  "$venv/bin/python" -c "import $peer" 2>/dev/null ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check "$peer" ||
    say "$peer cannot be installed here; it is left out."
done

if ! command -v Rscript >/dev/null || ! Rscript -e 'library(actuar)' >/dev/null 2>&1; then
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
  { command -v apt-get >/dev/null && $as_root apt-get update -qq &&
    $as_root apt-get install -y -qq r-base-core r-cran-actuar >/dev/null; } ||
    say "R with actuar cannot be installed here; it is left out."
fi

# shellcheck disable=SC2046
cc -O3 -march=native -o .build-peers/gsl_cohorts Benchmarks/peers/gsl_cohorts.c \
  $(pkg-config --cflags --libs gsl) || say "The C program cannot be built; it is left out."

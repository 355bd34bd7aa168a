#!/usr/bin/env bash
# Puts random words to dieharder's tests: words.sh PATHS [SOURCE...]
#
# Each source of `Paths words` goes through all tests that dieharder calls good. A test passes, is weak (a
# p-value below 0.5 % on either side, as one in a hundred is by chance), or fails (below 10⁻⁶). The status is 1 if one fails.
set -euo pipefail

paths=${1:?Usage: words.sh PATHS [SOURCE...]}
shift
sources=("$@")
[ $# -gt 0 ] || sources=(streams lanes names)
command -v dieharder >/dev/null || {
  echo "dieharder is missing; Debian and Ubuntu have it as the package dieharder." >&2
  exit 1
}
good="0 1 2 3 4 8 9 10 11 12 13 15 16 17 100 101 102 200 201 202 203 204 205 206 207 208 209"
failed=0
for source in "${sources[@]}"; do
  echo "## $source"
  found=$(
    for test in ${TESTS:-$good}; do
      # The minimum distance is in as many dimensions as are asked for; in none, its default, nothing passes.
      options=()
      [ "$test" != 201 ] || options=(-n 2)
      # A pipe that is closed when the test has seen enough is no failure.
      { "$paths" words "$source" || true; } | dieharder -g 200 -d "$test" "${options[@]}" \
        -D test_name -D ntuple -D tsamples -D psamples -D pvalues -D assessment
    done
  )
  echo "$found"
  weak=$(grep -c WEAK <<<"$found" || true)
  bad=$(grep -c FAILED <<<"$found" || true)
  echo "$(grep -c PASSED <<<"$found" || true) passed, $weak weak, $bad failed"
  [ "$bad" -eq 0 ] || failed=1
done
exit "$failed"

#!/usr/bin/env bash
# Checks every shipped scenario, runs it with few replications, and compares what it prints with
# Scenarios/golden, line by line.
# Usage: Scripts/scenarios.sh PROGRAM [--write]
# With --write the stored summaries are written anew; look at what changed before they are kept.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:?"say which program to run, such as .build/release/fentan"}
write=${2:-}

shopt -s nullglob
scenarios=(Scenarios/*.yaml Scenarios/*/*.yaml)
if [ "${#scenarios[@]}" -eq 0 ]; then
  echo "There is no scenario in Scenarios/." >&2
  exit 1
fi
mkdir -p Scenarios/golden
found=$(mktemp)
trap 'rm -f "$found"' EXIT
failures=0
for scenario in "${scenarios[@]}"; do
  "$program" validate "$scenario"
  "$program" run "$scenario" -n 100 --seed 1 -q >"$found"
  name=${scenario#Scenarios/}
  golden=Scenarios/golden/$(tr / - <<<"${name%.yaml}").txt
  if [ "$write" = --write ]; then
    cp "$found" "$golden"
    echo "$scenario: $golden is written."
  elif diff -u "$golden" "$found"; then
    echo "$scenario runs as $golden says."
  else
    echo "$scenario does not run as $golden says." >&2
    failures=$((failures + 1))
  fi
done
if [ "$failures" -gt 0 ]; then
  echo "$failures scenario(s) differ; if that is meant, run it with --write." >&2
  exit 1
fi

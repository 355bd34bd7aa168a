#!/usr/bin/env bash
# Checks every shipped scenario and runs it once, with few replications: does each still work?
# Usage: Scripts/scenarios.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:?"say which program to run, such as .build/release/fentan"}

shopt -s nullglob
scenarios=(Scenarios/*.yaml Scenarios/*/*.yaml)
if [ "${#scenarios[@]}" -eq 0 ]; then
  echo "There is no scenario in Scenarios/." >&2
  exit 1
fi
for scenario in "${scenarios[@]}"; do
  "$program" validate "$scenario"
  "$program" run "$scenario" -n 100 -q >/dev/null
  echo "$scenario runs."
done

#!/usr/bin/env bash
# Prints what common random numbers save: the variance of an unpaired difference of a year's cost over that
# of the paired one, for several changes to Xiang Hu Bao.
#
# Usage: pairing.sh [PROGRAM] [REPLICATIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
fentan=$(realpath "${1:-.build/release/fentan}")
replications=${2:-1000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r Scenarios/xiang-hu-bao.yaml Scenarios/xiang-hu-bao "$folder"

# Compares the pool with one that has other settings, and prints the ratio of each year.
compare() {
  printf 'fentan: 1\nname: %s\nbased_on: xiang-hu-bao.yaml\n%s\n' "$1" "$2" >"$folder/other.yaml"
  "$fentan" compare "$folder/xiang-hu-bao.yaml" "$folder/other.yaml" -n "$replications" -q -f csv |
    awk -F, -v name="$1" '
      NR == 1 { for (i = 1; i <= NF; i++) place[$i] = i; next }
      $place["quantity"] == "year_cost" && $place["variance_reduction"] != "" {
        printf "%-28s %s  × %.1f\n", name, $place["year"], $place["variance_reduction"]
      }'
}

compare "fee of 10%" "apportionment: { fee: 0.10 }"
compare "no waiting" "members: { waiting: null }"
compare "a tenth more illness" "claims: { incidence: { factor: 0.31064 } }"
compare "processing takes 20 days" "claims: { processing: { delay: 20 days } }"

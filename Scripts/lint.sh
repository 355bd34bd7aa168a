#!/usr/bin/env bash
# Checks what a compiler does not: format, layers, file lengths, paths of somebody's machine.
set -uo pipefail
cd "$(dirname "$0")/.."

failures=0

# Fails with a headline and the offending lines, if there are any.
refuse() {
  [ -z "$2" ] && return
  printf '%s\n%s\n\n' "$1" "$2" >&2
  failures=$((failures + 1))
}

files() { git ls-files --cached --others --exclude-standard -- "$@" | while read -r file; do
  [ -f "$file" ] && printf '%s\n' "$file"
done; }

swift format lint --strict -r -p Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Benchmarks Benchmarks/Paths || failures=$((failures + 1))

refuse "Probability and MutualAid do without Foundation; they are pure calculation:" \
  "$(grep -rnE '^ *(@[A-Za-z_]+ +)*(public |package |internal |private )?import +(struct |class |func )?(Foundation|FoundationEssentials|Glibc|Musl|Darwin|Dispatch)' \
    Sources/Probability Sources/MutualAid)"

refuse "GSL is used in Probability alone:" \
  "$(grep -rnE '^ *(public |internal )?import +CGSL' Sources Tests | grep -v '^Sources/Probability/')"

# What a script in Scripts/reference wrote is data, not code to be read.
refuse "A file has at most 400 lines; it has one reason to exist:" \
  "$(files '*.swift' '*.sh' '*.py' '*.c' '*.h' | grep -v 'Reference\.swift$' | while read -r file; do
    lines=$(wc -l <"$file"); [ "$lines" -gt 400 ] && echo "$file: $lines lines"
  done)"

refuse "Paths of one machine do not belong in the project:" \
  "$(files | grep -v '^Sources/ScenarioFiles/Tables/' | tr '\n' '\0' |
    xargs -0 grep -nIE '(^|[^.[:alnum:]])/(home|root|Users|work|tmp|private)/[[:alnum:]]' --)"

refuse "Marks of unfinished work do not belong in the project:" \
  "$(files '*.swift' '*.sh' '*.py' | grep -v '^Scripts/lint.sh$' | tr '\n' '\0' |
    xargs -0 grep -nE 'TODO|FIXME|XXX|fatalError\(|try!|as!' --)"

if [ "$failures" -gt 0 ]; then
  echo "Lint found $failures kind(s) of problem." >&2
  exit 1
fi
echo "Lint found nothing."

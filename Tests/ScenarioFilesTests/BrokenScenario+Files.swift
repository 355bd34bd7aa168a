extension BrokenScenario {
  /// Tables, files, stacks, and texts that are no scenario.
  static let files: [BrokenScenario] = [
    BrokenScenario(
      "an unknown table",
      "CI-2020/28-diseases", to: "CI-2020/28-disease",
      [
        "pool.yaml:11:23: claims.incidence.table: expected the name of a bundled table (the nearest is CI-2020/28-diseases), but found CI-2020/28-disease"
      ]),
    BrokenScenario(
      "a census as incidence",
      "CI-2020/28-diseases", to: "census-2020",
      [
        "pool.yaml:11:23: claims.incidence.table: expected the name of a bundled table of rates such as CI-2020/28-diseases, but found census-2020"
      ]),
    BrokenScenario(
      "a table that lacks ages",
      "CI-2020/28-diseases", to: "CI-2020/dementia",
      [
        "pool.yaml:11:23: claims.incidence.table: expected a table for the members' ages 20..59, but found CI-2020/dementia, which covers ages 50..105"
      ]),
    BrokenScenario(
      "a table and a rate",
      "table: CI-2020/28-diseases", to: "table: CI-2020/28-diseases, per_year: 0.001",
      [
        "pool.yaml:11:14: claims.incidence: expected one of table, per_year or file, but found table and per_year"
      ]),
    BrokenScenario(
      "a file that does not exist",
      "path: 10000", to: "path: { file: members.csv }",
      ["pool.yaml:7:17: members.path.file: expected a file, but there is no 'members.csv'"]),
    BrokenScenario(
      "a path that leaves the folder",
      "path: 10000", to: "path: { file: ../members.csv }",
      [
        "pool.yaml:7:17: members.path.file: expected the path of a file below the scenario's folder, but found ../members.csv"
      ]),
    BrokenScenario(
      "an absolute path",
      "path: 10000", to: "path: { file: /etc/passwd }",
      [
        "pool.yaml:7:17: members.path.file: expected the path of a file below the scenario's folder, but found /etc/passwd"
      ]),
    BrokenScenario(
      "a column that is none",
      "path: 10000", to: "path: { file: m.csv }", files: ["m.csv": "date,member\n2020-01-01,5\n"],
      [
        "m.csv:1:1: members: is missing; expected a column of this name",
        "m.csv:1:6: member: is not a column; did you mean 'members'?",
      ]),
    BrokenScenario(
      "a cell that is no number",
      "path: 10000", to: "path: { file: m.csv }",
      files: ["m.csv": "date,members\n2020-01-01,5\n2020-02-01,1e5\n"],
      ["m.csv:3:12: members: expected a whole number of members up to 1099511627776, but found 1e5"]
    ),
    BrokenScenario(
      "a row with a cell too few",
      "path: 10000", to: "path: { file: m.csv }",
      files: ["m.csv": "date,members\n2020-01-01,5\n2020-02-01\n"],
      ["m.csv:3:1: expected 2 cells as in the header, but found 1"]),
    BrokenScenario(
      "dates out of order in a file",
      "path: 10000", to: "path: { file: m.csv }",
      files: ["m.csv": "date,members\n2020-03-01,5\n2020-02-01,6\n"],
      ["m.csv:3:1: date: expected a date after 2020-03-01, but found 2020-02-01"]),
    BrokenScenario(
      "a quote that is not closed",
      "path: 10000", to: "path: { file: m.csv }",
      files: ["m.csv": #"date,members\#n2020-03-01,"5\#n"#],
      ["m.csv:2:12: expected a closing quote, but found the end of the file"]),
    BrokenScenario(
      "an empty CSV file",
      "path: 10000", to: "path: { file: m.csv }", files: ["m.csv": ""],
      [
        "m.csv:1:1: expected a header such as date,members and at least one row, but found an empty file"
      ]),
    BrokenScenario(
      "a rate above 1 in a file",
      "table: CI-2020/28-diseases", to: "file: q.csv",
      files: ["q.csv": "age,male,female\n20,0.1,1.1\n"],
      ["q.csv:2:8: female: expected a yearly probability from 0 to 1, but found 1.1"]),
    BrokenScenario(
      "a row missing in a file of rates",
      "table: CI-2020/28-diseases", to: "file: q.csv",
      files: ["q.csv": "age,male,female\n20,0.1,0.1\n22,0.1,0.1\n"],
      ["q.csv:3:1: age: expected age 21, one row for each age in order, but found 22"]),
    BrokenScenario(
      "a mix in a file that does not sum to 1",
      "mix: { 20..39: 0.5, 40..59: 0.5 }", to: "mix: { file: mix.csv }",
      files: ["mix.csv": "from,age,share\n2020-01-01,20,1\n2021-01-01,20,0.5\n2021-01-01,21,0.4\n"],
      ["mix.csv:3:1: members.mix: expected shares that sum to 1 from 2021-01-01 on, but found 0.9"]),
    BrokenScenario(
      "an observation before the launch",
      "fee: 0.08 }", to: "fee: 0.08 }\nobserved: { file: o.csv }",
      files: ["o.csv": "quantity,date,segment,value,source\nshare,2019-12-31,,0.03,report\n"],
      ["o.csv:2:7: date: expected a date from 2020-01-01 to 2022-12-31, but found 2019-12-31"]),
    BrokenScenario(
      "an observation of half a member",
      "fee: 0.08 }", to: "fee: 0.08 }\nobserved: { file: o.csv }",
      files: ["o.csv": "quantity,date,segment,value,source\nmembers,2020-12-31,,0.5,report\n"],
      ["o.csv:2:21: value: expected a whole number, but found 0.5"]),
    BrokenScenario(
      "a stack on itself",
      "fentan: 1", to: "fentan: 1\nbased_on: pool.yaml",
      [
        "pool.yaml:2:11: based_on: expected a scenario that is not based on this one, but found pool.yaml on pool.yaml"
      ]),
    BrokenScenario(
      "a circle",
      "fentan: 1", to: "fentan: 1\nbased_on: a.yaml",
      files: [
        "a.yaml": "fentan: 1\nbased_on: b.yaml\n", "b.yaml": "fentan: 1\nbased_on: a.yaml\n",
      ],
      [
        "b.yaml:2:11: based_on: expected a scenario that is not based on this one, but found a.yaml on b.yaml on a.yaml"
      ]),
    BrokenScenario(
      "a problem in the scenario below",
      "fentan: 1", to: "fentan: 1\nbased_on: a.yaml",
      files: ["a.yaml": "fentan: 1\nmembers:\n  waiting: { days: ninety }\n"],
      [
        "a.yaml:3:20: members.waiting.days: expected a whole number of days from 0 to 3660, but found ninety"
      ]),
    BrokenScenario(
      "a tab in the indentation",
      "  path: 10000", to: "\tpath: 10000",
      ["pool.yaml:7:1: expected spaces for the indentation, but found a tab"]),
    BrokenScenario(
      "a wrong indentation",
      "  ages: 20..59", to: "   ages: 20..59",
      [
        "pool.yaml:8:8: expected the end of the value, but found a second ': ' (put a text with a colon into quotes, and indent keys of one mapping equally)"
      ]),
    BrokenScenario(
      "a brace that is not closed",
      "{ fee: 0.08 }", to: "{ fee: 0.08",
      ["pool.yaml:16:1: expected ',' or '}' for what begins in line 15"]),
    BrokenScenario(
      "a colon in a text",
      "name: Small pool", to: "name: Small pool: the first",
      [
        "pool.yaml:2:17: expected the end of the value, but found a second ': ' (put a text with a colon into quotes, and indent keys of one mapping equally)"
      ]),
    BrokenScenario(
      "an alias",
      "name: Small pool", to: "name: &n Small pool\ndescription: *n",
      [
        "pool.yaml:3:14: expected a value, but found the alias *n (aliases are not read; use based_on)"
      ]),
  ]
}

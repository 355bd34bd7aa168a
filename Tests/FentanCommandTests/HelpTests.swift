import Testing

/// The words of `--help`, which people copy from.
struct HelpTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test func `the program tells its commands and its exit statuses`() throws {
    #expect(
      try program.run("--help")
        == Program.Ending(
          status: 0,
          output: """
            OVERVIEW: Simulates mutual-aid pools: when some fall ill, all share the bill.

            Start with 'fentan init my-pool.yaml', then 'fentan run my-pool.yaml'.

            Results go to standard output, all else to standard error. Exit status:
              0   finished
              1   failed for another reason
              64  wrong command line
              65  the scenario, or a table that it names, is invalid
              66  an input file is missing
              73  the output cannot be written
              99  the result is written, but --fail-if holds or verify disagrees
              130 interrupted (143 when terminated)

            USAGE: fentan <subcommand>

            OPTIONS:
              --version               Show the version.
              -h, --help              Show help information.

            SUBCOMMANDS:
              init                    Write a commented example scenario, which runs as it
                                      is.
              validate                Check scenarios, and print all that is wrong with
                                      them.
              explain                 Show a scenario with all defaults filled in, and
                                      where each value comes from.
              run                     Simulate a scenario.
              compare                 Compare sharing with a premium, or scenarios with the
                                      first one.
              sweep                   Vary one or two settings of a scenario over a grid.
              verify                  Hold the simulation of a scenario against its exact
                                      laws.
              schema                  Print the JSON Schema (draft-07) of a format.

              See 'fentan help <subcommand>' for detailed help.

            """, errors: ""))
  }

  @Test func `run tells its options and their defaults`() throws {
    #expect(
      try program.run("run", "--help")
        == Program.Ending(
          status: 0,
          output: """
            OVERVIEW: Simulate a scenario.

            Prints a short report, and with --out writes all figures into a folder. The
            same scenario, seed and replications give the same figures, whatever the number
            of threads.

            USAGE: fentan run [<options>] <file>

            ARGUMENTS:
              <file>                  The scenario, a YAML or JSON file.

            OPTIONS:
              --set <key.path=value>  Put a value in place of the scenario's. May be
                                      repeated.
              --method <method>       How figures are found: by simulation; collapsed,
                                      which draws shares alone and is fast, where
                                      settlements are independent; cohorts, which draws
                                      claims by group as well; individuals, which takes the
                                      members of a roster one by one; or exactly, where
                                      they have an exact law. (values: monte-carlo,
                                      collapsed, cohorts, individuals, exact; default:
                                      monte-carlo)
              -n, --replications <count>
                                      How many futures to simulate. (default: 10000)
              -s, --seed <number>     The number that every draw follows from. (default: 1)
              -j, --threads <count>   How many threads to use. (default: one for each core)
              -f, --format <format>   The form of the report. (values: table, json, csv,
                                      markdown; default: table)
              -o, --out <folder>      Also write the result into this folder.
              --quantiles <list>      The quantiles to report, in per cent. (default:
                                      5,25,50,75,90,95,99,99.5,99.9)
              --above <list>          Also tell how likely a year is to cost more than
                                      these amounts of money, as in 100,188.5.
              --confidence <percentage>
                                      The confidence of the estimates, in per cent.
                                      (default: 95)
              --members               Also tell what members paid over their whole
                                      membership, by segment and year of joining.
              --fail-if <condition>   Exit with status 99 if this holds, as in
                                      'mean(year_cost, 2020) > 188'. May be repeated.
              --progress <progress>   How progress is shown. (values: auto, bar, lines,
                                      none; default: auto)
              -q, --quiet             Say nothing but what went wrong.
              -v, --verbose           Say more about the run.
              --color <color>         When messages are coloured; auto respects NO_COLOR.
                                      (values: auto, always, never; default: auto)
              --version               Show the version.
              -h, --help              Show help information.


            """, errors: ""))
  }

  @Test(arguments: ["init", "validate", "explain", "compare", "sweep", "verify", "schema"])
  func `every command has help`(command: String) throws {
    let ending = try program.run(command, "--help")
    #expect(ending.status == 0)
    #expect(ending.output.hasPrefix("OVERVIEW: "))
    #expect(ending.output.contains("\nUSAGE: fentan \(command) "))
  }
}

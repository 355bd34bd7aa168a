/// What the program tells the one who started it, beside its words.
///
/// The numbers below 99 are those of BSD's `sysexits.h`; 99 is k6's for a threshold that was
/// crossed; from 128 up they are a shell's for a signal.
enum ExitStatus: Int32 {
  /// Finished, and all checks passed.
  case finished = 0
  /// Failed for a reason that has no number of its own.
  case failed = 1
  /// The command line is wrong.
  case usage = 64
  /// The scenario, or a table that it names, is invalid.
  case data = 65
  /// An input file is missing.
  case noInput = 66
  /// The output cannot be written.
  case cannotCreate = 73
  /// The result is written, but a condition of `--fail-if` holds, or `verify` found a disagreement.
  case checkFailed = 99
}

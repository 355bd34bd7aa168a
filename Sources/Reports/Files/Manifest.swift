/// What was run, on what, and how long it took: the one file that differs from run to run.
public struct Manifest: Equatable, Sendable {
  /// The name of the form of `manifest.json`.
  public static let schema = "fentan-manifest-1"

  /// The version of the program.
  public var programVersion: String
  /// The scenario as it was read.
  public var scenarioText: String
  /// A hash of the scenario, with the name of the hash.
  public var scenarioHash: String
  /// The scenarios that the first was compared with, as they were read, with their hashes.
  public var comparedScenarios: [ComparedScenario]
  /// The number that every draw follows from.
  public var seed: UInt64
  /// The replications done.
  public var replications: Int
  /// The threads used.
  public var threads: Int
  /// The machine, in words.
  public var machine: String
  /// The seconds that passed while it ran.
  public var wallSeconds: Double
  /// The most memory that was in use.
  public var peakMemoryBytes: Int
  /// The hash of the result; empty to have `ResultFolder.files` work it out.
  public var fingerprint: String
  /// The words of the command line.
  public var commandLine: [String]

  /// A scenario that another was compared with.
  public struct ComparedScenario: Equatable, Sendable {
    /// The scenario as it was read.
    public let text: String
    /// A hash of it, with the name of the hash.
    public let hash: String

    /// A scenario's text, by which its hash is found.
    public init(text: String) {
      self.text = text
      hash = Fingerprint.of(text)
    }
  }

  /// What was run.
  public init(
    programVersion: String, scenarioText: String, scenarioHash: String,
    comparedScenarios: [ComparedScenario] = [], seed: UInt64, replications: Int, threads: Int,
    machine: String, wallSeconds: Double, peakMemoryBytes: Int,
    fingerprint: String = "", commandLine: [String] = []
  ) {
    self.programVersion = programVersion
    self.scenarioText = scenarioText
    self.scenarioHash = scenarioHash
    self.comparedScenarios = comparedScenarios
    self.seed = seed
    self.replications = replications
    self.threads = threads
    self.machine = machine
    self.wallSeconds = wallSeconds
    self.peakMemoryBytes = peakMemoryBytes
    self.fingerprint = fingerprint
    self.commandLine = commandLine
  }

  /// The contents of `manifest.json`.
  func document(files: [ResultFile]) -> String {
    var members: [(key: String, value: JSONText)] = [
      ("schema", .text(Self.schema)),
      ("program_version", .text(programVersion)),
      ("command_line", .list(commandLine.map { .text($0) })),
      ("seed", .integer(seed)), ("replications", .integer(replications)),
      ("threads", .integer(threads)), ("machine", .text(machine)),
      ("wall_seconds", .number(wallSeconds)), ("peak_memory_bytes", .integer(peakMemoryBytes)),
      ("fingerprint", .text(fingerprint)),
      ("files", .object(files.map { ($0.name, .text(Fingerprint.of($0.contents))) })),
      ("scenario_hash", .text(scenarioHash)), ("scenario", .text(scenarioText)),
    ]
    if !comparedScenarios.isEmpty {
      let others = comparedScenarios.map { other in
        JSONText.object([("scenario_hash", .text(other.hash)), ("scenario", .text(other.text))])
      }
      members.append(("compared_scenarios", .list(others)))
    }
    return JSONText.object(members).document
  }
}

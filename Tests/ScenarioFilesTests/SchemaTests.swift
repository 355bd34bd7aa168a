import Foundation
import MutualAid
import Testing

@testable import ScenarioFiles

struct SchemaTests {
  @Test func `the schema is valid JSON of draft-07`() throws {
    let data = Data(ScenarioSchema.json().utf8)
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    #expect(object?["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
    for branch in ["then", "else"] {
      let pool = object?[branch] as? [String: Any]
      #expect((pool?["properties"] as? [String: Any])?.count == PoolSection.definition.keys.count)
    }
  }

  /// The reader can only read keys of a definition (an assertion in `Section.read`), and the schema
  /// is made from the definitions; this walks both side by side.
  @Test func `every key of every definition is in the schema, with its meaning`() throws {
    var count = 0
    func walk(
      _ definition: SectionDefinition, _ schema: JSON, _ path: String, _ refused: NotSimulated
    ) throws {
      let object = try #require(schema.mapping, "\(path) has no mapping in the schema")
      for key in definition.keys {
        let inner = try #require(object["properties"]?[key.name], "\(path).\(key.name)")
        let innerPath = path.isEmpty ? key.name : "\(path).\(key.name)"
        let isRefused = refused.contains(key.name, at: innerPath)
        #expect(inner["description"] != nil)
        #expect((inner["not"] == [:]) == (key.isReserved || isRefused), "\(innerPath)")
        count += 1
        if let section = key.section, !isRefused { try walk(section, inner, innerPath, refused) }
      }
      if let section = definition.named?.section {
        guard case .object(let patterns)? = object["patternProperties"] else {
          Issue.record("\(path) has no names in the schema")
          return
        }
        try walk(section, try #require(patterns.first?.value), "\(path).*", refused)
      }
    }
    for refused in [NotSimulated.settings, .nothing] {
      let schema = ScenarioSchema.schema(notSimulated: refused)
      try walk(PoolSection.definition, try #require(schema["else"]), "", refused)
    }
    #expect(count > 200)
  }

  @Test func `the template is right, and runs as it is`() throws {
    let template = ScenarioTemplate.yaml(name: "A pool: \"first\" 相互")
    let scenario = try read(template).scenario
    #expect(scenario.name == "A pool: \"first\" 相互")
    #expect(scenario.periods.count == 96)
    #expect(problems(ScenarioTemplate.yaml(name: "no")) == [])
    #expect(problems(ScenarioTemplate.yaml(name: "示例 pool (1)")) == [])
  }

  /// A second opinion: Python's jsonschema on the template and the fixtures, read by YAML 1.2.
  @Test(.enabled(if: Python.hasSchemas, "python3 with jsonschema and PyYAML is not there"))
  func `Python's jsonschema agrees with the reader`() throws {
    let good = [ScenarioTemplate.yaml(name: "Pool"), smallPool, GoodScenarioTests.whole]
    for text in good { #expect(try Python.verdict(on: text) == "valid") }
    let changes = """
      fentan: 1
      based_on: pool.yaml
      shutdown: null
      apportionment: { fee: 0.1, cap_per_claim: null }
      compare: { no_cover: { incomes: 2021 } }
      claims: { classes: { mild: null, critical: { share: 1 } } }

      """
    #expect(try Python.verdict(on: changes) == "valid")
    for (right, wrong) in [
      ("fee: 0.1", "fees: 0.1"), ("fee: 0.1", "fee: high"), ("2021", "1921"), ("fentan: 1\n", ""),
    ] {
      #expect(
        try Python.verdict(on: changes.replacing(right, with: wrong)) == "invalid", "\(wrong)")
    }
    let prepared = PreparedScenarioTests.whole
    let full = ScenarioSchema.schema(notSimulated: .nothing).text()
    #expect(try Python.verdict(on: prepared, schema: full) == "valid")
    #expect(
      try Python.verdict(on: prepared)
        == (NotSimulated.settings.keyPaths.isEmpty ? "valid" : "invalid"))
    let shapes = BrokenScenario.keys.filter { broken in
      // What only the reader can see: order, doubled keys, quotes.
      !["doubled", "in front", "quoted yes"].contains { broken.name.contains($0) }
    }
    for broken in shapes {
      let verdict = try Python.verdict(on: broken.text)
      #expect(verdict == "invalid", "\(broken.name)")
    }
  }
}

extension JSON {
  /// The alternative that is a mapping with settings.
  fileprivate var mapping: JSON? {
    if self["properties"] != nil { return self }
    guard case .array(let alternatives)? = self["anyOf"] else { return nil }
    return alternatives.lazy.compactMap(\.mapping).first
  }
}

/// Python's JSON Schema validator, where it is installed.
private enum Python {
  static let hasSchemas = (try? run("import jsonschema, yaml", "")) == ""

  /// Whether the schema takes a scenario.
  static func verdict(on text: String, schema json: String = ScenarioSchema.json()) throws
    -> String
  {
    let schema = FileManager.default.temporaryDirectory
      .appending(path: "fentan-schema-\(UUID().uuidString).json")
    try Data(json.utf8).write(to: schema)
    defer { try? FileManager.default.removeItem(at: schema) }
    return try run(script.replacing("SCHEMA", with: schema.path()), text)
  }

  /// YAML 1.2 core: only JSON's words and numbers have a meaning.
  private static let script = #"""
    import json, re, sys, yaml, jsonschema
    class Core(yaml.SafeLoader): pass
    Core.yaml_implicit_resolvers = {}
    def add(tag, pattern, first): Core.add_implicit_resolver('tag:yaml.org,2002:' + tag, re.compile(pattern), first)
    add('bool', r'^(true|false)$', list('tf'))
    add('null', r'^(null|~|)$', ['n', '~', ''])
    add('int', r'^-?(0|[1-9][0-9]*)$', list('-0123456789'))
    add('float', r'^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$', list('-0123456789'))
    Core.add_constructor('tag:yaml.org,2002:float', lambda l, n: float(n.value))
    Core.add_constructor('tag:yaml.org,2002:int', lambda l, n: int(n.value))
    def keys(x):
        if isinstance(x, dict): return {str(k): keys(v) for k, v in x.items()}
        return [keys(v) for v in x] if isinstance(x, list) else x
    schema = json.load(open('SCHEMA'))
    jsonschema.Draft7Validator.check_schema(schema)
    value = keys(yaml.load(sys.stdin.read(), Loader=Core))
    errors = list(jsonschema.Draft7Validator(schema).iter_errors(value))
    print('invalid' if errors else 'valid', end='')
    """#

  private static func run(_ program: String, _ input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = FileHandle.nullDevice
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return "python3 failed" }
    return String(decoding: output, as: UTF8.self)
  }
}

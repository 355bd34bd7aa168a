// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nobody who uses Fentan fetches the tools of its benchmarks.
let package = Package(
  name: "fentan-benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "fentan", path: "../"),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: ["Laws", "Pools"].map { name in
    .executableTarget(
      name: name,
      dependencies: [
        .product(name: "Fentan", package: "fentan"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/\(name)",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  } + [
    // Runs one path once, and tells time, memory and figures as a line of JSON.
    .executableTarget(
      name: "Paths", dependencies: [.product(name: "Fentan", package: "fentan")],
      path: "Paths")
  ],
  swiftLanguageModes: [.v6]
)

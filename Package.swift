// swift-tools-version: 6.2
import PackageDescription

var strict: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
// Set by CI. A compiler newer than ours may know new warnings, which should stop nobody's build.
if Context.environment["FENTAN_STRICT"] == "1" {
  strict.append(.treatAllWarnings(as: .error))
}

let package = Package(
  name: "fentan",
  products: [
    .executable(name: "fentan", targets: ["FentanCommand"]),
    .library(name: "Fentan", targets: ["Probability", "MutualAid", "ScenarioFiles", "Reports"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The one door to C.
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl",
      providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),

    // Loops that one instruction can run for several streams at once; each has a twin in Swift.
    .target(name: "CKernels"),

    // Chance without insurance: streams, laws, estimates.
    .target(
      name: "Probability",
      dependencies: [
        "CGSL", "CKernels", .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict),

    // The model and its engine: pure values in, pure values out.
    .target(
      name: "MutualAid",
      dependencies: [
        "CKernels", "Probability", .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict),

    // Text to a scenario and back.
    .target(
      name: "ScenarioFiles",
      dependencies: ["MutualAid", .product(name: "Yams", package: "Yams")],
      resources: [.embedInCode("Tables")],
      swiftSettings: strict),

    // An outcome to text.
    .target(
      name: "Reports",
      dependencies: [
        "MutualAid", "Probability", .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict),

    // The only part that touches the world.
    .executableTarget(
      name: "FentanCommand",
      dependencies: [
        "MutualAid", "Probability", "Reports", "ScenarioFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["Probability"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "ProbabilityTests", dependencies: ["Probability", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "MutualAidTests",
      dependencies: ["MutualAid", "Probability", "CKernels", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ScenarioFilesTests", dependencies: ["ScenarioFiles", "MutualAid"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "MutualAid", "Probability"],
      exclude: ["Golden"], swiftSettings: strict),
    // Runs the built program, and so needs it built.
    .testTarget(
      name: "FentanCommandTests", dependencies: ["FentanCommand"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

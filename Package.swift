// swift-tools-version: 6.3
import PackageDescription

// Everywhere, tests included.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableExperimentalFeature("Lifetimes"),
]

// Small calls across module borders run ten times faster with this; legal in a root package.
let product: [SwiftSetting] =
  settings + [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

// The targets that call C say `unsafe` at every call that the compiler cannot check.
let door: [SwiftSetting] = product + [.strictMemorySafety()]

let package = Package(
  name: "pledgebook",
  targets: [
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CanonicalJSON", swiftSettings: product),
    .target(name: "Cryptography", dependencies: ["COpenSSL"], swiftSettings: door),
    .target(name: "ForeignText", swiftSettings: product),
    .target(name: "TransparencyLog", dependencies: ["CanonicalJSON", "Cryptography"], swiftSettings: product),
    .target(
      name: "Pledges", dependencies: ["CanonicalJSON", "Cryptography", "ForeignText", "TransparencyLog"],
      swiftSettings: product),
    .target(name: "Compliance", dependencies: ["Cryptography", "Pledges"], swiftSettings: product),
    .target(
      name: "Fixtures",
      dependencies: ["CanonicalJSON", "Cryptography"],
      path: "Tests/Fixtures", swiftSettings: settings),
    .target(
      name: "LedgerFixtures",
      dependencies: ["CanonicalJSON", "Cryptography", "Pledges", "TransparencyLog"],
      path: "Tests/LedgerFixtures", swiftSettings: settings),
    .testTarget(
      name: "PledgesTests",
      dependencies: ["CanonicalJSON", "Cryptography", "Fixtures", "LedgerFixtures", "Pledges", "TransparencyLog"],
      swiftSettings: settings),
    .testTarget(
      name: "ComplianceTests",
      dependencies: ["CanonicalJSON", "Compliance", "Cryptography", "Fixtures", "LedgerFixtures", "Pledges"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

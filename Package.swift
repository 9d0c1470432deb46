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

// Every function is found when a program starts, so that the table of their places can be made read-only.
let boundAtStart: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "-z", "-Xlinker", "relro", "-Xlinker", "-z", "-Xlinker", "now"])
]

// What `make` tells the build about itself, for `--version`; a plain `swift build` says "unknown". Only letters, digits, dot
// and hyphen, so that nothing but a word can come of it.
func told(_ name: String, as definition: String) -> [CSetting] {
  let word = (Context.environment[name] ?? "").filter {
    $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0))
  }
  return word.isEmpty ? [] : [.define(definition, to: "\"\(word)\"")]
}

let package = Package(
  name: "pledgebook",
  products: [
    .executable(name: "pledgebook", targets: ["pledgebook"]),
    .executable(name: "pledgebook-lab", targets: ["pledgebook-lab"]),
  ],
  targets: [
    // Layer 0: C doors, bytes, cryptography.
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "CProcess", linkerSettings: [.linkedLibrary("dl")]),
    .target(
      name: "CBuildFacts",
      cSettings: told("PLEDGEBOOK_COMMIT", as: "PLEDGEBOOK_COMMIT") + told("PLEDGEBOOK_SWIFT", as: "PLEDGEBOOK_SWIFT")),
    // These three load their library at its first use; see CCurl.h.
    .target(name: "CCurl", dependencies: ["CProcess"]),
    .target(name: "CMicrohttpd", dependencies: ["CProcess"]),
    .target(name: "CZlib", dependencies: ["CProcess"]),
    .systemLibrary(name: "CFiles"),
    .target(name: "CanonicalJSON", dependencies: ["ForeignText"], swiftSettings: product),
    .target(name: "Cryptography", dependencies: ["COpenSSL", "Files"], swiftSettings: door),
    .target(name: "ForeignText", swiftSettings: product),
    .target(name: "Files", dependencies: ["CFiles", "ForeignText"], swiftSettings: door),
    // The words of every language: one file each, checked and written as Swift by the build.
    .target(name: "Languages", swiftSettings: product, plugins: ["CompileLanguages"]),
    .executableTarget(name: "LanguageCompiler", dependencies: ["CanonicalJSON"], swiftSettings: settings),
    .plugin(name: "CompileLanguages", capability: .buildTool(), dependencies: ["LanguageCompiler"]),

    // The names of the documents that programs read, and the schema of each.
    .target(name: "DataFormats", dependencies: ["CanonicalJSON"], swiftSettings: product),
    .target(
      name: "Schemas", dependencies: ["CanonicalJSON", "DataFormats"], resources: [.embedInCode("Documents")],
      swiftSettings: product),

    // Accords to begin with: public commitments as facts with their source.
    .target(name: "AccordTemplates", resources: [.embedInCode("Documents")], swiftSettings: product),

    // Layer 1: the log, the domain, the store.
    .target(name: "TransparencyLog", dependencies: ["CanonicalJSON", "Cryptography"], swiftSettings: product),
    .target(
      name: "Pledges", dependencies: ["CanonicalJSON", "Cryptography", "ForeignText", "TransparencyLog"],
      swiftSettings: product),
    .target(
      name: "Storage", dependencies: ["CSQLite", "Cryptography", "Files", "Pledges", "TransparencyLog"],
      swiftSettings: door),

    // Layer 2: who appends, who checks, who judges.
    .target(
      name: "LedgerWriter",
      dependencies: ["CanonicalJSON", "Cryptography", "Files", "Pledges", "Storage", "TransparencyLog"],
      swiftSettings: product),
    .target(
      name: "Verification", dependencies: ["Cryptography", "Pledges", "Storage", "TransparencyLog"],
      swiftSettings: product),
    .target(name: "Compliance", dependencies: ["Cryptography", "Pledges"], swiftSettings: product),

    .target(
      name: "ProgramFacts", dependencies: ["CBuildFacts", "CanonicalJSON", "Cryptography", "Storage"],
      swiftSettings: door),

    // Layer 3: what readers see.
    .target(
      name: "Reports",
      dependencies: [
        "CanonicalJSON", "Compliance", "Cryptography", "DataFormats", "ForeignText", "Languages", "Pledges",
        "TransparencyLog",
      ],
      swiftSettings: product),

    // What a statement says, for whoever signs it or has recorded it.
    .target(
      name: "StatementWords",
      dependencies: ["Cryptography", "ForeignText", "Languages", "Pledges", "Reports", "TransparencyLog"],
      swiftSettings: product),
    .target(
      name: "Publication",
      dependencies: [
        "CanonicalJSON", "Compliance", "Cryptography", "Files", "Pledges", "Storage", "TransparencyLog",
        "Verification",
      ],
      swiftSettings: door),

    // What a report quotes, read from a store and proved to be in its tree.
    .target(
      name: "LedgerReports",
      dependencies: ["Cryptography", "Pledges", "Publication", "Reports", "Storage", "TransparencyLog"],
      swiftSettings: product),

    // The HTTP edge: client and server, the witness, and the ledger as the client of witnesses.
    .target(
      name: "Service",
      dependencies: [
        "CCurl", "CMicrohttpd", "CZlib", "Cryptography", "Files", "ForeignText", "Publication", "Storage",
        "TransparencyLog",
      ],
      swiftSettings: door),

    // Layer 4: the command.
    .target(name: "CommandLineTools", dependencies: ["CProcess", "Files", "ForeignText"], swiftSettings: door),
    // Ledgers of any size, and the figures of a machine.
    .target(
      name: "Benchmarking",
      dependencies: [
        "CSQLite", "CanonicalJSON", "CommandLineTools", "Compliance", "Cryptography", "DataFormats", "Files",
        "Languages", "LedgerReports", "LedgerWriter", "Pledges", "Publication", "Reports", "Storage", "TransparencyLog",
        "Verification",
      ],
      swiftSettings: door),
    // The guided tour: it runs the program from outside, as a reader would. Its data are the files of Ledger, by links.
    .target(
      name: "Demonstration",
      dependencies: [
        "CanonicalJSON", "CommandLineTools", "Cryptography", "DataFormats", "Files", "ForeignText", "Pledges",
      ],
      resources: [.embedInCode("Data")], swiftSettings: door),
    .executableTarget(
      name: "pledgebook",
      dependencies: [
        "AccordTemplates", "CanonicalJSON", "CommandLineTools", "Compliance", "Cryptography", "DataFormats",
        "Demonstration", "Files",
        "ForeignText", "Languages", "LedgerReports", "LedgerWriter", "Pledges", "ProgramFacts", "Publication",
        "Reports", "Schemas", "Service", "StatementWords", "Storage", "TransparencyLog", "Verification",
      ],
      swiftSettings: product, linkerSettings: boundAtStart),
    // What makes ledgers to measure with and changes ledgers past their rules: built, and never installed.
    .executableTarget(
      name: "pledgebook-lab",
      dependencies: [
        "Benchmarking", "CSQLite", "CanonicalJSON", "CommandLineTools", "Cryptography", "DataFormats", "Demonstration",
        "Files", "Pledges", "ProgramFacts",
      ],
      swiftSettings: door, linkerSettings: boundAtStart),

    // Tests: one target per source target, and those that span several.
    .target(
      name: "SchemaJudge", dependencies: ["CanonicalJSON", "DataFormats", "Schemas"], path: "Tests/SchemaJudge",
      swiftSettings: settings),
    .testTarget(
      name: "SchemasTests", dependencies: ["CanonicalJSON", "DataFormats", "Fixtures", "SchemaJudge", "Schemas"],
      swiftSettings: settings),
    .target(
      name: "Fixtures",
      dependencies: ["CanonicalJSON", "Cryptography"],
      path: "Tests/Fixtures", swiftSettings: settings),
    .target(
      name: "LedgerFixtures",
      dependencies: ["CanonicalJSON", "Cryptography", "Pledges", "TransparencyLog"],
      path: "Tests/LedgerFixtures", swiftSettings: settings),
    .testTarget(
      name: "CanonicalJSONTests", dependencies: ["CanonicalJSON", "Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "CryptographyTests", dependencies: ["CanonicalJSON", "Cryptography", "Files", "Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "LanguagesTests", dependencies: ["LanguageCompiler", "Languages"], swiftSettings: settings),
    .testTarget(name: "FilesTests", dependencies: ["Files", "Fixtures"], swiftSettings: settings),
    .testTarget(name: "ForeignTextTests", dependencies: ["Fixtures", "ForeignText"], swiftSettings: settings),
    .testTarget(
      name: "TransparencyLogTests",
      dependencies: ["CanonicalJSON", "Cryptography", "Fixtures", "LedgerSamples", "TransparencyLog"],
      swiftSettings: settings),
    .testTarget(
      name: "PledgesTests",
      dependencies: [
        "CanonicalJSON", "Cryptography", "Fixtures", "LedgerFixtures", "Pledges", "StatementWords", "TransparencyLog",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ComplianceTests",
      dependencies: [
        "CanonicalJSON", "Compliance", "Cryptography", "Fixtures", "Languages", "LedgerFixtures", "Pledges", "Reports",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "StorageTests", dependencies: ["Cryptography", "Files", "Fixtures", "Pledges", "Storage"],
      swiftSettings: settings),
    .target(
      name: "LedgerSamples",
      dependencies: [
        "CanonicalJSON", "CSQLite", "Cryptography", "Fixtures", "LedgerWriter", "Pledges", "Storage",
        "TransparencyLog", "Verification",
      ],
      path: "Tests/LedgerSamples", swiftSettings: settings),
    .testTarget(
      name: "LedgerWriterTests",
      dependencies: [
        "Cryptography", "Fixtures", "LedgerSamples", "LedgerWriter", "Pledges", "Storage", "TransparencyLog",
        "Verification",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "VerificationTests",
      dependencies: [
        "Cryptography", "Fixtures", "LedgerSamples", "LedgerWriter", "Pledges", "Storage", "TransparencyLog",
        "Verification",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "TamperingTests",
      dependencies: [
        "CanonicalJSON", "Cryptography", "Fixtures", "LedgerSamples", "Pledges", "Storage", "TransparencyLog",
        "Verification",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "CanonicalJSON", "Compliance", "Cryptography", "Fixtures", "ForeignText", "Languages", "LedgerFixtures",
        "Pledges", "Reports", "SchemaJudge", "TransparencyLog",
      ],
      exclude: ["Golden"], swiftSettings: settings),
    .testTarget(
      name: "DemonstrationTests",
      dependencies: ["CommandLineTools", "Demonstration", "Files", "Fixtures", "pledgebook", "pledgebook-lab"],
      swiftSettings: settings),
    .testTarget(
      name: "BenchmarkingTests",
      dependencies: ["Benchmarking", "CommandLineTools", "Files", "Fixtures", "Pledges", "Storage", "Verification"],
      swiftSettings: settings),
    .testTarget(
      name: "PublicationTests",
      dependencies: [
        "CanonicalJSON", "Cryptography", "Fixtures", "LedgerFixtures", "Pledges", "Publication", "Storage",
        "TransparencyLog", "Verification",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ServiceTests",
      dependencies: [
        "Cryptography", "Fixtures", "LedgerSamples", "Publication", "Service", "Storage", "TransparencyLog",
      ],
      exclude: ["Scripts"], swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "AccordTemplates", "CanonicalJSON", "CommandLineTools", "Cryptography", "DataFormats", "Files", "Fixtures",
        "LedgerSamples",
        "LedgerWriter", "Pledges", "ProgramFacts", "Publication", "SchemaJudge", "Service", "Storage",
        "TransparencyLog", "Verification", "pledgebook", "pledgebook-lab",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CommandLineToolsTests", dependencies: ["CommandLineTools", "Files", "Fixtures"], exclude: ["Golden"],
      swiftSettings: settings),
    .testTarget(
      name: "InteroperabilityTests",
      dependencies: ["CanonicalJSON", "Cryptography", "Fixtures", "Languages", "Reports", "TransparencyLog"],
      swiftSettings: settings),
    // The harnesses of foreign bytes, one program: alone, or driven by libFuzzer (Scripts/fuzz.sh).
    .executableTarget(
      name: "Fuzzing",
      dependencies: [
        "CanonicalJSON", "Compliance", "Cryptography", "Fixtures", "ForeignText", "LedgerFixtures", "Pledges",
        "Publication", "Service", "Storage", "TransparencyLog",
      ],
      path: "Tests/Fuzzing", exclude: ["Corpus"], swiftSettings: settings),
    .testTarget(name: "FuzzingTests", dependencies: ["Fixtures", "Fuzzing"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

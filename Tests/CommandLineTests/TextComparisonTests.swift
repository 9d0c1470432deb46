import Fixtures
import Glibc
import Testing

/// Where the targets that decide compare texts with Swift's `==`, or look them up in sets and dictionaries, which asks for
/// canonical equivalence and not for the same bytes.
///
/// What is asked is the compiler: an object file names the comparisons that it calls. A file that is not listed has none.
/// One is listed with the reason why nothing but the same bytes can pass there, and is then no longer looked at.
@Suite(
  "Texts from outside are compared as bytes", .enabled(if: BuiltObjects.areThere, "needs a debug build"))
struct TextComparisonTests {
  /// What a file calls that compares texts: `String ==`, and what makes `String` a key.
  private static let comparisons = ["$sSS2eeoiySbSS_SStFZ", "$sSSSHsWP"]

  private static let codes = "codes that this program itself makes"
  private static let words = "an enumeration of words of ours; read by Read.choice, which compares bytes"
  private static let ascii = "ASCII by its form, and compared with the same"
  private static let plain = "literals without K, semicolon and grave accent, the ASCII characters that others equal"
  private static let absent = "compared with nil alone"
  private static let unasked = "derived for tests; no rule asks for it"
  private static let files = "names of files and schema objects that this program gives"

  private static let allowed: [String: [String: String]] = [
    "TransparencyLog": [
      "LogError": codes, "Note": absent, "TilePath": "names of a to z", "TrustPolicy": unasked,
      "TrustPolicy+Reading": plain,
    ],
    "Pledges": [
      "AccordDocument": words, "AccordDocument+Checking": absent, "AccordDocument+Reading": absent,
      "AccordHistory": words, "AccordRules": absent, "Attestation": unasked, "Commitment": words,
      "Commitment+Reading": words, "EntryKind": ascii, "FaultLog": unasked, "FormAnswers": absent,
      "FormValue": plain, "Finding": unasked, "Identifiers": ascii,
      "KeyBook": words, "KeyMarks": words, "KeyPredicates": words, "MembershipPredicates": absent,
      "OwnerEvent": words, "RecoveryPredicates": words, "Refusal": codes, "Register+CSV": plain,
      "RegistrarPredicates": words, "SignatoryHistory": words, "StandingPredicates": words, "Statement+Reading": absent,
      "TextRedaction": words,
    ],
    "Verification": ["Shortfall": codes, "VerificationReport": words],
    "Compliance": [
      "Beside": words, "CellStatus": words, "Duty": words, "Explanation": words, "Flag": words, "OpenTask": words,
      "PeriodRules": plain,
      "Standing": words,
      "Submission": words,
    ],
    "LedgerWriter": [:],
    "Storage": [
      "ConnectionSetting": plain, "FileSystem": unasked, "LedgerPath": files, "LedgerSchema": files,
      "SQLiteLedgerWriter+Append": absent,
      "StorageError": codes, "StoredEntry": unasked, "StructuralFinding": codes, "StructuralFindings": plain,
      "WitnessStore": unasked, "WitnessStore+Schema": plain, "WriteGuard": files,
    ],
    "Publication": [
      "FilePlacer": files, "LedgerDescription": plain, "LogEvidence": words, "LogEvidence+Check": unasked,
      "LogEvidence+File": plain, "MonitorState": plain, "PublicationError": codes, "PublicationGrowth": plain,
      "PublishedForm": absent, "PublishedRedactions": plain, "PublishedVerification": plain,
      "PublishingFolder": files,
    ],
  ]

  @Test("in every file of a target that decides", arguments: allowed.keys.sorted())
  func target(_ target: String) throws {
    let found = text(
      try run(
        "grep",
        ["-rlF", "--include=*.swift.o"] + Self.comparisons.flatMap { ["-e", $0] } + [
          "\(BuiltObjects.folder)/\(target).build"
        ]
      ).output)
    let allowed = try #require(Self.allowed[target])
    for path in found.split(separator: "\n") {
      let file = String((path.split(separator: "/").last ?? "").dropLast(".swift.o".utf8.count))
      #expect(
        allowed[file] != nil,
        "\(target)/\(file).swift compares texts with == or as keys: use ExactText, KeyName or .utf8.elementsEqual")
    }
    // Where the compiler calls it by another name, this test would find nothing and say that all is well.
    #expect(allowed.isEmpty || !found.isEmpty)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// What the compiler left beside the program: an object for each source file.
private enum BuiltObjects {
  static let folder = Program.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/")
  static let areThere = access("\(folder)/Pledges.build", R_OK | X_OK) == 0
}

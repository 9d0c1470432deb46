import Fixtures
import Testing

/// A ledger of the invented accord, made once by the built program; each test gets its own copy of the files.
///
/// Two members, one with a key of each algorithm, who file, restate, take back, rotate a key and leave;
/// the words of one entry were removed.
struct JudgedLedger: Sendable {
  /// The key file of each member.
  static let keys = [("quillonia", "ed25519"), ("brindlemark", "ecdsa-p256")]

  /// The genesis, the accord and two members.
  static let young = Result { try JudgedLedger(upTo: 0) }
  /// And a cycle of reporting.
  static let full = Result { try JudgedLedger(upTo: cycle.count) }

  private let files: [String: [UInt8]]

  /// The ledger in a folder of its own: `ledger.db`, and the key files by their owners' names.
  func unpacked() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, bytes) in files { try folder.write(bytes, to: name) }
    return folder
  }

  private init(upTo steps: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("A law on trade secrets.\n".utf8), to: "law.txt")
    try folder.write(Array("How the exercise went.\n".utf8), to: "report.txt")
    for (name, algorithm) in Self.keys + [
      ("registrar", "ed25519"), ("log", "ed25519"), ("next", "ed25519"), ("auditor", "ed25519"),
    ] {
      try Program.succeed(["key", "generate", name, "--no-passphrase", "--algorithm", algorithm], in: folder)
    }
    try Program.succeed(
      [
        "init", "--origin", "pledges.example/judged", "--environment", "demo", "--registrar-key", "registrar",
        "--log-signing-key", "log", "--accord", Judges.package + "/Ledger/Accords/lantern-accord.json", "--at",
        "2031-01-10T09:00:00Z",
      ], in: folder)
    for (day, (name, _)) in Self.keys.enumerated() {
      try Program.succeed(
        [
          "join", name, "--name", "en=\(name)", "--name", "fr=\(name) (é)", "--kind", "state", "--signing-key", name,
          "--registrar-key", "registrar", "--at", "2031-01-1\(day + 1)T09:00:00Z",
        ], in: folder)
    }
    for step in Self.cycle.prefix(steps) { try Program.succeed(step, in: folder) }
    // What lies beside the database belongs to the machine it is kept on; `Program` says where the log key is.
    let names = try folder.names().filter { $0 == "ledger.db" || !$0.hasPrefix("ledger.db") }
    files = try Dictionary(uniqueKeysWithValues: names.map { ($0, try folder.read($0)) })
  }

  /// An attestation by a member with evidence, up to the options that say where it goes.
  static func attestation(by member: String) -> [String] {
    [
      "attest", "--signatory", member, "--period", "2031", "--claim", "la-2=met", "--indicator",
      "la-2/exercise-held=yes",
      "--evidence", "la-2=report.txt;title=Rapport d’exercice",
    ]
  }

  private static let cycle: [[String]] = [
    [
      "attest", "--signatory", "quillonia", "--period", "2031", "--claim", "la-1=partially-met", "--explain",
      "la-1=en=one agency is late", "--indicator", "la-1/rule-published=yes", "--evidence", "la-1=law.txt", "--key",
      "quillonia", "--at", "2032-02-01T09:00:00Z",
    ],
    attestation(by: "brindlemark") + ["--key", "brindlemark", "--at", "2032-02-02T09:00:00Z"],
    [
      "attest", "--supersede", "--signatory", "quillonia", "--period", "2031", "--claim", "la-1=met", "--indicator",
      "la-1/rule-published=yes", "--evidence", "la-1=law.txt", "--reason", "new-evidence", "--note",
      "the agency followed",
      "--key", "quillonia", "--at", "2032-03-01T09:00:00Z",
    ],
    ["key", "rotate", "quillonia", "--key", "quillonia", "--signing-key", "next", "--at", "2032-04-01T09:00:00Z"],
    attestation(by: "quillonia") + ["--key", "next", "--at", "2032-04-02T09:00:00Z"],
    [
      "attest", "--withdraw", "--signatory", "brindlemark", "--period", "2031", "--reason", "error-correction",
      "--note",
      "counted twice", "--key", "brindlemark", "--at", "2032-05-01T09:00:00Z",
    ],
    [
      "redact", "5", "--basis", "court-order", "--reference", "Order 7 of an invented court", "--registrar-key",
      "registrar", "--at",
      "2032-06-01T09:00:00Z",
    ],
    ["withdraw", "brindlemark", "--key", "brindlemark", "--at", "2033-01-01T09:00:00Z"],
    [
      "party", "admit", "fernhill-audit", "--name", "Fernhill Audit", "--role", "reviewer", "--signing-key", "auditor",
      "--registrar-key", "registrar", "--at", "2033-02-01T09:00:00Z",
    ],
  ]
}

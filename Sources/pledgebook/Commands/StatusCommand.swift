import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges
import Storage
import TransparencyLog
import Verification

/// `status`: what the ledger is, how far it has come, and who has a part in it beside the signatories.
enum StatusCommand {
  static let definition = CommandDefinition(
    ["status"], group: "Reading", summary: "show what the ledger is and how far it has come",
    options: ReadLedger.options,
    details: [
      "Names the registrar, the log keys and the parties that were admitted to a role, each with its keys in force. "
        + "pledgebook overview lists the signatories, and pledgebook report the keys of one."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let (ledger, note) = try ReadLedger.with(session) { store in
      (try ReadLedger.replayed(session, store), try store.latestCheckpoint()?.note)
    }
    guard let identity = ledger.state.identity else {
      throw CommandError(code: "statement.kind", message: "the ledger has no genesis", exit: .broken)
    }
    let checkpoint = note.map { String(decoding: $0, as: UTF8.self) }
    let counts = ledger.state.kindCounts.map { ($0.key.text, Int64(clamping: $0.value)) }.sorted { $0.0 < $1.0 }
    let parties = ledger.state.parties.values.sorted { $0.id < $1.id }
    if session.output.isJSON {
      let document: JSONValue = [
        "ledger": [
          "origin": .string(identity.origin.text), "genesis": .string(identity.genesis.hex),
          "environment": .string(identity.environment.rawValue), "size": .integer(Int64(clamping: ledger.size)),
          "root": .string(ledger.root.hex), "head": .string(ledger.head.hex),
        ],
        "checkpoint": checkpoint.map { .string($0) } ?? .null,
        "registrarKeys": keys(of: .registrar, ledger.state), "parties": .array(parties.map { json($0, ledger.state) }),
        "logKeys": .array(ledger.state.logKeys.map { .string($0.text) }),
        "kinds": .object(counts.map { JSONMember(name: $0.0, value: .integer($0.1)) }),
      ]
      try session.output.writeDocument(document.displayText())
      return .done
    }
    try session.output.print("ledger      \(identity.origin), \(identity.environment.rawValue)")
    try session.output.print("genesis     \(identity.genesis)")
    try session.output.print("head        \(ledger.size):\(ledger.head)")
    try session.output.print("root        \(ledger.root)")
    if let registrar = ledger.state.registrar {
      try session.output.print(
        "registrar   \(sanitised(registrar.name)), \(registrar.threshold) of \(registrar.keys.count) keys")
      for key in registrar.keys { try session.output.print("  key       \(key.keyID)") }
    }
    if let accord = ledger.state.accord.versions.last {
      try session.output.print("accord      \(accord.document.id) \(accord.document.version)")
    }
    for key in ledger.state.logKeys { try session.output.print("log key     \(key.text)") }
    for party in parties {
      let roles = party.roles.map(\.rawValue).joined(separator: ", ")
      try session.output.print("party       \(party.id), \(roles): \(sanitised(party.name))")
      for key in ledger.state.keys.keysInForce(of: .party(party.id)) {
        try session.output.print("  key       \(key.keyID)")
      }
    }
    for (kind, count) in counts { try session.output.print("  \(kind)  \(count)") }
    try session.output.print(
      "sqlite      \(SQLiteLibrary.version)\(SQLiteLibrary.hasWALResetBug ? ", one writer at a time keeps clear of its WAL-reset bug" : "")"
    )
    return .done
  }

  private static func json(_ party: LedgerState.Party, _ state: LedgerState) -> JSONValue {
    [
      "id": .string(party.id.text), "name": .string(party.name),
      "roles": .array(party.roles.map { .string($0.rawValue) }), "keys": keys(of: .party(party.id), state),
    ]
  }

  /// The ids of an owner's keys that are in force.
  private static func keys(of owner: KeyBook.Owner, _ state: LedgerState) -> JSONValue {
    .array(state.keys.keysInForce(of: owner).map { .string($0.keyID.description) })
  }
}

import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
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
      "Names the registrar, the log keys and the parties that were admitted to a role, each with its keys, on whose word "
        + "they are its own, and how many of them sign for it. Of signatories it names those of which there is more to say: "
        + "a threshold above one, too few keys, keys that wait, recoveries, objections. pledgebook overview lists all "
        + "signatories, and pledgebook report the keys of one."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let (ledger, note, now) = try ReadLedger.with(session) { store in
      let ledger = try ReadLedger.replayed(session, store)
      return (
        ledger, try store.latestCheckpoint()?.note, try OpenLedger.presentTime(of: store, size: ledger.size)
      )
    }
    guard let identity = ledger.state.identity else {
      throw CommandError(code: "statement.kind", message: "the ledger has no genesis", exit: .broken)
    }
    let checkpoint = note.map { String(decoding: $0, as: UTF8.self) }
    let counts = ledger.state.kindCounts.map { ($0.key.text, Int64(clamping: $0.value)) }.sorted { $0.0 < $1.0 }
    let parties = ledger.state.parties.values.sorted { $0.id < $1.id }
    let signatories = ledger.state.owners.keys.filter { id in
      ledger.state.parties[id] == nil && OwnerLines(id, ledger.state, at: now).isRemarkable
    }.sorted()
    if session.output.isJSON {
      let document: JSONValue = [
        "ledger": [
          "origin": .string(identity.origin.text), "genesis": .string(identity.genesis.hex),
          "environment": .string(identity.environment.rawValue), "size": .integer(Int64(clamping: ledger.size)),
          "root": .string(ledger.root.hex), "head": .string(ledger.head.hex),
          "continues": identity.continues.map(json) ?? .null,
        ],
        "checkpoint": checkpoint.map { .string($0) } ?? .null,
        "registrarKeyids": .array(
          ledger.state.keys.keysInForce(of: .registrar, at: now).map { .string($0.keyID.hex) }),
        "parties": .array(parties.map { json($0, ledger.state, at: now) }),
        "signatories": .array(
          signatories.map { id in
            .object(
              [JSONMember(name: "id", value: .string(id.text))] + OwnerLines(id, ledger.state, at: now).members)
          }),
        "logKeys": .array(ledger.state.logKeys.map { .string($0.text) }),
        "kinds": .object(counts.map { JSONMember(name: $0.0, value: .integer($0.1)) }),
        "sqlite": [
          "version": .string(SQLiteLibrary.version), "walResetBug": .boolean(SQLiteLibrary.hasWALResetBug),
        ],
      ]
      try session.output.writeDocument(.status, document)
      return .done
    }
    try session.output.print("ledger      \(identity.origin), \(identity.environment.rawValue)")
    try session.output.print("genesis     \(identity.genesis)")
    if let old = identity.continues {
      try session.output.print(
        "continues   says of itself that it continues \(old.origin), genesis \(old.genesis), \(entryCount(old.size)), "
          + "root \(old.root)")
    }
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
      for line in OwnerLines(party.id, ledger.state, at: now).lines { try session.output.print(line) }
    }
    for id in signatories {
      try session.output.print("signatory   \(id)")
      for line in OwnerLines(id, ledger.state, at: now).lines { try session.output.print(line) }
    }
    for line in alignedRows(counts.map { [$0.0, "\($0.1)"] }, numbers: [1], indent: 2) {
      try session.output.print(line)
    }
    return .done
  }

  private static func json(_ party: LedgerState.Party, _ state: LedgerState, at now: Instant) -> JSONValue {
    .object(
      [
        JSONMember(name: "id", value: .string(party.id.text)), JSONMember(name: "name", value: .string(party.name)),
        JSONMember(name: "roles", value: .array(party.roles.map { .string($0.rawValue) })),
      ] + OwnerLines(party.id, state, at: now).members)
  }

  private static func json(_ old: Genesis.Continuation) -> JSONValue {
    [
      "origin": .string(old.origin.text), "genesis": .string(old.genesis.hex),
      "size": .integer(Int64(clamping: old.size)), "root": .string(old.root.hex),
    ]
  }
}

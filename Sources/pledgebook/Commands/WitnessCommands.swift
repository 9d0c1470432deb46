import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import Service
import Storage
import TransparencyLog

/// `witness init`: makes the record of a new witness.
enum WitnessInitCommand {
  static let definition = CommandDefinition(
    ["witness", "init"], group: "Witnessing", summary: "make the record of a new witness",
    options: [
      WitnessRecord.state,
      .value("name", "NAME", required: true, help: "name of the witness, such as witness.example/harbour"),
      .value(
        "key", "FILE", required: true, file: .kept, help: "private Ed25519 key that cosigns, and does nothing else"),
      .value("passphrase-file", "FILE", help: "read the passphrase of the key from this file"),
    ],
    without: Unheeded.ledger,
    examples: [
      "pledgebook key generate Keys/witness --no-passphrase",
      "pledgebook witness init --state witness.db --name witness.example/harbour --key Keys/witness",
    ],
    details: [
      "A witness cosigns the checkpoints of logs that only grow, and remembers the newest of each. Never make a second "
        + "record for the same key, and never put an older copy of it in place: the witness would then cosign what it has "
        + "forgotten to contradict."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try WitnessRecord.path(session)
    let identity = WitnessStore.Identity(
      name: try session.arguments.required("name"), keyPath: try session.arguments.requiredPath("key").absolute)
    let signer = try WitnessRecord.signer(session, identity)
    do {
      _ = try WitnessStore.create(path, identity)
    } catch {
      throw try WitnessRecord.commandError(error, WitnessRecord.path(session))
    }
    session.output.note("made \(path)")
    return try WitnessKeyCommand.show(signer.verifierKey, &session)
  }
}

/// `witness key`: what others need to know of a witness.
enum WitnessKeyCommand {
  static let definition = CommandDefinition(
    ["witness", "key"], group: "Witnessing", summary: "show the verifier key of a witness",
    options: [WitnessRecord.state], without: Unheeded.ledger, examples: ["pledgebook witness key --state witness.db"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let record = try WitnessRecord.open(session)
    return try show(WitnessRecord.verifierKey(session, record), &session)
  }

  static func show(_ key: VerifierKey, _ session: inout Session) throws(CommandError) -> ExitStatus {
    if session.output.isJSON {
      try session.output.writeDocument(.witness, ["name": .string(key.keyName.text), "vkey": .string(key.text)])
    } else {
      try session.output.print(sanitised(key.text))
    }
    return .done
  }
}

/// `witness add-log`: tells a witness of a log, or of one more key of a log.
enum WitnessAddLogCommand {
  static let definition = CommandDefinition(
    ["witness", "add-log"], group: "Witnessing", summary: "watch a log, or trust one more key of it",
    operands: [
      OperandDefinition(
        "VKEY", repeats: true, help: "verifier key of the log, or a file that holds it (not the .pub file)")
    ],
    options: [WitnessRecord.state],
    without: Unheeded.ledger,
    examples: ["pledgebook witness add-log pledges.example/lantern+ca0c7e62+AQ… --state witness.db"],
    details: [
      "The name of the key is the origin of the log. It takes effect at once, also for a witness that is serving. When a log "
        + "changes its key, add the new one: the old one stays trusted."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let record = try WitnessRecord.open(session)
    let own = try WitnessRecord.verifierKey(session, record)
    var watched: [JSONValue] = []
    for value in session.arguments.operandPaths {
      let key = try TrustFiles.verifierKey(value)
      guard key.type == .ed25519, let origin = Origin(key.keyName.text) else {
        throw .usage("invalid-value", "\(value) is not the key of a log", hint: "a log key is named like its origin")
      }
      // One key in both offices would let one signature be taken for the other. // signed-note
      guard key.declared.rawPublicKey != own.declared.rawPublicKey else {
        throw .usage(
          "invalid-value", "the log signs with the key of the witness", hint: "make a key of its own for each")
      }
      do {
        let isNew = try record.watch(origin, by: key)
        session.output.note(isNew ? "watching \(origin)" : "\(origin) is watched by that key already")
        watched.append(["origin": .string(origin.text), "vkey": .string(key.text), "new": .boolean(isNew)])
      } catch {
        throw try WitnessRecord.commandError(error, WitnessRecord.path(session))
      }
    }
    if session.output.isJSON { try session.output.writeDocument(.watched, ["logs": .array(watched)]) }
    return .done
  }
}

/// `witness list`: the logs of a witness and how far it has seen them.
enum WitnessListCommand {
  static let definition = CommandDefinition(
    ["witness", "list"], group: "Witnessing", summary: "list the logs of a witness, and how far it has seen each",
    options: [WitnessRecord.state], without: Unheeded.ledger, examples: ["pledgebook witness list --state witness.db"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let record = try WitnessRecord.open(session)
    let logs: [WitnessStore.WatchedLog]
    do {
      logs = try record.logs()
    } catch {
      throw try WitnessRecord.commandError(error, WitnessRecord.path(session))
    }
    if session.output.isJSON {
      let document: JSONValue = [
        "name": .string(record.identity.name),
        "logs": .array(
          logs.map { log in
            [
              "origin": .string(log.origin.text), "vkeys": .array(log.keys.map { .string($0.text) }),
              "size": log.latest.map { .integer(Int64(clamping: $0.size)) } ?? .null,
              "root": log.latest.map { .string($0.root.hex) } ?? .null,
              "checkpoint": log.latest.map { .string(String(decoding: $0.note, as: UTF8.self)) } ?? .null,
            ]
          }),
      ]
      try session.output.writeDocument(.witnessLogs, document)
      return .done
    }
    let seen = logs.map { log in
      log.latest.map { ["\(log.origin)", entryCount($0.size), "root \($0.root)"] }
        ?? ["\(log.origin)", "not seen yet"]
    }
    for (log, line) in zip(logs, alignedRows(seen)) {
      try session.output.print(line)
      for key in log.keys { try session.output.print("  key \(key.text)") }
    }
    return .done
  }
}

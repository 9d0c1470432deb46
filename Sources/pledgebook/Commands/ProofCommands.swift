import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import LedgerWriter
import Pledges
import Publication
import Service
import Storage
import TransparencyLog

/// `checkpoint`: the newest checkpoint, as the log signed it.
enum CheckpointCommand {
  static let definition = CommandDefinition(
    ["checkpoint"], group: "Checking", summary: "print the newest checkpoint, for keeping elsewhere",
    options: [
      .flag("renew", help: "sign one first when none covers the end of the ledger"),
      .flag("cosign", help: "ask the ledger's witnesses first, and keep what they sign"),
      .value("policy", "FILE", help: "with --cosign: the witnesses to ask, in place of those noted"),
      .value("wait", "SECONDS", help: "with --renew: seconds to wait for another writer (default 30)"),
    ],
    examples: [
      "pledgebook checkpoint > kept.checkpoint", "pledgebook verify --held kept.checkpoint --log-key VKEY",
      "# after a restore without the log key", "pledgebook checkpoint --renew",
      "# a receipt was not final, or the ledger rests and its cosignatures grow old",
      "pledgebook checkpoint --cosign",
    ],
    details: [
      "Cosignatures are kept beside the ledger and go with the checkpoint wherever it goes: receipts, publish, verify. "
        + "With --cosign the command ends with status 4 when the policy's quorum is not reached. --renew opens the ledger "
        + "for writing, and so takes out of its file what a removal had to leave there while somebody was reading."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try session.arguments.refuse(["policy"], without: "cosign")
    try session.arguments.refuse(["wait"], without: "renew")
    if session.arguments.flag("renew") {
      var appender = try OpenLedger.appender(session)
      do {
        _ = try appender.currentCheckpoint()
        if appender.holdsRemovedTexts { OpenLedger.warnOfRemovedTexts(session) }
      } catch {
        throw CommandError(from: error)
      }
    }
    let isCosigned = try session.arguments.flag("cosign") ? cosign(session) : true
    do {
      guard let checkpoint = try OpenLedger.reader(session).latestCheckpoint() else {
        throw CommandError(ProofFailure.noCheckpoint)
      }
      try show(checkpoint.note, &session)
    } catch {
      throw CommandError(from: error)
    }
    return isCosigned ? .done : .belowAssurance
  }

  /// The note byte for byte, or in the one document that `--json` promises.
  private static func show(_ note: [UInt8], _ session: inout Session) throws {
    guard session.output.isJSON else { return try session.output.write(note) }
    let checkpoint = try SignedCheckpoint(note).checkpoint
    try session.output.writeDocument(
      .checkpoint,
      [
        "origin": .string(checkpoint.origin.text), "size": .integer(Int64(clamping: checkpoint.size)),
        "root": .string(checkpoint.root.hex), "checkpoint": .string(String(decoding: note, as: UTF8.self)),
      ])
  }

  /// Whether the quorum was reached.
  private static func cosign(_ session: borrowing Session) throws(CommandError) -> Bool {
    guard let asking = try WitnessedLedger(session, policy: session.arguments.path("policy")) else {
      throw .usage(
        "missing-option", "no witnesses are noted for this ledger",
        hint: "pledgebook witness use --policy FILE, or give --policy FILE")
    }
    let outcome = try asking.gather(session)
    WitnessedLedger.warn(of: outcome, session)
    return outcome.isQuorumMet && !outcome.isAlarming
  }
}

/// `proof`: what proves one entry with no ledger at hand.
enum ProofCommand {
  static let definition = CommandDefinition(
    ["proof"], group: "Checking", summary: "write header, envelope and inclusion proof of an entry",
    operands: [OperandDefinition("INDEX", help: "the entry's number")],
    options: [.value("out", "DIR", required: true, help: "the folder that gets the three files")] + ReadLedger.options,
    without: Unheeded.replay,
    examples: [
      "pledgebook proof 12 --out receipts", "pledgebook check-proof receipts/12.tlog-proof --log-key VKEY",
      "# of a published copy",
      "pledgebook proof 12 --from https://pledges.example/lantern --log-key VKEY --out receipts",
    ],
    details: [
      "A receipt is final once it bears the quorum of the ledger's witnesses. Without it nothing is written, and the status "
        + "is 4, unless the keeper chose to give receipts out without (witness use --when-missing warn).",
      "Of a published copy anybody makes the same files: they prove that one entry to whoever knows the log's key, with no "
        + "copy at hand. There the quorum is that of --policy.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let index = try session.index(session.operand())
    let folder = try session.arguments.requiredPath("out")
    // Of a copy the checkpoint has been held against the reader's own policy by now.
    let witnessed = session.arguments.path("from") == nil ? try WitnessedLedger(session) : nil
    do {
      let path = try ReadLedger.with(session) { reader in
        let entry = try ShowCommand.stored(index, reader)
        let proof = try reader.proofFile(of: index)
        try witnessed?.requireFinal(proof.checkpoint, session)
        return try ReceiptPrinter.write(
          header: entry.header, envelope: entry.envelope, proof: proof, index: index, to: folder)
      }
      if session.output.isJSON {
        try session.output.writeDocument(.proof, ["receipt": .string("\(path)")])
      } else {
        try session.output.print(path.description)
      }
    } catch {
      throw CommandError(from: error)
    }
    return .done
  }
}

/// `check-proof`: checks receipts with no ledger at hand.
enum CheckProofCommand {
  static let definition = CommandDefinition(
    ["check-proof"], group: "Checking", summary: "check receipts with no ledger at hand",
    operands: [OperandDefinition("FILE", repeats: true, help: "NAME.tlog-proof, with NAME.header beside it")],
    options: [
      PublishedCopy.logKey.needed(.always, or: ["policy"]), PublishedCopy.policy,
    ],
    without: Unheeded.ledger,
    examples: ["pledgebook check-proof receipts/12.tlog-proof --log-key pledges.example/lantern+ca0c7e62+AQ…"],
    details: [
      "Checks that the header is in the tree of the checkpoint, that the checkpoint is signed by the log, and, when "
        + "NAME.dsse.json lies beside it, that the envelope is the one the header names. It needs to know the log's key "
        + "from elsewhere. A sound receipt that too few witnesses of --policy cosigned ends with status 4, and so does one "
        + "for which lines are needed by keys of a type that this program cannot check (unsupported)."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let policy = try TrustFiles.policy(session)
    var results: [JSONValue] = []
    var status = ExitStatus.done
    for path in session.arguments.operandPaths {
      let (fault, claimed, proven) = try check(path, policy)
      // Sound, and short of witnesses, is less than was asked for and nothing broken; what is broken outweighs it.
      if let fault, status != .broken { status = fault.isBelowAssurance ? .belowAssurance : .broken }
      if session.output.isJSON {
        results.append([
          "file": .string("\(path)"), "accepted": .boolean(fault == nil),
          "code": fault.map { .string($0.code) } ?? .null,
          "message": fault.map { .string($0.message) } ?? .null,
          "unsupported": UnsupportedKeys.json(policy.unsupportedKeys, claiming: claimed),
          "proves": proven.map(\.json) ?? .null,
        ])
      } else {
        try session.output.print(
          "\(path)  \(fault.map { "\($0.code): \($0.message)" } ?? "accepted")")
        for line in proven?.lines ?? [] { try session.output.print("  \(line)") }
      }
    }
    if session.output.isJSON {
      try session.output.writeDocument(.proofCheck, ["proofs": .array(results)])
    }
    return status
  }

  /// What is wrong with a receipt, or short of what was asked for.
  private struct Fault {
    let code: String
    let message: String
    var isBelowAssurance = false

    init(_ code: String, _ message: String) {
      self.code = code
      self.message = message
    }

    init(_ proof: ProofFile, _ evaluation: PolicyEvaluation) {
      guard let shortcoming = evaluation.shortcoming else {
        self.init(PublicationError.Code.checkpointSignature.rawValue, "the policy does not accept the checkpoint")
        return
      }
      let error = PublicationError(shortcoming, of: proof.checkpoint, as: "the checkpoint")
      self.init(error.code.rawValue, error.reason)
      isBelowAssurance = error.isBelowAssurance
    }
  }

  /// Why a receipt is not accepted, nil when it is; the keys that claim to have signed and cannot be checked here; and what
  /// an accepted one proves.
  private static func check(
    _ path: FilePath, _ policy: TrustPolicy
  ) throws(CommandError) -> (Fault?, claimed: [DeclaredKey], ProvenEntry?) {
    guard path.hasSuffix(".tlog-proof") else {
      throw .usage("invalid-value", "\(path) is not a .tlog-proof file", hint: "give the file that ends in .tlog-proof")
    }
    let base = path.dropLast(".tlog-proof".utf8.count)
    let header = try readInput(base + ".header", limit: 4_096)
    let envelope = try optional(base + ".dsse.json")
    do {
      let proof = try ProofFile(readInput(path, limit: ProofFile.maximumByteCount))
      guard let parsed = EntryHeader(header) else {
        return (Fault("header.malformed", "the header cannot be read"), [], nil)
      }
      guard parsed.index.rawValue == proof.index else {
        let words = "the proof is for entry \(proof.index), the header is of entry \(parsed.index)"
        return (Fault("header.index", words), [], nil)
      }
      if let envelope {
        let digest = try Digest.sha256(of: envelope)
        guard digest == parsed.envelope else {
          return (Fault("envelope.digest", "the envelope is not the header's"), [], nil)
        }
      }
      var hasher = try MerkleHasher()
      var verifier = try SignatureVerifier()
      let leaf = try hasher.leaf(header)
      switch try proof.verify(leaf: leaf, policy: policy, hasher: &hasher, verifier: &verifier) {
      case .accepted(let evaluation):
        return (nil, evaluation.unsupported, try ProvenEntry(parsed, envelope, proof.checkpoint.checkpoint, evaluation))
      case .notIncluded(let evaluation):
        let words = "the hashes do not lead from the header to the checkpoint's root"
        return (Fault("tree.root", words), evaluation.unsupported, nil)
      case .untrusted(let evaluation): return (Fault(proof, evaluation), evaluation.unsupported, nil)
      }
    } catch {
      throw CommandError(from: error, in: path)
    }
  }

  private static func optional(_ path: FilePath) throws(CommandError) -> [UInt8]? {
    do {
      return try readInput(path, limit: 2 * Envelope.maximumByteCount)
    } catch {
      if error.code == "io.not-found" { return nil }
      throw error
    }
  }
}

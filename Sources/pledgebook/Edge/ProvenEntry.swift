import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges
import StatementWords
import TransparencyLog

/// What a receipt has just proved, from the bytes that were checked and nothing else.
struct ProvenEntry {
  private let header: EntryHeader
  private let checkpoint: Checkpoint
  private let evaluation: PolicyEvaluation
  /// What the entry says, where its envelope lies beside the receipt.
  private let words: StatementWords?
  private let signers: [KeyID]

  /// - Parameter envelope: the bytes whose digest stands in the header; nil where they are not at hand.
  init(
    _ header: EntryHeader, _ envelope: [UInt8]?, _ checkpoint: Checkpoint, _ evaluation: PolicyEvaluation
  ) throws(Refusal) {
    self.header = header
    self.checkpoint = checkpoint
    self.evaluation = evaluation
    let body = try envelope.map { (bytes) throws(Refusal) in try Envelope.readStored(bytes) }
    words = try body.map { (body) throws(Refusal) in
      StatementReader(nil, texts: []).words(try .read(body.payload))
    }
    signers = body?.signatures.map(\.keyID) ?? []
  }

  private var logs: [String] { evaluation.logSignatures.map { "\($0.key)" } }

  private var witnesses: [(name: String, time: Instant)] {
    evaluation.witnesses.map { ($0.witness.text, Instant(seconds: Int64(clamping: $0.timestamp))) }
  }

  var lines: [String] {
    var lines = [
      "ledger     \(checkpoint.origin), which had \(entryCount(checkpoint.size)) by then",
      "entry      \(header.index), \(header.kind), recorded \(header.recorded)",
    ]
    if let words {
      lines.append("says       \(words.headline)")
      lines += signers.map { "signed by  key \($0); whose it is and whether it signed well is for verify to say" }
    } else {
      lines.append("says       its envelope is not here; only its digest \(header.envelope) is proved")
    }
    lines += logs.map { "log        \($0)" }
    lines += witnesses.map { "witness    \($0.name), at \($0.time)" }
    if witnesses.isEmpty { lines.append("witnesses  none that this policy names") }
    return lines
  }

  var json: JSONValue {
    [
      "origin": .string(checkpoint.origin.text), "size": .integer(Int64(clamping: checkpoint.size)),
      "root": .string(checkpoint.root.hex), "index": .integer(Int64(clamping: header.index.rawValue)),
      "kind": .string(header.kind.text), "recorded": .string(header.recorded.description),
      "words": words?.json ?? .null, "signedBy": .array(signers.map { .string($0.hex) }),
      "logKeys": .array(logs.map { .string($0) }),
      "witnesses": .array(
        witnesses.map { ["name": .string($0.name), "cosigned": .string($0.time.description)] }),
    ]
  }
}

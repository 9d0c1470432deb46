import CanonicalJSON
import CommandLineTools
import DataFormats
import Files
import ForeignText
import Publication
import Storage
import TransparencyLog

/// `compare`: whether two checkpoints of one log can both be true, and evidence when they cannot.
enum CompareCommand {
  static let definition = CommandDefinition(
    ["compare"], group: "Checking", summary: "tell whether two checkpoints can both be true",
    operands: [
      OperandDefinition(
        "CHECKPOINT", optional: true, need: .unless(["check"]), help: "a checkpoint that somebody kept"),
      OperandDefinition(
        "OTHER", optional: true, need: .unless(["check"]), help: "another checkpoint of the same log"),
    ],
    options: [
      PublishedCopy.logKey.needed(.always, or: ["policy"]), PublishedCopy.policy,
      .value("from", "DIR", help: "a published copy that shows how the larger tree begins"),
      .value("out", "FILE", file: .output, help: "where the evidence of a fork goes (default: standard output)"),
      .overwrite,
      .value("check", "FILE", help: "check a file of evidence that somebody gives you"),
    ],
    without: Unheeded.replay,
    examples: [
      "pledgebook compare mine.checkpoint yours.checkpoint --log-key VKEY --out fork.json",
      "pledgebook compare old.checkpoint new.checkpoint --log-key VKEY --from /srv/lantern",
      "pledgebook compare --check fork.json --log-key VKEY",
    ],
    details: [
      "Checkpoints of one size are compared as they are. For two sizes a ledger (--ledger) or a published copy (--from) "
        + "has to show how the larger tree begins; without one the answer is that it cannot be told, status 4. Status 1 "
        + "means that the log has forked, whatever it may say about it."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let policy = try TrustFiles.policy(session)
    if let path = session.arguments.path("check") {
      try session.arguments.refuse(["from", "out"], with: "check")
      guard session.arguments.operandPaths.isEmpty else {
        throw .usage(
          "conflicting-options", "--check takes no checkpoints beside the file of evidence, which holds them",
          hint: "leave out the checkpoints, or --check")
      }
      return try check(path, policy, &session)
    }
    let one = try TrustFiles.checkpoint(session.operandPath(0))
    let other = try TrustFiles.checkpoint(session.operandPath(1))
    switch try compare(one, other, policy, source(session, policy)) {
    case .consistent:
      try say("consistent", "one tree has both checkpoints", &session)
      return .done
    case .undecided(let reason):
      try say("undecided", reason, &session)
      return .belowAssurance
    case .fork(let evidence):
      let kept = keep(evidence, session)
      session.output.warn(
        "the log of \(one.checkpoint.origin) has forked",
        hint:
          "pledgebook compare --check \(kept.map(\.shellWord) ?? "EVIDENCE") --log-key VKEY shows it to anybody")
      guard let kept else {
        try session.output.write(evidence.bytes)
        return .broken
      }
      try say("fork", forked, evidence: kept, &session)
      return .broken
    }
  }

  private static func compare(
    _ one: SignedCheckpoint, _ other: SignedCheckpoint, _ policy: TrustPolicy, _ source: (any LedgerReading)?
  ) throws(CommandError) -> CheckpointComparison {
    do {
      return try CheckpointComparison.of(one, other, by: policy, in: source)
    } catch {
      throw PublicationFailure.commandError(error)
    }
  }

  /// What shows how the larger tree begins: nothing unless it was named.
  private static func source(
    _ session: borrowing Session, _ policy: TrustPolicy
  ) throws(CommandError) -> (any LedgerReading)? {
    guard try session.arguments.oneOf(["from", "ledger"]) != nil else { return nil }
    guard let place = session.copy else { return try OpenLedger.reader(session) }
    let files = try PublishedCopy.files(at: place)
    do {
      return try PublishedLedger(files, at: PublishedCheckpoint.read(files, by: policy), .authentic)
    } catch {
      throw PublicationFailure.commandError(error)
    }
  }

  /// The file of `--out` that holds the evidence now; nil when it goes to standard output, which then holds nothing else.
  ///
  /// It goes there as well when the file cannot be written: that the log has forked is true all the same.
  private static func keep(_ evidence: LogEvidence, _ session: borrowing Session) -> FilePath? {
    guard let path = session.arguments.path("out"), path != .standardStream else { return nil }
    do {
      try session.write(evidence.bytes, to: path)
      return path
    } catch {
      session.output.warn(
        "the evidence could not be kept, and goes to standard output: \(error.message)", hint: error.hint)
      return nil
    }
  }

  private static let forked = "the log signed two checkpoints of which no tree can have both"

  private static func say(
    _ result: String, _ reason: String, evidence: FilePath? = nil, _ session: inout Session
  ) throws(CommandError) {
    if session.output.isJSON {
      var members = [
        JSONMember(name: "result", value: .string(result)), JSONMember(name: "message", value: .string(reason)),
      ]
      if let evidence { members.append(JSONMember(name: "evidenceFile", value: .string("\(evidence)"))) }
      try session.output.writeDocument(.comparison, .object(members))
    } else {
      try session.output.print("\(result): \(reason)")
    }
  }

  /// Checks evidence with no ledger at hand.
  private static func check(
    _ path: FilePath, _ policy: TrustPolicy, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    let bytes = try readInput(path, limit: LogEvidence.maximumByteCount)
    let verdict: LogEvidence.Verdict
    do {
      verdict = try LogEvidence(bytes).check(by: policy)
    } catch {
      throw PublicationFailure.commandError(error)
    }
    switch verdict {
    case .fork:
      try say("fork", forked, &session)
      return .broken
    case .nothing(let reason):
      try say("nothing", reason, &session)
      return .belowAssurance
    }
  }
}

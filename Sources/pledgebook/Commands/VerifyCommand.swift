import CanonicalJSON
import CommandLineTools
import Cryptography
import Files
import Pledges
import Publication
import Storage
import TransparencyLog
import Verification

/// `verify`: replays the whole ledger and reports everything that is wrong with it.
enum VerifyCommand {
  static let definition = CommandDefinition(
    ["verify"], group: "Checking", summary: "replay the whole ledger and name everything that is wrong",
    options: [
      .value("from", "URL-or-DIR", help: "verify a published copy, in place of the keeper's file"),
      .value("origin", "ORIGIN", help: "the ledger it has to be"),
      .value("genesis", "DIGEST", help: "the leaf hash that entry 0 has to have"),
      .value(
        "head", "SIZE:LEAF", repeats: true,
        help: "an end of the ledger kept from before: how many entries it had, leaf hash of the last"),
      .value("held", "CHECKPOINT", repeats: true, help: "a checkpoint or a receipt (.tlog-proof) kept from before"),
      PublishedCopy.logKey, PublishedCopy.policy,
      .value(
        "state", "FILE", file: .kept,
        help: "your own record of what you verified: read only what is new since, and bring it up to date"),
      .flag("full", help: "read everything again, whatever the record says"),
      .value("max-age", "DURATION", help: "how long ago enough witnesses may last have seen it: 90m, 36h, 7d"),
      .choice(
        "require", VerificationReport.Assurance.allCases.dropFirst().map(\.rawValue),
        help: "the assurance asked for; less ends with status 4"), NotUnderstood.option,
    ],
    without: Unheeded.replayAnyway,
    examples: [
      "pledgebook verify", "pledgebook verify --ledger copy.db --origin pledges.example/lantern --json",
      "# catch a ledger that was cut or rewritten since you looked",
      "pledgebook verify --held kept.checkpoint --log-key pledges.example/lantern+ca0c7e62+AQ…",
    ],
    details: [
      "Every header is hashed, every body, every signature checked, every rule applied again, and what the store derived "
        + "is compared. A ledger held against nothing but itself is reported as chain-only: whoever can replace the file "
        + "can replace all of it. Keep a checkpoint (pledgebook checkpoint), or the size and head it prints, and give them "
        + "next time.",
      "With --state, entries that you verified earlier are not read again: that the ledger still begins with them is proved "
        + "by its tree, and the result says which entries were read when. What was changed in the file below them without "
        + "touching the tree is found by --full, so run that from time to time.",
      "Status 4 is: nothing is wrong, and it is less than was asked for. The result lists every reason by itself: an "
        + "assurance below --require, entries of a production ledger that are dated more than 300 seconds later than this "
        + "machine's clock, a policy that hangs on keys of a type that this program cannot check (unsupported, which is "
        + "neither missing nor invalid), and each entry of a kind that this program does not know. Such an entry is signed by "
        + "keys of the ledger, and what it says counts for nothing here; a newer program may understand it. "
        + "--accept-not-understood accepts one entry, by its number and leaf hash, and no other reason.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    try session.arguments.refuse(["full"], without: "state")
    var trust = try trust(session)
    let accepted = try NotUnderstood.accepted(session)
    let audit = try AuditState(session)
    if let known = audit?.knownHead { trust.knownHeads.append(known) }
    let began = ContinuousClock.now
    let report: VerificationReport
    do {
      report = try verify(session, trust, audit)
    } catch {
      // Damage that keeps the file from being opened is a verdict as well.
      guard ["storage.damaged", "storage.altered-schema", "storage.truncated"].contains(error.code) else { throw error }
      report = VerificationReport(unreadable: Finding(error.code, at: nil, error.message))
    }
    audit?.warn(session)
    let required = session.arguments.value("require").flatMap(VerificationReport.Assurance.init) ?? .chainOnly
    let shortfalls = report.isIntact ? report.shortfalls(requiring: required, accepting: accepted) : []
    NotUnderstood.warn(ofUnused: accepted, report.notUnderstood, session)
    try VerificationPrinter.print(report, shortfalls, took: ContinuousClock.now - began, &session)
    guard report.isIntact else { return .broken }
    if let status = CopiedWords.status(notOffered: report.notOffered, session) { return status }
    // Whoever asks for a record and does not get it is to hear of it, from a timer as well.
    guard audit?.isKept ?? true else { return .io }
    return shortfalls.isEmpty ? .done : .belowAssurance
  }

  private static func verify(
    _ session: borrowing Session, _ trust: Trust, _ audit: AuditState?
  ) throws(CommandError) -> VerificationReport {
    let progress = suitableProgress(quiet: session.output.isQuiet)
    if let place = session.copy {
      guard audit == nil else {
        throw .usage(
          "conflicting-options",
          "--state is the record of a ledger's file, and a published copy is read whole each time",
          hint: "leave --state out, or follow the copy and keep a record of it: pledgebook monitor "
            + "\(place.shellWord) --state FILE")
      }
      return try verify(copy: place, trust, progress, session)
    }
    let reader = try OpenLedger.reader(session)
    if let audit { try audit.requireRecord(of: origin(reader)) }
    do {
      return try reader.withSnapshot {
        var verification = try LedgerVerification(trust: trust)
        let total = total(reader)
        func advance(_ progress: inout any Progress, _ done: UInt64) {
          progress.advance(to: Int(clamping: done))
          StopSignal.endIfRequested()
        }
        if let audit, let earlier = audit.resumable {
          let structure = try reader.outerFindings()
          let report = try withProgress("verifying", total: total, on: progress) {
            progress throws(StoredReplayFailure) in
            try verification.resume(
              reader, from: earlier, structure: structure, progress: { done, _ in advance(&progress, done) },
              keeping: { ledger, root in audit.keep(ledger, root, after: earlier) })
          }
          if let report { return report }
        }
        let structure = StructuralCheck.begin(beside: reader)
        return try withProgress("verifying", total: total, on: progress) { progress throws(StoredReplayFailure) in
          try verification.run(
            reader, structure: structure.findings(), progress: { done, _ in advance(&progress, done) },
            keeping: { ledger, root in audit?.keep(ledger, root, after: nil) })
        }
      }
    } catch {
      throw CommandError(from: error)
    }
  }

  /// The ledger's origin; where it cannot be read, the verification says why.
  private static func origin(_ reader: SQLiteLedgerReader) -> Origin? {
    do throws(CommandError) {
      return try OpenLedger.origin(reader)
    } catch {
      return nil
    }
  }

  /// How many entries there are, for the progress shown; where that cannot be told, the verification says why.
  private static func total(_ reader: SQLiteLedgerReader) -> Int? {
    do throws(StorageError) {
      return Int(clamping: try reader.head().size)
    } catch {
      return nil
    }
  }

  private static func verify(
    copy place: FilePath, _ trust: Trust, _ progress: any Progress, _ session: borrowing Session
  ) throws(CommandError) -> VerificationReport {
    let files = try PublishedCopy.files(at: place)
    do throws(PublicationError) {
      let size = try? PublishedCheckpoint.read(files).checkpoint.size
      let verified = try withProgress("verifying", total: Int(clamping: size ?? 0), on: progress) {
        progress throws(PublicationError) in
        try PublishedVerification(files, trust: trust) { done, _ in
          progress.advance(to: Int(clamping: done))
          StopSignal.endIfRequested()
        }
      }
      CopiedWords.warn(ofLate: verified.lateCount, session)
      return verified.report
    } catch {
      throw PublicationFailure.commandError(error)
    }
  }

  private static func trust(_ session: borrowing Session) throws(CommandError) -> Trust {
    var trust = Trust()
    trust.clock = Clock.now()
    trust.held = try TrustFiles.heldCheckpoints(session)
    if session.arguments.value("policy") != nil || !session.arguments.values("log-key").isEmpty {
      trust.policy = try TrustFiles.policy(session)
    }
    trust.freshness = try freshness(session, trust.policy)
    if let text = session.arguments.value("origin") {
      guard let origin = Origin(text) else {
        throw .usage("invalid-origin", "\(text) is not an origin", hint: "pledgebook status shows the ledger's")
      }
      trust.origin = origin
    }
    if let text = session.arguments.value("genesis") {
      guard let digest = Digest(hex: text) else {
        throw .usage("invalid-value", "--genesis takes 64 lowercase hexadecimal digits", hint: "pledgebook status")
      }
      trust.genesis = digest
    }
    trust.knownHeads = try TrustFiles.heads(session)
    return trust
  }

  /// How recent the newest checkpoint has to be. Only witnesses say when, so without any the question has no answer.
  private static func freshness(
    _ session: borrowing Session, _ policy: TrustPolicy?
  ) throws(CommandError) -> Trust.Freshness? {
    guard let seconds = try WrittenDuration.seconds("max-age", session) else { return nil }
    guard policy?.quorum != nil else {
      throw .usage(
        "missing-option", "--max-age asks witnesses, for a checkpoint names no time of its own",
        hint: "give --policy FILE with witnesses and a quorum")
    }
    return Trust.Freshness(maximumAge: seconds, now: UInt64(clamping: Clock.now().seconds))
  }
}

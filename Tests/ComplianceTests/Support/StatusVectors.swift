import Cryptography
import Fixtures
import Foundation
import LedgerFixtures
import Pledges
import Testing

/// The file of status vectors, with its own short member names. // Status rules §14
struct StatusVectors: Decodable, Sendable {
  var rules: String
  var signatory: String
  var period: String
  var accord: Accord
  var vectors: [Vector]

  struct Accord: Decodable, Sendable {
    var firstReportAfterDays: Int64
    var commitments: [Commitment]
    var periods: [Period]

    struct Commitment: Decodable, Sendable {
      var id: String
      var kinds: [String]
      var traitsAny: [String]?
      var obligation: String?
    }

    struct Period: Decodable, Sendable {
      var id: String
      var start: String
      var end: String
      var opens: String
      var due: String
      var graceDays: Int64
    }
  }

  struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var accord: String
    var entries: [Entry]
    var commitment: String
    var asOf: String
    var expect: Expectation
    var testDescription: String { name }

    /// The place of a vector's entry, named by its id.
    func index(of id: String) -> EntryIndex {
      EntryIndex(UInt64(entries.firstIndex { $0.id == id } ?? 0))
    }
  }

  struct Entry: Decodable, Sendable {
    var id: String
    var at: String
    var kind: String
    var sig: String?
    var sigKind: String?
    var effective: String?
    var traits: [String]?
    var subscribed: [String]?
    var commitments: [String]?
    var period: String?
    var signatories: Signatories?
    var newDue: String?
    var claims: [String: String]?
    var supersedes: String?
    var withdraws: String?
    var of: String?
    var challenge: String?
    var key: String?
    var invalidSince: String?
    var level: String?
    var outcome: String?
  }

  /// `"all"`, or a list.
  enum Signatories: Decodable, Sendable {
    case all
    case listed([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      self = (try? container.decode([String].self)).map(Signatories.listed) ?? .all
    }
  }

  struct Expectation: Decodable, Sendable {
    var duty: String?
    var submission: String?
    var claim: String?
    var headline: String?
    var daysLate: Int64?
    var retroactiveExtension: Bool?
    var flags: [String]?
    var dispute: String?
    var assurance: String?
    var evidence: String?
    var because: [String]?
  }

  struct Unreadable: Error { var what: String }

  /// The file, or nil when it is not there.
  static func read() -> StatusVectors? {
    guard let bytes = SharedVectors.bytes("status/pbr-1.json") else { return nil }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try? decoder.decode(StatusVectors.self, from: Data(bytes))
  }
}

extension StatusVectors {
  func ledger(of vector: Vector) throws -> TestLedger {
    let document = SampleAccord.orchard(
      commitments: accord.commitments.map { commitment in
        SampleAccord.commitment(
          CommitmentID(stringLiteral: commitment.id), kinds: commitment.kinds.map(PlainID.init(stringLiteral:)),
          traitsAny: (commitment.traitsAny ?? []).map(PlainID.init(stringLiteral:)),
          obligation: commitment.obligation.flatMap(Commitment.Obligation.init) ?? .required)
      },
      periods: vector.accord == "none"
        ? []
        : accord.periods.map { period in
          SampleAccord.period(
            PeriodID(stringLiteral: period.id), start: Instant(stringLiteral: period.start),
            end: Instant(stringLiteral: period.end), opens: Instant(stringLiteral: period.opens),
            due: Instant(stringLiteral: period.due), graceDays: period.graceDays)
        },
      firstReportAfterDays: accord.firstReportAfterDays)
    var ledger = TestLedger(entries: [.at("2030-01-01", 900, .publish(document))])
    for entry in vector.entries {
      let recorded = Instant(stringLiteral: entry.at)
      ledger.entries.append(
        LedgerEntry(
          index: vector.index(of: entry.id), recorded: recorded,
          effective: entry.effective.map(Instant.init(stringLiteral:)) ?? recorded,
          party: entry.kind == "review.publish" ? "heron" : PartyID(stringLiteral: entry.sig ?? signatory),
          act: try act(of: entry, in: vector)))
    }
    return ledger
  }

  private func act(of entry: Entry, in vector: Vector) throws -> LedgerEntry.Act {
    let commitments = (entry.commitments ?? []).map(CommitmentID.init(stringLiteral:))
    let traits = entry.traits.map { $0.map(PlainID.init(stringLiteral:)) }
    let period = PeriodID(stringLiteral: entry.period ?? self.period)
    let keys = entry.key.map { [KeyID.named($0)] } ?? []
    let claims = (entry.claims ?? [:]).map {
      AttestationEvent.Claim.claim(CommitmentID(stringLiteral: $0), PlainID(stringLiteral: $1))
    }
    func reference(_ id: String?) throws -> EntryIndex {
      guard let id else { throw Unreadable(what: entry.kind) }
      return vector.index(of: id)
    }
    switch entry.kind {
    case "signatory.join":
      return .join(
        kind: PlainID(stringLiteral: entry.sigKind ?? "company"), traits: traits ?? [],
        subscribed: entry.subscribed.map { $0.map(CommitmentID.init(stringLiteral:)) })
    case "signatory.withdraw": return .leave
    case "signatory.delist": return .delist
    case "signatory.subscribe": return .subscribe(commitments)
    case "signatory.unsubscribe": return .unsubscribe(commitments)
    case "signatory.suspend": return .suspend
    case "signatory.reinstate": return .reinstate
    case "deadline.extend":
      guard let due = entry.newDue else { throw Unreadable(what: entry.kind) }
      var signatories: [PartyID]?
      if case .listed(let listed) = entry.signatories { signatories = listed.map(PartyID.init(stringLiteral:)) }
      return .extend(in: period, signatories: signatories, commitments: commitments, to: Instant(stringLiteral: due))
    case "attestation.submit": return .submit(in: period, claims, keys: keys)
    case "attestation.supersede": return .supersede(try reference(entry.supersedes), in: period, claims, keys: keys)
    case "attestation.withdraw": return .withdraw(try reference(entry.withdraws), in: period, keys: keys)
    case "key.revoke":
      guard let key = entry.key else { throw Unreadable(what: entry.kind) }
      return .revoke(.named(key), invalidSince: entry.invalidSince.map(Instant.init(stringLiteral:)))
    case "review.publish":
      return .review(of: try reference(entry.of), commitments, PlainID(stringLiteral: entry.level ?? "none"))
    case "challenge.open": return .challenge(in: period, commitments)
    case "challenge.resolve":
      guard let outcome = entry.outcome.flatMap(ChallengeOutcome.init) else { throw Unreadable(what: entry.kind) }
      return .resolve(try reference(entry.challenge), outcome)
    default: throw Unreadable(what: entry.kind)
    }
  }
}

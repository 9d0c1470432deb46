public import Cryptography

/// One version of an accord: what its signatories promise and how they report on it.
///
/// A value that only `AccordDocument.read` makes from a document, so that every reference inside it resolves.
/// The members and their rules are Format §9.
public struct AccordDocument: Sendable {
  public var id: PlainID
  public var version: AccordVersion
  public var previousSHA256: Digest?
  public var title: TextMap
  public var summary: TextMap
  /// Language tags, the default first.
  public var languages: [String]
  public var adoptedOn: CalendarDate
  public var effectiveFrom: Instant
  public var legalNature: LegalNature
  public var definitionStatus: DefinitionStatus
  public var officialTexts: [OfficialText]
  public var secretariat: Secretariat
  public var signatoryKinds: [LabelledID]
  public var traits: [LabelledID]
  public var commitments: [Commitment]
  public var claimValues: [ClaimValue]
  /// Lowest first; the first is `none`.
  public var assuranceLevels: [LabelledID]
  /// Nil for a register: nobody owes a report.
  public var reporting: Reporting?
  public var membership: MembershipRules
  /// Nil when challenges are off.
  public var challenge: ChallengeRules?
  public var reportedThemes: [ReportedTheme]
  public var licence: String
  public var disclaimer: TextMap

  public enum LegalNature: String, Sendable, CaseIterable {
    case binding
    case nonBinding = "non-binding"
    case codeOfConduct = "code-of-conduct"
    case fictional
  }

  public enum DefinitionStatus: String, Sendable, CaseIterable {
    case official, unofficial, demo
  }

  public struct OfficialText: Sendable {
    public var language: String
    public var uri: String
    public var sha256: Digest
    public var bytes: Int64
    public var retrievedOn: CalendarDate?
  }

  public struct Secretariat: Sendable {
    public var name: String
    public var contact: String
  }

  /// Something with an id and a label in the accord's languages.
  public struct LabelledID: Sendable {
    public var id: PlainID
    public var label: TextMap
  }

  public struct Reporting: Sendable {
    public var firstReportAfterDays: Int64
    public var periods: [Period]
  }

  /// A span that is reported on, and the window in which its report is due.
  public struct Period: Sendable {
    public var id: PeriodID
    public var label: TextMap?
    public var start: Instant
    public var end: Instant
    public var opens: Instant
    public var due: Instant
    public var graceDays: Int64
  }

  public struct MembershipRules: Sendable {
    public var reservationsAllowed: Bool
    /// True when a member is bound only by what it subscribes to (`opt-in`).
    public var subscriptionIsOptIn: Bool
    public var withdrawalNoticeDays: Int64
    public var delistEligibleAfterPeriods: Int64
  }

  public struct ChallengeRules: Sendable {
    /// True when anyone may challenge once the registrar has admitted them; false for registered parties only.
    public var anyoneMayChallenge: Bool
    public var grounds: [LabelledID]
    public var responseDays: Int64
    public var resolutionDays: Int64
  }

  /// A theme under which the accord was reported, and the commitments it maps to, possibly none.
  public struct ReportedTheme: Sendable {
    public var label: TextMap
    public var source: String
    public var mapsTo: [CommitmentID]
    public var note: String?
  }
}

/// `major.minor.patch`, ordered as numbers.
public struct AccordVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let major: Int64
  public let minor: Int64
  public let patch: Int64

  /// The version, or nil unless the text is three numbers without leading zeros.
  public init?(_ text: String) {
    var cursor = ByteCursor(text.utf8.span)
    guard let major = AccordVersion.number(&cursor), cursor.take("."), let minor = AccordVersion.number(&cursor),
      cursor.take("."), let patch = AccordVersion.number(&cursor), cursor.isAtEnd
    else { return nil }
    (self.major, self.minor, self.patch) = (major, minor, patch)
  }

  /// A number of at most nine digits.
  private static func number(_ cursor: inout ByteCursor) -> Int64? {
    guard let number = cursor.number(), number <= 999_999_999 else { return nil }
    return Int64(number)
  }

  public static func < (left: AccordVersion, right: AccordVersion) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }

  public var description: String { "\(major).\(minor).\(patch)" }
}

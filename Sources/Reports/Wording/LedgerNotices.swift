internal import Languages
public import Pledges

/// What stands beside everything that is read from a ledger, for outputs that are no reports: the same words.
public struct LedgerNotices: Sendable {
  /// That the ledger is for trial, where it is.
  public let banner: [String]
  /// That absence is no finding.
  public let absence: String
  /// That proof is of saying, not of truth.
  public let proofLimit: String

  /// In English, as all outputs are that ask for no language.
  public init(_ environment: Genesis.Environment?) {
    let wording = Language.english
    banner = environment == .demo ? [wording.demoLedger] : []
    absence = wording.absence
    proofLimit = wording.proofLimit
  }

  /// Said where something may be absent.
  public var all: [String] { [absence, proofLimit] }

  /// What stands in the place of words that an entry removed. The reference is the registrar's text and comes as it is:
  /// the output escapes it.
  public static func removed(by removal: TextRemoval) -> String {
    Language.english.removed(by: removal) + concern(removal)
  }

  /// What stands behind a removal of words that speak against the registrar. // Format §13
  public static func concern(_ removal: TextRemoval) -> String { Language.english.concern(removal) }
}

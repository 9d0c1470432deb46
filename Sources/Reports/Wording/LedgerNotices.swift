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
    let wording = EnglishWording()
    banner = environment == .demo ? [wording.demoLedger] : []
    absence = wording.absence
    proofLimit = wording.proofLimit
  }

  /// Said where something may be absent.
  public var all: [String] { [absence, proofLimit] }

  /// A removal in a line: its entry, when, how many texts of which entry, why, and where that is filed.
  ///
  /// The reference is the registrar's text and comes as it is: the output escapes it.
  public static func line(_ removal: TextRemoval) -> String { EnglishWording().wholeLine(removal) }

  /// What stands in the place of words that cannot be shown; nil for words that are here. It holds the registrar's text.
  public static func standIn<Words>(for text: Disclosed<Words>) -> String? {
    switch text {
    case .here: nil
    case .removed(let removal): EnglishWording().removed(by: removal)
    case .notHere: EnglishWording().notHere
    }
  }
}

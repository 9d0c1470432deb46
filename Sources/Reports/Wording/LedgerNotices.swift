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
  public static func line(_ removal: TextRemoval) -> String {
    EnglishWording().wholeLine(removal) + concern(removal)
  }

  /// What stands behind a removal of the words of an objection, which speak against the registrar. // Format §13
  public static func concern(_ removal: TextRemoval) -> String {
    removal.concernsRegistrar ? ", \(EnglishWording().byRegistrarConcerned)" : ""
  }

  /// What a mark says of the entry that bears it.
  public static func line(_ mark: Mark) -> String { EnglishWording().words(mark) }

  /// On whose word a key is its party's.
  ///
  /// - Parameter reference: the words of the identification's reference, or what stands in their place.
  public static func origin(of provenance: KeyBook.Provenance, reference: String?) -> String {
    EnglishWording().origin(of: provenance) { _ in reference ?? EnglishWording().notHere }
  }

  /// What an entry did to the keys of a party.
  public static func line(_ act: OwnerEvent.Act, comesIn: Instant?) -> String {
    EnglishWording().words(act, comesIn: comesIn)
  }

  /// What is said of a member on the basis of a public source.
  public static var listed: String { EnglishWording().listedSentence }

  /// What a ledger says of itself to continue.
  public static func line(_ continuation: Genesis.Continuation) -> String {
    EnglishWording().continues(continuation)
  }

  /// What stands in the place of words that cannot be shown; nil for words that are here. It holds the registrar's text.
  public static func standIn<Words>(for text: Disclosed<Words>) -> String? {
    switch text {
    case .here: nil
    case .removed(let removal): EnglishWording().removed(by: removal) + concern(removal)
    case .notHere: EnglishWording().notHere
    }
  }
}

internal import Compliance
internal import Cryptography
internal import Pledges
internal import TransparencyLog

/// What outputs say about whose word something rests on: marks, what stands beside, keys. // Status rules §9
protocol TrustWording: Sendable {
  // Marks and acts held back
  func words(_ mark: Mark) -> String
  func heldBack(_ act: HeldBack.Act, of target: EntryIndex, by entry: EntryStamp) -> String

  // What stands beside
  /// Nil for no claim that stood.
  func beside(claim: (value: String, entry: EntryIndex)?) -> String
  func beside(outcome: (value: String, entry: EntryIndex)?, challenge: EntryIndex) -> String
  func beside(check: (value: String, entry: EntryIndex)?, document: String) -> String

  // Void claims, and too few keys
  func declared(key: String, on attestation: EntryIndex, since: Instant, by: String, in entry: EntryStamp) -> String
  /// Of a declaration that rests on a recovery.
  func voidsNothing(recovery: EntryIndex) -> String
  func label(_ ender: OwnerEvent.Ender) -> String
  func noKey(revocations: [EntryStamp], recoveries: [EntryStamp]) -> String
  var silenceDoesNotCount: String { get }
  var silenceCounts: String { get }

  // Cells
  func noClaimMade(_ entry: EntryIndex) -> String
  var noClaimMade: String { get }
  var noClaimsMade: String { get }
  func issued(at instant: Instant) -> String
  func unbroken(left: EntryIndex, rejoined: EntryIndex) -> String
  func decided(challenge: EntryIndex, _ outcome: String, panel: String, entry: EntryIndex) -> String
  func decidedEarlier(_ outcome: String, panel: String, entry: EntryIndex) -> String

  // Keys
  var onWhoseWord: String { get }
  var onWhoseWordNote: String { get }
  func signing(threshold: Int, inForce: Int, own: Int) -> String
  func signed(by key: String) -> String
  func broughtIn(_ voucher: KeyBook.Provenance.Voucher) -> String
  func identified(_ method: KeyIdentification.Method, on date: String, reference: String) -> String
  var byRecovery: String { get }
  var notIdentified: String { get }
  func waits(until instant: Instant) -> String
  var neverCounted: String { get }
  func ended(_ by: String) -> String
  func replaced(by key: String) -> String
  func voided(since instant: Instant, by: String, in entry: EntryStamp) -> String

  // Lines of a history
  func words(_ act: OwnerEvent.Act, comesIn: Instant?) -> String
  func struck(by entry: EntryIndex) -> String
  func label(_ reason: KeyRevocation.Reason) -> String
  var byRegistrarConcerned: String { get }
  func named(successor: String, by party: String) -> String

  // The ledger and its members
  var listedSentence: String { get }
  func continues(_ origin: String, genesis: String, size: UInt64, root: String) -> String
  var continuesHeading: String { get }
  var decisions: String { get }
  var remarksOnCells: String { get }
  var panel: String { get }
  var replacedDecision: String { get }
  var keyMark: String { get }
  var keyMarkMeaning: String { get }
}

extension TrustWording {
  func continues(_ ledger: Genesis.Continuation) -> String {
    continues(ledger.origin.text, genesis: ledger.genesis.hex, size: ledger.size, root: ledger.root.hex)
  }
}

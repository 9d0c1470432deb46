internal import Compliance
internal import Cryptography
internal import Pledges

extension EnglishWording {
  func words(_ mark: Mark) -> String {
    switch mark.word {
    case .recoveredKey: "rests on keys recovered by entry \(mark.entry)"
    case .contested: "contested by an earlier key, entry \(mark.entry)"
    }
  }

  func heldBack(_ act: HeldBack.Act, of target: EntryIndex, by entry: EntryStamp) -> String {
    let said =
      switch act {
      case .withdrawal: "withdraws entry \(target)"
      case .noClaim: "makes no claim in the place of entry \(target)"
      case .challengeWithdrawal: "withdraws the challenge of entry \(target)"
      case .reviewWithdrawal: "withdraws the review of entry \(target)"
      }
    return "held back: entry \(entry.index), recorded \(entry.recorded), \(said), but rests on recovered keys; "
      + "entry \(target) goes on standing"
  }

  func beside(claim: (value: String, entry: EntryIndex)?) -> String {
    claim.map { "without recovered keys stands beside it: \($0.value), entry \($0.entry)" }
      ?? "without recovered keys nothing stands here"
  }

  func beside(outcome: (value: String, entry: EntryIndex)?, challenge: EntryIndex) -> String {
    let subject = "on the challenge of entry \(challenge)"
    return outcome.map { "without recovered keys stands beside it \(subject): \($0.value), entry \($0.entry)" }
      ?? "without recovered keys there is no decision \(subject)"
  }

  func beside(check: (value: String, entry: EntryIndex)?, document: String) -> String {
    check.map { "without recovered keys stands beside the last check of \(document): \($0.value), entry \($0.entry)" }
      ?? "without recovered keys there is no check of \(document)"
  }

  func declared(
    key: String, on attestation: EntryIndex, since: Instant, by: String, in entry: EntryStamp
  ) -> String {
    "key \(key) on entry \(attestation): declared compromised since \(since), declared \(by), entry \(entry.index), "
      + "recorded \(entry.recorded)"
  }

  func voidsNothing(recovery: EntryIndex) -> String {
    "that word rests on keys recovered by entry \(recovery) and voids nothing"
  }

  func label(_ ender: OwnerEvent.Ender) -> String {
    switch ender {
    case .owner: "by its owner"
    case .key: "by that key itself"
    case .registrar: "by the registrar"
    }
  }

  func noKey(revocations: [EntryStamp], recoveries: [EntryStamp]) -> String {
    let causes =
      revocations.map { "the registrar ended a key, entry \($0.index), recorded \($0.recorded)" }
      + recoveries.map { "a recovery was waiting, entry \($0.index), recorded \($0.recorded)" }
    return "too few keys for some of the time in which it could report: " + causes.joined(separator: "; ")
  }

  var silenceDoesNotCount: String { "what is not recorded here does not count as silence" }
  var silenceCounts: String {
    "silence counts all the same: the key was ended before, and no key objected by the due date"
  }

  func noClaimMade(_ entry: EntryIndex) -> String { "no claim made, entry \(entry)" }
  var noClaimMade: String { "no claim made" }
  var noClaimsMade: String { "No claim made, and filed so" }
  func issued(at instant: Instant) -> String {
    "dated \(instant) by its signer, not after the due date; the time of recording decides"
  }
  func unbroken(left: EntryIndex, rejoined: EntryIndex) -> String {
    "membership unbroken for this period: left by entry \(left), joined again in time by entry \(rejoined)"
  }
  func decided(challenge: EntryIndex, _ outcome: String, panel: String, entry: EntryIndex) -> String {
    "challenge of entry \(challenge): \(outcome), by the panel \(panel), entry \(entry)"
  }
  func decidedEarlier(_ outcome: String, panel: String, entry: EntryIndex) -> String {
    "before: \(outcome), by the panel \(panel), entry \(entry)"
  }

  var onWhoseWord: String { "On whose word keys rest" }
  var onWhoseWordNote: String {
    "Nothing in a ledger proves whose a key is. Each line says who brought the key in, and how it was identified."
  }
  func signing(threshold: Int, inForce: Int, own: Int) -> String {
    "signatures needed: \(threshold), keys in force: \(inForce), own threshold: \(own)"
  }
  func signed(by key: String) -> String { "signed by key \(key)" }
  func broughtIn(_ voucher: KeyBook.Provenance.Voucher) -> String {
    switch voucher {
    case .owner: "by the owner's own signature"
    case .registrar: "brought in by the registrar"
    }
  }
  func identified(_ method: KeyIdentification.Method, on date: String, reference: String) -> String {
    "identified \(method.englishWords) on \(date), reference: \(reference)"
  }
  var byRecovery: String { "came in by a recovery" }
  var notIdentified: String { "no identification given" }
  func waits(until instant: Instant) -> String { "waits, counts from \(instant) on" }
  var neverCounted: String { "ended while it waited, never counted" }
  func ended(_ by: String) -> String { "ended \(by)" }
  func replaced(by key: String) -> String { "replaced by key \(key)" }
  func voided(since instant: Instant, by: String, in entry: EntryStamp) -> String {
    "\(voidSince) \(instant), declared \(by), entry \(entry.index), recorded \(entry.recorded)"
  }

  func words(_ act: OwnerEvent.Act, comesIn: Instant?) -> String {
    switch act {
    case .bring(let keys, let threshold):
      return (keys.map { "new key \($0.short)" } + (threshold.map { ["signatures needed: \($0)"] } ?? []))
        .joined(separator: ", ")
    case .rotate(let old, let new): return "key \(old.short) replaced by \(new.short)"
    case .threshold(let threshold): return "signatures needed: \(threshold)"
    case .recover(let keys, let threshold):
      let from = comesIn.map { ", counts from \($0) on" } ?? ""
      return keys.map { "new key \($0.short)" }.joined(separator: ", ") + from + ", signatures needed: \(threshold)"
    case .end(let key, let ender): return "key \(key.short) ended \(label(ender))"
    case .object(let entry, let key): return "key \(key.short) objects to entry \(entry)"
    }
  }
  func struck(by entry: EntryIndex) -> String { "struck out as entered in error, entry \(entry)" }
  func label(_ reason: KeyRevocation.Reason) -> String {
    switch reason {
    case .superseded: "superseded"
    case .lost: "lost"
    case .compromised: "compromised"
    }
  }
  var byRegistrarConcerned: String { "by the registrar whom it concerns" }
  func named(successor: String, by party: String) -> String { "named by \(party); \(successor) has no key here" }

  var listedSentence: String { "Listed from a public source; has no key here and cannot file." }
  func continues(_ origin: String, genesis: String, size: UInt64, root: String) -> String {
    "This ledger says of itself that it continues \(origin), genesis \(genesis), \(size) entries, root \(root)."
  }
  var continuesHeading: String { "Continues" }
  var decisions: String { "Decisions" }
  var remarksOnCells: String { "Remarks on single commitments" }
  var panel: String { "Panel" }
  var replacedDecision: String { "replaced by a later decision" }
  var keyMark: String { "K" }
  var keyMarkMeaning: String { "see the remarks on keys" }
}

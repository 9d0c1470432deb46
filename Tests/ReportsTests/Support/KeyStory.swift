import Cryptography
import LedgerFixtures
import Pledges
import Testing

/// Keys that are ended, recovered and objected to, in the first ledger that has them: what rests on recovered keys, what
/// stands beside it, and what is held back.
///
/// Quince loses its key by the registrar while it could report for 2034, objects, and files with a key that a recovery
/// brought; the panel and the checker lose theirs too, after they have spoken once.
enum KeyStory {
  /// When everything has been said.
  static let end = "2035-08-01T00:00:00Z"
  // The entries that tests name.
  static let (revocation, recovery, objection): (EntryIndex, EntryIndex, EntryIndex) = (6, 7, 8)
  static let (filing, placeholder, challenge): (EntryIndex, EntryIndex, EntryIndex) = (9, 10, 12)
  static let (decision, panelRecovery, laterDecision): (EntryIndex, EntryIndex, EntryIndex) = (13, 15, 16)
  static let (check, laterCheck): (EntryIndex, EntryIndex) = (11, 19)

  static func ledger() throws -> SampleLedger {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try parties(book)
    try lose(book, "quince", at: "2035-01-10T10:00:00Z", "2035-01-11T10:00:00Z")
    try book.say(
      .keyObject(
        KeyObjection(party: id("quince"), of: revocation, text: .words(text(["en": "Zobjection: we lost nothing."])))),
      at: "2035-01-12T10:00:00Z", by: "quince")
    try filings(book)
    try decisions(book)
    return book
  }

  private static func parties(_ book: SampleLedger) throws {
    let key = try book.key("quince").publicKey
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince Republic"]), kind: id("state"), traits: [id("well-owner")],
          effective: time("2033-05-01T00:00:00Z"), keys: [key], basis: .signed,
          identifications: [
            KeyIdentification(
              key: key.keyID, method: .diplomaticNote, date: "2033-04-30", reference: "Znote 12/33")
          ])),
      at: "2033-05-02T09:00:00Z", by: "registrar", "quince")
    for (party, name, role) in [
      ("wellwatch", "Well Watch", PartyAdmission.Role.challenger), ("grove", "Grove Panel", .panel),
      ("hasher", "Hash Checkers", .checker),
    ] {
      try book.say(
        .partyAdmit(PartyAdmission(party: id(party), name: name, roles: [role], keys: [book.key(party).publicKey])),
        at: "2033-07-01T10:00:00Z", by: "registrar", party)
    }
  }

  /// The registrar ends a party's only key, and recovers it with another.
  static func lose(_ book: SampleLedger, _ party: String, at ended: String, _ recovered: String) throws {
    try book.say(
      .keyRevoke(
        KeyRevocation(
          party: id(party), key: book.key(party).publicKey.keyID, reason: .lost, invalidSince: nil)),
      at: ended, by: "registrar")
    try book.say(
      .keyRecover(KeyRecovery(party: id(party), keys: [book.key("\(party)-2").publicKey], threshold: 1)),
      at: recovered, by: "registrar", "\(party)-2")
  }

  private static func filings(_ book: SampleLedger) throws {
    let first = try book.say(
      attest("quince", "2034", [claim("o-1", "met", days: 300, evidence: ["e1"])], [evidence("e1", "Log")]),
      at: "2035-02-01T10:00:00Z", by: "quince-2")
    try book.say(
      attest(
        "quince", "2034", [claim("o-1", "no-claim", explanation: "Nothing is said.")], [], supersedes: first),
      at: "2035-02-02T10:00:00Z", by: "quince-2")
    try check(book, .match, at: "2035-02-03T10:00:00Z", by: "hasher")
  }

  private static func check(
    _ book: SampleLedger, _ result: EvidenceCheckEvent.Result, at recorded: String, by key: String
  ) throws {
    try book.say(
      .checkEvidence(
        EvidenceCheck(
          evidence: Digest.sha256(of: Array("Log".utf8)), uri: "https://quince.example/e1", result: result,
          checkedAt: time(recorded))),
      at: recorded, by: key)
  }

  private static func decisions(_ book: SampleLedger) throws {
    let challenge = try book.say(
      .challenge(
        Challenge(
          signatory: id("quince"), period: id("2034"), commitments: [id("o-1")], ground: id("contradicted"),
          text: .words(text(["en": "The well was closed."])))),
      at: "2035-03-20T10:00:00Z", by: "wellwatch")
    func decide(_ outcome: ChallengeOutcome, _ words: String, at time: String, by key: String) throws {
      try book.say(
        .resolve(
          ChallengeResolution(
            challenge: challenge.index, outcomes: [CommitmentOutcome(commitment: id("o-1"), outcome: outcome)],
            text: .words(text(["en": words])))),
        at: time, by: key)
    }
    try decide(.rejected, "It was open.", at: "2035-04-01T10:00:00Z", by: "grove")
    try lose(book, "grove", at: "2035-04-02T10:00:00Z", "2035-04-03T10:00:00Z")
    try decide(.upheld, "It was closed.", at: "2035-05-01T10:00:00Z", by: "grove-2")
    try lose(book, "hasher", at: "2035-05-02T10:00:00Z", "2035-05-03T10:00:00Z")
    try check(book, .mismatch, at: "2035-06-01T10:00:00Z", by: "hasher-2")
  }
}

import Cryptography
import LedgerFixtures
import Pledges
import Testing

/// A ledger in which every text that a statement can detach holds a word of its own, so that one search finds them all.
enum WordyStory {
  /// The words that some report shows while they are here.
  static let shown = [
    "Zearlier", "Zsuspended", "zdecision", "Zreinstated", "Zformer", "Zexplained", "Zexpliqué", "Zmeasure", "Zmethod",
    "Zplan", "Zwhy", "Ztitle", "zuri", "zarchive", "Zdiary", "Zspring", "zpage", "Zaffirmed", "Zoffice", "Zauthority",
    "Zchanged", "Zindependent", "Zpayer", "Zreviewed", "Zunreviewed", "Zchallenge", "Zexhibit", "Zreply", "Zcounter",
    "Zoutcome", "Zdropped", "Ztaken", "Zleaving", "Zdelisted", "zverdict",
  ]
  /// Those that no report of the period quotes: of another period, of a claim taken back, of entries about nobody.
  static let unquoted = ["Zpast", "Zfence", "Zextended", "Zrotated"]

  /// The entry of the attestation that restates, and how many texts it has.
  static let restatement = (entry: EntryIndex(12), texts: 7)
  /// When everything has been said.
  static let end = "2035-12-01T00:00:00Z"

  static func ledger() throws -> SampleLedger {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    try membership(book)
    try attestations(book)
    try others(book)
    return book
  }

  /// The same, and then every word is removed, entry after entry.
  static func removed() throws -> SampleLedger {
    let book = try ledger()
    for entry in book.entries where !entry.texts.isEmpty {
      try book.remove(of: entry.header.index, at: "2036-01-01T00:00:00Z")
    }
    return book
  }

  private static func membership(_ book: SampleLedger) throws {
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince Republic"]), kind: id("state"), traits: [id("well-owner")],
          effective: time("2033-05-01T00:00:00Z"), keys: [book.key("quince").publicKey], basis: .signed)),
      at: "2033-05-02T09:00:00Z", by: "registrar", "quince")
    for (party, role) in [("arbor", PartyAdmission.Role.reviewer), ("wellwatch", .challenger), ("grove", .panel)] {
      try book.say(
        .partyAdmit(PartyAdmission(party: id(party), name: party, roles: [role], keys: [book.key(party).publicKey])),
        at: "2033-07-01T10:00:00Z", by: "registrar", party)
    }
    try book.say(
      attest(
        "quince", "2033",
        [
          Claim(
            commitment: id("o-2"), value: id("not-met"), explanation: "Zpast",
            indicators: [Claim.IndicatorValue(id: id("diary"), value: .detached("Zearlier"))])
        ], []),
      at: "2034-01-20T10:00:00Z", by: "quince")
    try book.say(
      .suspend(
        StandingChange(
          signatory: id("quince"), effective: time("2034-07-01T00:00:00Z"), reason: .nonCommunication,
          note: "Zsuspended", decision: "https://zdecision.example/")),
      at: "2034-06-01T10:00:00Z", by: "registrar")
    try book.say(
      .reinstate(
        StandingChange(
          signatory: id("quince"), effective: time("2034-08-01T00:00:00Z"), reason: .other, note: "Zreinstated")),
      at: "2034-06-02T10:00:00Z", by: "registrar")
    try book.say(
      .logRotate(
        LogRotation(logKeys: book.ledger.state.logKeys, reason: "Zrotated")),
      at: "2034-06-03T10:00:00Z", by: "registrar")
    try book.say(
      .extend(
        Extension(
          period: id("2034"), signatories: nil, newDue: time("2035-03-10T23:59:59Z"), reason: "Zextended")),
      at: "2035-02-20T10:00:00Z", by: "registrar")
  }

  private static func attestations(_ book: SampleLedger) throws {
    let first = try book.say(
      attest(
        "quince", "2034",
        [
          claim("o-1", "not-met", explanation: "Zformer", days: 12),
          Claim(
            commitment: id("o-2"), value: id("not-met"), explanation: "Zwhy",
            indicators: [
              Claim.IndicatorValue(
                id: id("diary"), value: .detached("Zdiary"), breakdown: [("spring", .detached("Zspring"))]),
              Claim.IndicatorValue(id: id("page"), value: .detached("https://zpage.example/")),
            ]),
        ], [],
        affirmation: Attestation.Affirmation(
          text: text(["en": "Zaffirmed"]), office: "Zoffice", authority: "Zauthority")),
      at: "2035-02-25T10:00:00Z", by: "quince")
    let second = try book.say(
      attest(
        "quince", "2034",
        [
          Claim(
            commitment: id("o-1"), value: id("met"),
            explanation: .words(text(["en": "Zexplained", "fr": "Zexpliqué"])),
            measures: [Claim.Measure(id: id("sign"), done: .yes, text: "Zmeasure")],
            indicators: [Claim.IndicatorValue(id: id("days-open"), value: .integer(300), method: "Zmethod")],
            evidence: [id("e1")], planned: [Claim.Plan(text: "Zplan")])
        ],
        [evidence("e1", "Ztitle", uri: "https://zuri.example/", archiveURI: "https://zarchive.example/")],
        supersedes: first, changeNote: "Zchanged"),
      at: "2035-02-26T10:00:00Z", by: "quince")
    try book.say(
      .review(
        Review(
          of: second, commitments: [id("o-1")], conclusion: .supports, level: id("limited"),
          words: .words(
            Review.Words(independence: "Zindependent", paidBy: "Zpayer", text: text(["en": "Zreviewed"]))))),
      at: "2035-03-01T10:00:00Z", by: "arbor")
    let third = try book.say(
      attest("quince", "2034", [claim("o-3", "not-met", explanation: "Zfence")], []), at: "2035-03-02T10:00:00Z",
      by: "quince")
    try book.say(
      .withdrawAttestation(
        AttestationWithdrawal(
          signatory: id("quince"), period: id("2034"), withdraws: third, reason: .other, changeNote: "Ztaken")),
      at: "2035-03-03T10:00:00Z", by: "quince")
    let review = try book.say(
      .review(
        Review(
          of: second, commitments: [id("o-1")], conclusion: .supports, level: id("limited"),
          words: .words(Review.Words(independence: "none", paidBy: "nobody"), salted: "second"))),
      at: "2035-03-04T10:00:00Z", by: "arbor")
    try book.say(
      .withdrawReview(ReviewWithdrawal(of: review, text: "Zunreviewed")), at: "2035-03-05T10:00:00Z", by: "arbor")
  }

  private static func others(_ book: SampleLedger) throws {
    let challenge = try book.say(
      .challenge(
        Challenge(
          signatory: id("quince"), period: id("2034"), commitments: [id("o-1")], ground: id("contradicted"),
          text: "Zchallenge", evidence: [evidence("x1", "Zexhibit")])),
      at: "2035-03-20T10:00:00Z", by: "wellwatch")
    try book.say(
      .respond(
        ChallengeResponse(challenge: challenge.index, text: "Zreply", evidence: [evidence("x2", "Zcounter")])),
      at: "2035-04-01T10:00:00Z", by: "quince")
    try book.say(
      .resolve(
        ChallengeResolution(
          challenge: challenge.index, outcomes: [CommitmentOutcome(commitment: id("o-1"), outcome: .rejected)],
          text: "Zoutcome")),
      at: "2035-04-20T10:00:00Z", by: "grove")
    let second = try book.say(
      .challenge(
        Challenge(
          signatory: id("quince"), period: id("2034"), commitments: [id("o-2")], ground: id("contradicted"),
          text: .words(text(["en": "Another."])))),
      at: "2035-05-01T10:00:00Z", by: "wellwatch")
    try book.say(
      .withdrawChallenge(ChallengeWithdrawal(challenge: second.index, text: "Zdropped")),
      at: "2035-05-02T10:00:00Z", by: "wellwatch")
    try book.say(
      .withdraw(Withdrawal(signatory: id("quince"), effective: time("2035-09-01T00:00:00Z"), text: "Zleaving")),
      at: "2035-08-01T10:00:00Z", by: "quince")
    try book.say(
      .delist(
        StandingChange(
          signatory: id("quince"), effective: time("2035-11-01T00:00:00Z"), reason: .ceasedToExist, note: "Zdelisted",
          decision: "https://zverdict.example/")),
      at: "2035-10-01T10:00:00Z", by: "registrar")
  }
}

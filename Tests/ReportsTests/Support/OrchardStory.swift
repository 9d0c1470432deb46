import Cryptography
import LedgerFixtures
import Pledges
import Testing
import TransparencyLog

/// A full cycle of the Orchard Accord, entry by entry.
///
/// Quince reports, restates, is reviewed and challenged; medlar is late and is challenged without a reply; sorrel files
/// nothing; fennel is listed from a public source and later joins for itself under another name.
enum OrchardStory {
  static func ledger() throws -> SampleLedger {
    let book = try SampleLedger()
    try begin(book, OrchardAccord.publication())
    try join(book)
    try firstPeriod(book)
    try secondPeriod(book)
    return book
  }

  static func begin(_ book: SampleLedger, _ publication: AccordPublication, environment: Genesis.Environment = .demo)
    throws
  {
    let registrar = Registrar(
      id: try id("orchard-office"), name: "Orchard Secretariat", threshold: 1,
      keys: [try book.key("registrar").publicKey])
    let log = try VerifierKey(name: book.origin.text, publicKey: book.key("log").publicKey, type: .ed25519)
    try book.say(
      .genesis(Genesis(environment: environment, rules: Genesis.currentRules, registrar: registrar, logKeys: [log])),
      at: "2033-04-01T08:00:00Z", by: "registrar")
    try book.say(.accordPublish(publication), at: "2033-04-01T08:05:00Z", by: "registrar")
  }

  private static func join(_ book: SampleLedger) throws {
    try book.say(
      .join(
        Join(
          signatory: id("quince"), name: text(["en": "Quince Republic", "fr": "République de Quince"]),
          kind: id("state"), country: "XQ", traits: [id("well-owner")], effective: time("2033-05-01T00:00:00Z"),
          reservation: text(["en": "Article 2 is read as covering apples only."]),
          keys: [book.key("quince").publicKey], basis: .signed)),
      at: "2033-05-02T09:00:00Z", by: "registrar", "quince")
    try book.say(
      .join(
        Join(
          signatory: id("medlar"), name: text(["en": "Medlar & Sons"]), kind: id("company"),
          effective: time("2033-05-03T00:00:00Z"), joinedVia: "Cider Pact", subscribed: [id("o-1"), id("o-3")],
          keys: [book.key("medlar").publicKey], basis: .signed)),
      at: "2033-05-03T10:00:00Z", by: "registrar", "medlar")
    try book.say(
      .join(
        Join(
          signatory: id("sorrel"), name: text(["en": "Sorrel Isles"]), kind: id("state"), country: "XS",
          effective: time("2033-06-01T00:00:00Z"), keys: [book.key("sorrel").publicKey], basis: .signed)),
      at: "2033-06-01T10:00:00Z", by: "registrar", "sorrel")
    try book.say(
      .join(
        Join(
          signatory: id("fennel"), name: text(["en": "Fennel County"]), kind: id("state"), country: "XF",
          effective: time("2033-04-01T00:00:00Z"), basis: .publicSource,
          source: Join.Source(
            uri: "https://gazette.example/list", sha256: nil, asOf: "2033-06-01"))),
      at: "2033-06-02T10:00:00Z", by: "registrar")
    for (party, name, role) in [
      ("arbor", "Arbor Audit", PartyAdmission.Role.reviewer), ("wellwatch", "Well Watch", .challenger),
      ("grove", "Grove Panel", .panel), ("hasher", "Hash Checkers", .checker),
    ] {
      try book.say(
        .partyAdmit(
          PartyAdmission(party: id(party), name: name, roles: [role], keys: [book.key(party).publicKey])),
        at: "2033-07-01T10:00:00Z", by: "registrar", party)
    }
  }

  private static func firstPeriod(_ book: SampleLedger) throws {
    try book.say(
      attest("quince", "2033", [claim("o-1", "met", days: 200, evidence: ["e1"])], [evidence("e1", "Log of 2033")]),
      at: "2034-01-20T10:00:00Z", by: "quince")
    try book.say(
      attest("medlar", "2033", [claim("o-1", "not-met", explanation: "The well fell dry.", days: 12)], []),
      at: "2034-03-05T10:00:00Z", by: "medlar")
    try book.say(
      .join(
        Join(
          signatory: id("fennel"), name: text(["en": "Fennel Republic"]), kind: id("state"), country: "XG",
          effective: time("2034-06-01T00:00:00Z"), keys: [book.key("fennel").publicKey], basis: .signed)),
      at: "2034-05-20T10:00:00Z", by: "registrar", "fennel")
  }

  private static func secondPeriod(_ book: SampleLedger) throws {
    try book.say(
      .extend(
        Extension(
          period: id("2034"), signatories: nil, newDue: time("2035-03-10T23:59:59Z"), reason: "Storm in February.")),
      at: "2035-02-20T10:00:00Z", by: "registrar")
    let first = try book.say(
      attest(
        "quince", "2034",
        [
          claim("o-1", "met", days: 360, evidence: ["e1", "e2"]),
          claim(
            "o-2", "partially-met", explanation: "Cuttings of pears were shared, of apples not yet.", evidence: ["e2"]),
        ], [evidence("e1", "Log of 2034"), evidence("e2", "Register of cuttings", visibility: .onRequest)]),
      at: "2035-02-25T10:00:00Z", by: "quince")
    try book.say(
      .review(
        Review(
          of: first, commitments: [id("o-1")], conclusion: .qualified, level: id("limited"),
          standard: "Orchard Review Standard 1",
          words: .words(
            Review.Words(
              independence: "No ties to the signatory.", paidBy: "the signatory",
              text: text(["en": "The log has gaps in March."]))))),
      at: "2035-03-01T10:00:00Z", by: "arbor")
    try book.say(
      attest(
        "quince", "2034",
        [
          claim(
            "o-1", "partially-met", explanation: "The well was closed for nine days in March for repairs.", days: 351,
            evidence: ["e1"])
        ], [evidence("e1", "Log of 2034, corrected")], supersedes: first),
      at: "2035-03-15T10:00:00Z", by: "quince")
    try book.say(
      .checkEvidence(
        EvidenceCheck(
          evidence: Digest.sha256(of: Array("Log of 2034, corrected".utf8)), uri: "https://quince.example/e1",
          result: .match, checkedAt: time("2035-03-16T08:00:00Z"))),
      at: "2035-03-16T10:00:00Z", by: "hasher")
    let challenge = try book.say(
      .challenge(
        Challenge(
          signatory: id("quince"), period: id("2034"), commitments: [id("o-1")], ground: id("contradicted"),
          text: .words(text(["en": "Travellers found the well closed in May as well."])))),
      at: "2035-03-20T10:00:00Z", by: "wellwatch")
    try book.say(
      .respond(
        ChallengeResponse(
          challenge: challenge.index, text: .words(text(["en": "The gate was open, the sign was wrong."])))),
      at: "2035-04-01T10:00:00Z", by: "quince")
    try book.say(
      .resolve(
        ChallengeResolution(
          challenge: challenge.index, outcomes: [CommitmentOutcome(commitment: id("o-1"), outcome: .partlyUpheld)],
          text: .words(text(["en": "The sign misled travellers."])))),
      at: "2035-04-20T10:00:00Z", by: "grove")
    try book.say(
      attest("medlar", "2034", [claim("o-1", "met", days: 300, evidence: ["e1"])], [evidence("e1", "Medlar log")]),
      at: "2035-04-21T09:00:00Z", by: "medlar")
    try book.say(
      .challenge(
        Challenge(
          signatory: id("medlar"), period: id("2034"), commitments: [id("o-1")], ground: id("contradicted"),
          text: .words(text(["en": "The log names days that do not exist."])))),
      at: "2035-05-01T10:00:00Z", by: "wellwatch")
    try book.say(
      .withdraw(Withdrawal(signatory: id("sorrel"), effective: time("2035-06-01T00:00:00Z"), text: nil)),
      at: "2035-05-20T10:00:00Z", by: "sorrel")
  }
}

// MARK: - Parts of statements

func id<ID: Identifier>(_ text: String) throws -> ID { try #require(ID(text)) }

func time(_ text: String) throws -> Instant { try #require(Instant(text)) }

func text(_ texts: KeyValuePairs<String, String>) throws -> TextMap {
  try #require(TextMap(texts.map { ($0.key, $0.value) }))
}

func claim(
  _ commitment: String, _ value: String, explanation: String? = nil, days: Int64? = nil, evidence: [String] = []
) throws -> Claim {
  Claim(
    commitment: try id(commitment), value: try id(value),
    explanation: try explanation.map { .words(try text(["en": $0])) },
    measures: commitment == "o-1" ? [Claim.Measure(id: try id("sign"), done: .planned)] : [],
    indicators: try days.map { [Claim.IndicatorValue(id: try id("days-open"), value: .integer($0))] } ?? [],
    evidence: try evidence.map { try id($0) })
}

func evidence(
  _ name: String, _ title: String, uri: String? = nil, archiveURI: String? = nil,
  visibility: EvidenceItem.Visibility = .public
) throws -> EvidenceItem {
  EvidenceItem(
    id: try id(name), kind: .document, mediaType: "text/plain", bytes: Int64(title.utf8.count),
    sha256: try Digest.sha256(of: Array(title.utf8)), visibility: visibility,
    words: .words(
      EvidenceItem.Words(title: title, uri: uri ?? "https://quince.example/\(name)", archiveURI: archiveURI)))
}

func attest(
  _ signatory: String, _ period: String, _ claims: [Claim], _ evidence: [EvidenceItem],
  supersedes: EntryReference? = nil, changeNote: String = "The days were counted wrongly.",
  affirmation: Attestation.Affirmation? = nil
) throws -> Predicate {
  let publication = try OrchardAccord.publication()
  return .attest(
    Attestation(
      signatory: try id(signatory), period: try id(period),
      accord: Attestation.AccordReference(
        id: publication.document.id, version: publication.document.version, sha256: publication.sha256),
      claims: claims, evidence: evidence,
      // One disclosure each: what is removed of one attestation stays in the others.
      affirmation: try .words(
        affirmation
          ?? Attestation.Affirmation(
            text: text(["en": "Stated to the best of our knowledge."]), office: "Office of Wells"),
        salted: "\(signatory) \(period) \(claims.map(\.commitment)) \(supersedes?.index.description ?? "")"),
      supersession: supersedes.map {
        Attestation.Supersession(supersedes: $0, reason: .errorCorrection, changeNote: .words(changeNote))
      }))
}

internal import Cryptography
internal import Pledges

/// Writes and signs the attestations of all synthetic signatories; knows what stands, so that each can restate it.
struct AttestationAuthor {
  private let parties: SyntheticParties
  let ledger: LedgerReference
  private let accord: Attestation.AccordReference
  /// The accord as the subject of each statement.
  let subject: Statement.Subject
  /// The size of every statement; nil for a mixture.
  private let size: StatementSize?
  /// What stands of each signatory in the period it reports on.
  private var heads: [EntryReference?]
  private var period = -1
  /// Characters of filler in each explanation, by size.
  private var fillers: [StatementSize: Int] = [:]
  private var count = 0

  init(parties: SyntheticParties, state: LedgerState, size: StatementSize?) throws {
    self.parties = parties
    self.size = size
    let identity = try made(state.identity)
    ledger = LedgerReference(origin: identity.origin, genesis: identity.genesis)
    let version = try made(state.accord.versions.last)
    accord = Attestation.AccordReference(
      id: version.document.id, version: version.document.version, sha256: version.sha256)
    subject = Statement.Subject(
      name: "accord:\(version.document.id)@\(version.document.version)", sha256: version.sha256)
    heads = Array(repeating: nil, count: parties.signatories.count)
    // How long an explanation has to be for the size aimed for is found by writing one with none.
    for size in StatementSize.allCases {
      let (statement, words) = try statement(of: 0, size, period: "2031", at: Instant(seconds: 0))
      let least = try made(statement.payload).count + words.reduce(0) { $0 + $1.bytes.count }
      fillers[size] = max(0, size.byteCount - least) / size.claimCount
    }
  }

  /// The next attestation of a signatory: its first in a period, or a restatement of what stands.
  mutating func attestation(of signatory: Int, period: Int, at now: Instant) throws -> SubmittedEnvelope {
    if period != self.period {
      self.period = period
      heads = Array(repeating: nil, count: heads.count)
    }
    count += 1
    let size = size ?? StatementSize.mixed(signatory: signatory, period: period)
    let (statement, words) = try statement(of: signatory, size, period: SyntheticAccord.period(period), at: now)
    return try envelope(statement, words: words, parties.signatories[signatory].key)
  }

  /// The entry that a signatory's attestation has become.
  mutating func stands(_ entry: EntryReference, for signatory: Int) {
    heads[signatory] = entry
  }

  private func statement(
    of signatory: Int, _ size: StatementSize, period: String, at now: Instant
  ) throws -> (Statement, words: [Disclosure]) {
    // Salts of secrets have to be random; these only have to differ.
    var salt = UInt64(count) << 16
    var detacher = TextDetacher {
      salt += 1
      return (0..<16).map { UInt8(truncatingIfNeeded: salt >> (8 * UInt64($0 % 8))) }
    }
    var claims: [Claim] = []
    var evidence: [EvidenceItem] = []
    let filler = filler(fillers[size] ?? 0)
    for number in 0..<size.claimCount {
      let explanation: TextMap = try made(TextMap([("en", "Statement \(count). \(filler)")]))
      var claim = Claim(
        commitment: try made(CommitmentID(SyntheticAccord.commitment(number))),
        value: try made(PlainID(size == .small ? "not-met" : "partially-met")),
        explanation: try detacher.detach(explanation))
      if size != .small {
        let item = try evidenceItem(evidence.count + 1, &detacher)
        evidence.append(item)
        claim.evidence = [item.id]
      }
      claims.append(claim)
    }
    let head = heads[signatory]
    let affirmation = Attestation.Affirmation(text: try made(TextMap([("en", "So stated.")])), office: "The office")
    let statement = Statement(
      subjects: [subject] + evidence.map(\.subject), ledger: ledger, issuedAt: now,
      predicate: .attest(
        Attestation(
          signatory: parties.signatories[signatory].id, period: try made(PeriodID(period)), accord: accord,
          claims: claims, evidence: evidence, affirmation: try detacher.detach(affirmation),
          supersession: try head.map { head in
            Attestation.Supersession(
              supersedes: head, reason: .other, changeNote: try detacher.detach("the next of a series"))
          })))
    return (statement, detacher.texts)
  }

  private func evidenceItem(_ number: Int, _ detacher: inout TextDetacher) throws -> EvidenceItem {
    EvidenceItem(
      id: try made(PlainID("e\(number)")), kind: .document, mediaType: "text/plain", bytes: 1_024,
      sha256: try Digest.sha256(of: Array("\(count) \(number)".utf8)), visibility: .public,
      words: try detacher.detach(EvidenceItem.Words(title: "Document \(number)")))
  }

  private func filler(_ length: Int) -> String {
    let sentence = "What was done is said at length so that the statement has its size. "
    return String(String(repeating: sentence, count: length / sentence.count + 1).prefix(length))
  }
}

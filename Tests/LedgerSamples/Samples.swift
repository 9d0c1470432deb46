public import Cryptography
public import Pledges

/// Predicates in the shortest form that the rules take.
public enum Samples {
  public static func join(
    _ id: String, keys: [PublicKey], effective: Instant, subscribed: [String]? = nil
  ) throws -> Join {
    let source = try Join.Source(
      uri: "https://beacon.example/\(id)", sha256: nil, asOf: given(CalendarDate("2030-04-01")))
    return try Join(
      signatory: given(PartyID(id)), name: given(TextMap([("en", id)])), kind: given(PlainID("state")),
      country: "XA", effective: effective, subscribed: subscribed.map { try commitments($0) }, keys: keys,
      basis: keys.isEmpty ? .publicSource : .signed, source: keys.isEmpty ? source : nil)
  }

  public static func commitments(_ ids: [String]) throws -> [CommitmentID] {
    try ids.map { try given(CommitmentID($0)) }
  }

  public static func attestation(
    _ commitments: [String], of signatory: String = "quillonia", in state: LedgerState,
    superseding head: EntryReference? = nil, note: String = "one lamp was overlooked",
    explanation: Detached<TextMap>? = nil
  ) throws -> Predicate {
    let accord = try given(state.accord.versions.first)
    let evidence = try item("e1")
    let claims = try commitments.map {
      try Claim(
        commitment: given(CommitmentID($0)), value: given(PlainID("met")), explanation: explanation,
        evidence: [evidence.id])
    }
    return try .attest(
      Attestation(
        signatory: given(PartyID(signatory)), period: given(PeriodID("2031")),
        accord: Attestation.AccordReference(
          id: accord.document.id, version: accord.document.version, sha256: accord.sha256),
        claims: claims, evidence: [evidence],
        affirmation: detached(
          Attestation.Affirmation(text: given(TextMap([("en", "So it is.")])), office: "Lamp Office")),
        supersession: head.map { try .init(supersedes: $0, reason: .errorCorrection, changeNote: detached(note)) }))
  }

  public static func item(_ id: String) throws -> EvidenceItem {
    try EvidenceItem(
      id: given(PlainID(id)), kind: .document, mediaType: "text/plain", bytes: 12,
      sha256: Digest.sha256(of: Array("twelve bytes".utf8)), visibility: .public,
      words: detached(EvidenceItem.Words(title: "Log of the lamp")))
  }

  public static func party(_ id: String, _ roles: [PartyAdmission.Role], _ key: PrivateKey) throws -> Predicate {
    .partyAdmit(PartyAdmission(party: try given(PartyID(id)), name: id, roles: roles, keys: [key.publicKey]))
  }
}

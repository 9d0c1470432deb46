import Cryptography
import LedgerSamples
import Pledges

// Entries that admission would have refused, written past it by somebody who holds keys: hashes, links and signatures
// are perfect, and only the rules can tell.

extension Tampering {
  static let insiders: [Tampering] = [
    Tampering("a statement with a member that nobody knows", "statement.malformed@end") { file, sample in
      let payload = String(decoding: try sample.farewell(), as: UTF8.self)
      try file.append(
        Array(payload.replacing(#""issuedAt""#, with: #""also":true,"issuedAt""#).utf8),
        by: [sample.cast.quillonia[2]], kind: "signatory.withdraw")
    },
    Tampering("a second genesis", "statement.kind@end") { file, sample in
      let genesis = try Envelope.read(given(file.rows[0].envelope)).payload
      let text = String(decoding: genesis, as: UTF8.self).replacing("2030-04-01", with: "2030-04-02")
      try file.append(Array(text.utf8), by: [sample.cast.registrar])
    },
    Tampering("a statement made for another ledger", "statement.ledger@end") { file, sample in
      let text = String(decoding: try sample.farewell(), as: UTF8.self)
      let genesis = try given(Digest(file.rows[0].leaf)).hex
      try file.append(
        Array(text.replacing(genesis, with: Digest.zero.hex).utf8), by: [sample.cast.quillonia[2]])
    },
    Tampering("a statement signed with a key that was rotated", "key.not-in-force@end") { file, sample in
      try file.append(sample.farewell(), by: [sample.cast.quillonia[0]])
    },
    Tampering("a statement signed with a key that was revoked", "key.not-in-force@end") { file, sample in
      try file.append(sample.farewell(), by: [sample.cast.quillonia[1]])
    },
    Tampering("one registrar where two must sign", "signature.missing@end") { file, sample in
      let change = try StandingChange(
        signatory: given(PartyID("quillonia")), effective: given(Instant("2034-01-01T00:00:00Z")), reason: .other)
      try file.append(sample.payload(.suspend(change), at: sample.size - 1), by: [sample.cast.registrar])
    },
    Tampering("an attestation on what nobody pledged", "rule.attestation.unknown-commitment@end") { file, sample in
      let predicate = try Samples.attestation(["b-9"], in: sample.state)
      try file.append(sample.payload(predicate, at: sample.size - 1), by: [sample.cast.quillonia[2]])
    },
    Tampering("a signatory that joins twice", "rule.signatory.already-member@end") { file, sample in
      let join = try Samples.join("osselund", keys: [], effective: sample.time(of: sample.size - 1))
      try file.append(
        sample.payload(.join(join), at: sample.size - 1), by: [sample.cast.registrar, sample.cast.secondRegistrar])
    },
  ]
}

extension Chronicle {
  /// A statement that Quillonia may make and has not made.
  func farewell() throws -> [UInt8] {
    try payload(
      .withdraw(
        Withdrawal(
          signatory: given(PartyID("quillonia")), effective: given(Instant("2034-06-01T00:00:00Z")),
          text: Samples.detached(english: "Farewell."))),
      at: size - 1)
  }
}

import Cryptography
import LedgerFixtures
import Testing

@testable import Pledges

/// What was found out about signatures before admission counts for exactly the key it was found out about. // Format §5
@Suite("An envelope that was examined before it is admitted")
struct ExaminedEnvelopeTests {
  private struct Keys: KeyDirectory {
    let known: [FixedKey]

    func publicKey(_ id: KeyID) -> PublicKey? { known.map(\.publicKey).first { $0.keyID == id } }
  }

  private static let signers: [FixedKey] = [.alder, .cedar, .reviewer]

  /// An envelope by three keys of which this one, if it is named, signed something else.
  private static func envelope(spoiled: FixedKey?) throws -> SubmittedEnvelope {
    let statement = try #require(SamplePredicate.all.first { $0.predicate.newKeys.isEmpty }).statement
    let sound = try Envelope.signed(statement, by: signers)
    let other = try Envelope.signed(sound.payload + Array(" ".utf8), by: signers)
    let signatures = zip(sound.signatures, other.signatures).map { $0.keyID == spoiled?.keyID ? $1 : $0 }
    return try Envelope(payload: sound.payload, signatures: signatures).submitted
  }

  /// The code that it is refused with, examined by somebody who knew some of the keys.
  private static func code(_ envelope: SubmittedEnvelope, examinedWith known: [FixedKey]) throws -> String? {
    var verifier = try EnvelopeVerifier()
    let examined = try verifier.examine(envelope, keys: Keys(known: known))
    do {
      _ = try verifier.verify(examined, keys: Keys(known: signers))
      return nil
    } catch {
      return error.code.rawValue
    }
  }

  /// Every choice of the keys that were known when it was examined.
  static let choices: [[FixedKey]] = (0..<8).map { bits in
    signers.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
  }

  @Test("is admitted when all signatures verify, whichever keys were known before", arguments: choices)
  func sound(known: [FixedKey]) throws {
    #expect(try Self.code(Self.envelope(spoiled: nil), examinedWith: known) == nil)
  }

  @Test(
    "is refused for the one signature that does not verify, whoever else signed and whichever keys were known before",
    arguments: choices, signers)
  func oneIsBad(known: [FixedKey], spoiled: FixedKey) throws {
    #expect(try Self.code(Self.envelope(spoiled: spoiled), examinedWith: known) == "signature.invalid")
  }
}

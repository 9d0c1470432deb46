import Fixtures
import Testing

@testable import Cryptography

/// Signatures on which libraries disagree. Two things are pinned: what OpenSSL does by itself, so that another OpenSSL
/// cannot silently change what a replay accepts, and what the admission screen leaves of it.
@Suite(
  "Ed25519 edge cases", .enabled(if: SharedVectors.available, "needs ../shared/vectors beside the package"))
struct Ed25519EdgeCaseTests {
  /// Whether OpenSSL takes the signature with no screen at all.
  private func isValidToOpenSSL(_ test: PublishedSignature) throws -> Bool {
    let key = try PublicKey(unscreened: try #require(SubjectPublicKeyInfo(ed25519: test.key)))
    var verifier = try SignatureVerifier()
    return try verifier.isValidToOpenSSL(test.signature.span, over: test.message.span, by: key)
  }

  /// Whether the key is admitted and the signature then accepted.
  private func isAdmitted(_ test: PublishedSignature) throws -> Bool {
    do throws(CryptographyError) {
      let key = try PublicKey(ed25519: test.key)
      var verifier = try SignatureVerifier()
      return try verifier.isValid(test.signature, over: test.message, by: key)
    } catch {
      #expect(error.code == .weakKey)
      return false
    }
  }

  @Test("of speccheck: OpenSSL takes 0 to 3 and 11, admission takes 3 alone")
  func speccheck() throws {
    let tests = PublishedSignature.speccheck()
    func row(_ takes: (PublishedSignature) throws -> Bool) rethrows -> String {
      try tests.map { try takes($0) ? "V" : "X" }.joined(separator: " ")
    }
    #expect(try row(isValidToOpenSSL) == "V V V V X X X X X X X V")
    #expect(try row(isAdmitted) == "X X X V X X X X X X X X")
  }

  @Test("of CCTV: OpenSSL takes 208 of 914, admission 43, and both by their flags alone")
  func communityVectors() throws {
    let tests = PublishedSignature.communityVectors()
    #expect(tests.count == 914)
    var (plain, admitted) = (0, 0)
    for test in tests {
      let flags = Set(test.flags)
      let plainly = flags.isDisjoint(with: ["non_canonical_R", "low_order_residue"])
      let strictly = plainly && flags.isDisjoint(with: ["low_order_A", "non_canonical_A", "low_order_R"])
      #expect(try isValidToOpenSSL(test) == plainly, "\(test.number)")
      #expect(try isAdmitted(test) == strictly, "\(test.number)")
      plain += plainly ? 1 : 0
      admitted += strictly ? 1 : 0
    }
    #expect(plain == 208)
    #expect(admitted == 43)
  }

  @Test("of CCTV: the screen calls a point weak exactly when its flags do")
  func screen() throws {
    for test in PublishedSignature.communityVectors() {
      let encodings = (Ed25519PointEncoding(test.key.span), Ed25519PointEncoding(test.signature.span))
      let (key, point) = (try #require(encodings.0), try #require(encodings.1))
      let flags = Set(test.flags)
      #expect((key.weakness == nil) == flags.isDisjoint(with: ["low_order_A", "non_canonical_A"]), "\(test.number)")
      #expect((point.weakness == nil) == flags.isDisjoint(with: ["low_order_R", "non_canonical_R"]), "\(test.number)")
    }
  }
}

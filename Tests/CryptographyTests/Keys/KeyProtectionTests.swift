import Fixtures
import Testing

@testable import Cryptography

@Suite("What protects an encrypted key")
struct KeyProtectionTests {
  private static let right = ["-passout", "pass:right"]

  private func encrypted(_ options: [String], form: String = "PEM") throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let plain = try folder.write(PrivateKey.generate(.ed25519).pem(passphrase: nil), to: "plain")
    let made = try run("openssl", ["pkcs8", "-topk8", "-in", plain, "-outform", form] + Self.right + options)
    try #require(made.status == 0, "\(String(decoding: made.error, as: UTF8.self))")
    return made.output
  }

  @Test(
    "is told to be weak below what is advised, and the key opens all the same",
    arguments: [
      (["-iter", "1"], "1 rounds of PBKDF2"), ([], "2048 rounds of PBKDF2"), (["-iter", "209999"], "209999 rounds"),
      (["-v2", "des3", "-iter", "600000"], "DES-EDE3-CBC"), (["-v1", "PBE-SHA1-3DES"], "PBE-SHA1-3DES"),
      (
        ["-v2", "des3"],
        "2048 rounds of PBKDF2, and 210000 are the least that is advised, and the cipher is DES-EDE3-CBC"
      ),
      (["-scrypt", "-scrypt_N", "1024"], "scrypt"),
    ])
  func weak(_ options: [String], _ words: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(encrypted(options), to: "key")
    let file = try KeyFile.read(path)
    let warnings = file.warnings
    #expect(warnings.count == 1 && warnings.first?.reason.contains(words) == true, "\(warnings)")
    #expect(warnings.first?.remedy == .encryptAgain)
    _ = try file.privateKey(passphrase: Passphrase(Array("right".utf8)))
  }

  @Test(
    "is not spoken of where nothing is wrong with it",
    arguments: [
      ["-iter", "210000"], ["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512", "-iter", "600000"], ["-scrypt"],
    ])
  func enough(_ options: [String]) throws {
    let folder = try TemporaryFolder()
    let warnings = try KeyFile.read(folder.write(encrypted(options), to: "key")).warnings
    #expect(warnings.isEmpty, "\(warnings)")
  }

  @Test("may not make this program work for as long as whoever wrote the file likes")
  func costly() throws {
    var bytes = try encrypted(["-iter", "600000"], form: "DER")
    // 600,000 and 8,000,000 as an INTEGER.
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x02, 0x03, 0x09, 0x27, 0xc0]) })
    bytes.replaceSubrange(place + 2..<place + 5, with: [0x7a, 0x12, 0x00])
    let text = pemText("ENCRYPTED PRIVATE KEY", bytes)
    // Before anybody is asked for a passphrase as well.
    for passphrase in [nil, Passphrase(Array("right".utf8))] {
      #expect(code { _ = try PrivateKey(pem: text, passphrase: passphrase) } == "key.protection-costly")
    }
  }

  @Test("is bounded in each of its forms")
  func bounds() {
    func excess(_ work: KeyProtection.Work) -> Bool { KeyProtection(work: work, cipher: "AES-256-CBC").excess != nil }
    #expect(!excess(.rounds(3_000_000)) && excess(.rounds(3_000_001)) && excess(.rounds(.max)))
    #expect(!excess(.old(rounds: 3_000_000)) && excess(.old(rounds: 3_000_001)))
    #expect(!excess(.scrypt(16_384, 8, 64)) && excess(.scrypt(16_384, 8, 65)) && excess(.scrypt(.max, .max, .max)))
    for work in [KeyProtection.Work.rounds(0), .rounds(-1), .scrypt(0, 8, 1)] {
      #expect(KeyProtection(work: work, cipher: "AES-256-CBC").weakness != nil)
    }
  }
}

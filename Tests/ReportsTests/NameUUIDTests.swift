import Testing

@testable import Reports

@Suite("UUIDs that follow from names")
struct NameUUIDTests {
  @Test(
    "SHA-1 as published",
    arguments: [
      ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"), ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
      ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
    ])
  func digest(message: String, expected: String) {
    let hex = SHA1.digest(of: Array(message.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    #expect(hex == expected)
  }

  @Test("version and variant bits are set, and another ledger gives another UUID")
  func form() {
    let uuid = NameUUID(ledger: "00", "party:quince").description
    #expect(uuid.count == 36)
    #expect(Array(uuid)[14] == "5")
    #expect("89ab".contains(Array(uuid)[19]))
    #expect(uuid == NameUUID(ledger: "00", "party:quince").description)
    #expect(uuid != NameUUID(ledger: "01", "party:quince").description)
  }
}

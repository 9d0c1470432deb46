import CanonicalJSON
import Fixtures
import Testing

/// The documents and the number series of cyberphone/json-canonicalization.
@Suite("RFC 8785 vectors", .enabled(if: SharedVectors.available, "needs ../shared/vectors"))
struct CanonicalVectorTests {
  @Test(
    "a document has exactly the canonical form published",
    arguments: ["arrays", "french", "structures", "unicode", "values", "weird"])
  func document(_ name: String) throws {
    let input = try JSONDocument(#require(SharedVectors.bytes("jcs/input/\(name).json")), profile: .strict)
    let output = try #require(SharedVectors.bytes("jcs/output/\(name).json"))
    #expect(input.root.canonicalBytes() == output)
    #expect(JSONValue(input.root).canonicalBytes() == output)
    #expect(!input.isCanonical)
    #expect(try JSONDocument(output, profile: .strict).isCanonical)
  }

  @Test("10,000 doubles are written as ECMAScript writes them, and read back as the same doubles")
  func numbers() throws {
    let lines = try #require(SharedVectors.bytes("jcs/numbers-10000.csv")).split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 10_000)
    for line in lines {
      let fields = line.split(separator: UInt8(ascii: ","))
      let bits = try #require(UInt64(String(decoding: fields[0], as: UTF8.self), radix: 16))
      let double = Double(bitPattern: bits)
      let text = [UInt8](fields[1])
      guard JSONValue.double(double).canonicalBytes() == text else {
        Issue.record("\(String(bits, radix: 16)) is not written \(String(decoding: text, as: UTF8.self))")
        continue
      }
      let document = try JSONDocument(text, profile: .strict)
      #expect(document.isCanonical && document.root.canonicalBytes() == text)
      #expect(document.root.double == double)
    }
  }
}

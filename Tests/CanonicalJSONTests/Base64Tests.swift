import CanonicalJSON
import Fixtures
import Testing

@Suite("Base64")
struct Base64Tests {
  @Test(
    "the examples of RFC 4648 §10 go both ways",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func examples(_ plain: String, _ text: String) {
    #expect(Base64.encode(Array(plain.utf8)) == text)
    #expect(Base64.decode(text) == Array(plain.utf8))
    #expect(Base64.decode(Array(text.utf8)) == Array(plain.utf8))
    #expect(Base64.decode(text.utf8) == Array(plain.utf8))
  }

  @Test(
    "a text that is not canonical is refused",
    arguments: [
      "Z", "Zg", "Zg=", "Zm8", "Zm9vZ", "Zh==", "Zm9=", "Zm+=", "Zg===", "=", "====", "Z===", "Z=g=", "Zg=g", "=Zg=",
      "Zg==Zg==",
      "Zm8=Zm9v", " Zg==", "Zg== ", "Zm9v\n", "Zm\n9v", "Zm9v\r\nZm9v", "-_-_", "Zm9v====", "Zmé=", "Zm9\u{0}",
      "Zm9v,Zm9",
    ])
  func notCanonical(_ text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test(
    "of what other programs write, each alphabet is read, with its padding or without",
    arguments: [
      ("", [] as [UInt8]), ("-_-_", [0xFB, 0xFF, 0xBF]), ("+/+/", [0xFB, 0xFF, 0xBF]), ("Zg==", [0x66]),
      ("Zg", [0x66]), ("Zm8", [0x66, 0x6F]), ("_w", [0xFF]), ("_w==", [0xFF]),
    ])
  func foreign(_ text: String, _ bytes: [UInt8]) {
    #expect(Base64.decodeForeign(text) == bytes)
  }

  @Test(
    "of what other programs write, what has two meanings or none is refused",
    arguments: [
      "-+-+", "_/_/", "Z", "Zg=", "Zh", "Zm9=", "Zg===", "Zm9v=", "Zm9v====", "Zm\n9v", " Zg", "Zg .", "=", "é",
    ])
  func notForeign(_ text: String) {
    #expect(Base64.decodeForeign(text) == nil)
  }

  @Test("random bytes go there and back")
  func roundTrip() {
    var generator = SeededGenerator(seed: 4648)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
  }

  @Test("the text is what a reader of single bits would write, behind whatever stands there")
  func model() {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var generator = SeededGenerator(seed: 12)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let bits = bytes.flatMap { byte in (0..<8).map { Int(byte >> (7 - $0) & 1) } }
      var text = Array(repeating: UInt8(ascii: "x"), count: count % 5)
      for start in stride(from: 0, to: bits.count, by: 6) {
        let six = bits[start..<min(start + 6, bits.count)]
        text.append(digits[six.reduce(0) { $0 << 1 | $1 } << (6 - six.count)])
      }
      text += Array(repeating: UInt8(ascii: "="), count: (3 - count % 3) % 3)
      var buffer = Array(repeating: UInt8(ascii: "x"), count: count % 5)
      Base64.append(bytes, to: &buffer)
      #expect(buffer == text)
    }
  }

  @Test("of all four-byte endings only the one text of its bytes is taken")
  func oneTextEach() {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= -_".utf8)
    for third in alphabet {
      for fourth in alphabet {
        for second in [UInt8(ascii: "Q"), UInt8(ascii: "R"), UInt8(ascii: "/")] {
          let text = [UInt8(ascii: "Z"), second, third, fourth]
          guard let bytes = Base64.decode(text) else { continue }
          #expect(Array(Base64.encode(bytes).utf8) == text)
        }
      }
    }
  }

  @Test("of all bytes only the digits are taken within a text, at each place of a group", arguments: 0..<4)
  func digitsOnly(_ place: Int) {
    let digits = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for byte in UInt8.min...UInt8.max {
      var text = Array("QUJDQUJDQUJD".utf8)
      text[4 + place] = byte
      #expect((Base64.decode(text) != nil) == digits.contains(byte))
    }
  }

  @Test("a text is appended to what is there")
  func append() {
    var buffer = Array("x:".utf8)
    Base64.append([0xFB, 0xFF], to: &buffer)
    #expect(buffer == Array("x:+/8=".utf8))
  }
}

extension Passphrase {
  /// The fewest characters of the passphrase of a new key: more than the 8 that NIST SP 800-63B asks of passwords, for
  /// whoever has the file of a key guesses as fast and as long as he likes.
  public static let leastCount = 12

  /// Why this is no passphrase for a new key; nil when nothing speaks against it.
  ///
  /// It finds what a guesser tries in the first second, and is no measure of strength: who has the file of a key has all
  /// the time there is. A key that is there already opens with whatever it was made with.
  public var weakness: String? { Self.weakness(of: secret) }

  private static func weakness(of secret: borrowing SecretBytes) -> String? {
    let bytes = secret.span
    if characterCount(bytes) < leastCount { return "the passphrase has fewer than \(leastCount) characters" }
    if repeats(bytes) { return "the passphrase is a few characters again and again" }
    if follows(bytes) { return "the passphrase is a row of the keyboard or the alphabet" }
    if isCommonWord(bytes) { return "the passphrase is one of the first that anybody tries" }
    return nil
  }

  /// Unicode scalar values; of bytes that are no UTF-8, about as many.
  private static func characterCount(_ bytes: Span<UInt8>) -> Int {
    bytes.indices.count { bytes[$0] & 0xC0 != 0x80 }
  }

  private static let longestPiece = 6

  private static func repeats(_ bytes: Span<UInt8>) -> Bool {
    (1...longestPiece).contains { piece in
      (piece..<bytes.count).allSatisfy { lowercase(bytes[$0]) == lowercase(bytes[$0 - piece]) }
    }
  }

  private static let rows = [
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm",
    "azertyuiop", "qsdfghjklm", "wxcvbn",
  ].map { Array($0.utf8) }

  /// Whether three of four characters are neighbours, in one of the rows, of those before them.
  private static func follows(_ bytes: Span<UInt8>) -> Bool {
    let steps = (1..<bytes.count).count { place in
      let (one, next) = (lowercase(bytes[place - 1]), lowercase(bytes[place]))
      return one == next
        || rows.contains { row in zip(row, row.dropFirst()).contains { $0 == (one, next) || $0 == (next, one) } }
    }
    return steps * 4 >= (bytes.count - 1) * 3
  }

  private static let words = [
    "password", "passphrase", "passwort", "motdepasse", "secret", "letmein", "welcome", "changeme", "iloveyou", "admin",
    "administrator", "default", "test", "testing", "sunshine", "princess", "football", "baseball", "superman",
    "starwars",
    "whatever", "trustno", "computer", "internet", "pledgebook", "registrar", "signatory", "witness", "ledger",
  ].map { Array($0.utf8) }

  /// Whether nothing but one such word, once or twice, is left without digits, spaces and signs, or with those inside it
  /// read as the letters that they are written for: `P@ssw0rd1234`.
  private static func isCommonWord(_ bytes: Span<UInt8>) -> Bool {
    if areLettersCommon(bytes, reading: { isLetter($0) ? $0 : nil }) { return true }
    guard let first = bytes.indices.first(where: { isLetter(lowercase(bytes[$0])) }),
      let last = bytes.indices.last(where: { isLetter(lowercase(bytes[$0])) })
    else { return false }
    return areLettersCommon(bytes.extracting(first..<(last + 1)), reading: letter)
  }

  private static func areLettersCommon(_ bytes: Span<UInt8>, reading letter: (UInt8) -> UInt8?) -> Bool {
    var letters = SecretBytes(count: bytes.count)
    var count = 0
    for place in bytes.indices {
      guard let letter = letter(lowercase(bytes[place])) else { continue }
      var span = letters.mutableSpan
      span[count] = letter
      count += 1
    }
    let left = letters.span.extracting(first: count)
    return words.contains { word in
      (count == word.count || count == 2 * word.count)
        && (0..<count).allSatisfy { left[$0] == word[$0 % word.count] }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte >= 0x80
  }

  /// The letter that a byte is, or that people write it for.
  private static func letter(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "4"): UInt8(ascii: "a")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "1"), UInt8(ascii: "!"): UInt8(ascii: "i")
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
    case UInt8(ascii: "7"), UInt8(ascii: "+"): UInt8(ascii: "t")
    default: isLetter(byte) ? byte : nil
    }
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}

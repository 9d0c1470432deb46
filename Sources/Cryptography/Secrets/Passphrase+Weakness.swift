extension Passphrase {
  /// The fewest bytes of the passphrase of a new key, as NIST SP 800-63B has it for passwords that people choose.
  public static let leastCount = 8

  /// Why this is no passphrase for a new key; nil when nothing speaks against it.
  ///
  /// It finds what a guesser tries in the first second, and is no measure of strength: who has the file of a key has all
  /// the time there is. A key that is there already opens with whatever it was made with.
  public var weakness: String? { Self.weakness(of: secret) }

  private static func weakness(of secret: borrowing SecretBytes) -> String? {
    let bytes = secret.span
    if bytes.count < leastCount { return "the passphrase has fewer than \(leastCount) characters" }
    if repeats(bytes) { return "the passphrase is a few characters again and again" }
    if follows(bytes) { return "the passphrase is a row of the keyboard or the alphabet" }
    if isCommonWord(bytes) { return "the passphrase is one of the first that anybody tries" }
    return nil
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

  /// Whether nothing but one such word, once or twice, is left without digits, spaces and signs.
  private static func isCommonWord(_ bytes: Span<UInt8>) -> Bool {
    var letters = SecretBytes(count: bytes.count)
    var count = 0
    for place in bytes.indices {
      let letter = lowercase(bytes[place])
      guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) || letter >= 0x80 else { continue }
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

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}

/// Texts that people take for key files and that are not PEM, told by how they begin.
enum ForeignKeyText {
  static func refusal(of text: Span<UInt8>, wanting half: ForeignKeyFile.Half) -> CryptographyError? {
    if text.indices.allSatisfy({ blanks.contains(text[$0]) }) {
      return CryptographyError(.malformedKey, "the file is empty", remedy: half.remedy)
    }
    if [[0xff, 0xfe], [0xfe, 0xff], [0x2d, 0x00], [0x00, 0x2d]].contains(where: { begins(text, $0) }) {
      return CryptographyError(
        .malformedKey, "the file is in UTF-16, and a key file is plain text", remedy: .saveAsText)
    }
    for (start, program) in programs where begins(text, Array(start.utf8)) {
      return ForeignKeyFile.ofOtherProgram(program)
    }
    return nil
  }

  private static let blanks: [UInt8] = [0x09, 0x0a, 0x0d, 0x20]

  private static let programs = [
    ("ssh-", "SSH"), ("ecdsa-sha2-", "SSH"), ("sk-ssh-", "SSH"), ("sk-ecdsa-", "SSH"), ("---- BEGIN SSH2 ", "SSH"),
    ("PuTTY-User-Key-File-", "PuTTY"), ("AGE-SECRET-KEY-", "age"), ("# created: ", "age"),
    ("untrusted comment: ", "signify or minisign"), ("{", "a JSON Web Key"),
  ]

  private static func begins(_ text: Span<UInt8>, _ bytes: [UInt8]) -> Bool {
    text.count >= bytes.count && bytes.indices.allSatisfy { text[$0] == bytes[$0] }
  }
}

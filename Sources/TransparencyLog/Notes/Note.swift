/// A signed note: a text and at least one line of signature, none of them verified yet. // signed-note
///
///     This is an example message.
///
///     — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
///
/// The text ends with its own line feed, and that is what is signed. A note has one spelling: reading it and writing it
/// again gives the same bytes.
public struct Note: Hashable, Sendable {
  /// The most signature lines taken; the specification asks for 16, the Go library takes 100.
  public static let maximumSignatureCount = 100
  /// The most bytes taken: room for a hundred post-quantum signatures.
  public static let maximumByteCount = 524_288

  /// The bytes that are signed, the last of them a line feed.
  public let textBytes: [UInt8]
  /// The lines in the order in which they stand.
  public let signatures: [NoteSignature]

  /// Reads a note; a malformed line anywhere refuses all of it.
  public init(_ bytes: [UInt8]) throws(LogError) {
    try self.init(bytes[...])
  }

  init(_ bytes: ArraySlice<UInt8>) throws(LogError) {
    guard bytes.count <= Note.maximumByteCount else {
      throw LogError(.noteTooLarge, "a note of \(bytes.count) bytes is too large")
    }
    // The last blank line divides, since the text may hold blank lines and the signatures may not.
    guard let divide = Note.lastBlankLine(in: bytes), divide > bytes.startIndex else {
      throw Note.malformed("no blank line divides a text from signatures")
    }
    try Note.checkCharacters(bytes)
    let text = bytes[...divide]
    var reader = LineReader(bytes[(divide + 2)...])
    let linesBefore = text.count { $0 == Line.feed } + 1
    var signatures: [NoteSignature] = []
    while let line = reader.next() {
      guard signatures.count < Note.maximumSignatureCount else {
        throw LogError(.noteTooLarge, "a note has at most \(Note.maximumSignatureCount) signature lines")
      }
      guard let signature = NoteSignature(line: line) else {
        throw Note.malformed("a signature line is malformed", line: linesBefore + reader.number)
      }
      signatures.append(signature)
    }
    guard reader.isAtEnd else { throw Note.malformed("the last line does not end in a line feed") }
    guard !signatures.isEmpty else { throw Note.malformed("the note has no signature line") }
    textBytes = Array(text)
    self.signatures = signatures
  }

  /// A note made of a text that ends in a line feed, and signatures of it.
  public init(text: [UInt8], signatures: [NoteSignature]) throws(LogError) {
    guard text.last == Line.feed else { throw Note.malformed("the text does not end in a line feed") }
    guard !signatures.isEmpty else { throw Note.malformed("the note has no signature line") }
    guard signatures.count <= Note.maximumSignatureCount else {
      throw LogError(.noteTooLarge, "a note has at most \(Note.maximumSignatureCount) signature lines")
    }
    try Note.checkCharacters(text[...])
    textBytes = text
    self.signatures = signatures
    guard bytes.count <= Note.maximumByteCount else {
      throw LogError(.noteTooLarge, "a note of \(bytes.count) bytes is too large")
    }
  }

  /// The signed text, with its final line feed.
  public var text: String { String(decoding: textBytes, as: UTF8.self) }

  /// The note as it is written.
  public var bytes: [UInt8] {
    var bytes = textBytes
    bytes.append(Line.feed)
    for signature in signatures { bytes += signature.line.utf8 }
    return bytes
  }

  /// The note with further signatures at its end; a line that is there already is not repeated.
  public func adding(_ further: [NoteSignature]) throws(LogError) -> Note {
    var all = signatures
    for signature in further where !all.contains(signature) { all.append(signature) }
    return try Note(text: textBytes, signatures: all)
  }

  /// The note with further signatures of other keys at its end: a key that has a line keeps it.
  public func adding(ofOtherKeys further: [NoteSignature]) throws(LogError) -> Note {
    var all = signatures
    for signature in further where !all.contains(where: signature.isOfSameKey) { all.append(signature) }
    return try Note(text: textBytes, signatures: all)
  }

  /// Where the last pair of line feeds begins.
  private static func lastBlankLine(in bytes: ArraySlice<UInt8>) -> Int? {
    var position = bytes.endIndex - 2
    while position >= bytes.startIndex {
      if bytes[position] == Line.feed, bytes[position + 1] == Line.feed { return position }
      position -= 1
    }
    return nil
  }

  // Valid UTF-8 and no control character below the space but the line feed. // signed-note
  private static func checkCharacters(_ bytes: ArraySlice<UInt8>) throws(LogError) {
    guard bytes.allSatisfy({ $0 >= Line.space || $0 == Line.feed }) else {
      throw malformed("a note holds no control character but the line feed")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw malformed("the note is not UTF-8") }
  }

  @inline(never)
  private static func malformed(_ reason: String, line: Int? = nil) -> LogError {
    LogError(.noteMalformed, reason, line: line)
  }
}

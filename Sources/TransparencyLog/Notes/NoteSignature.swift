internal import CanonicalJSON

/// One signature line of a note: a name, four bytes that name the key, and the signature behind them.
///
///     — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
///
/// What the line claims is unverified.
public struct NoteSignature: Hashable, Sendable {
  /// Who claims to have signed.
  public let name: KeyName
  /// Which of the keys of that name.
  public let keyHash: KeyHash
  /// At least one byte; for a cosignature the timestamp and the signature.
  public let signature: [UInt8]

  // Em dash and space. // signed-note
  private static let marker = Array("\u{2014} ".utf8)

  init(name: KeyName, keyHash: KeyHash, signature: [UInt8]) {
    self.name = name
    self.keyHash = keyHash
    self.signature = signature
  }

  /// Reads a line without its line feed; nil unless it is spelled exactly as it would be written.
  init?(line: ArraySlice<UInt8>) {
    guard let fields = line.dropping(prefix: NoteSignature.marker),
      let space = fields.firstIndex(of: Line.space),
      let name = KeyName(fields[..<space]),
      let blob = Base64.decode(fields[(space + 1)...]), blob.count > KeyHash.byteCount,
      let keyHash = KeyHash(blob.prefix(KeyHash.byteCount))
    else { return nil }
    self.init(name: name, keyHash: keyHash, signature: Array(blob.dropFirst(KeyHash.byteCount)))
  }

  /// The line with its line feed.
  public var line: String {
    "\u{2014} \(name.text) \(Base64.encode(keyHash.bytes + signature))\n"
  }

  /// Reads lines of signatures, each ended by a line feed, and nothing else; nil for anything malformed.
  static func lines(_ bytes: ArraySlice<UInt8>) -> [NoteSignature]? {
    var reader = LineReader(bytes)
    var signatures: [NoteSignature] = []
    while let line = reader.next() {
      guard signatures.count < Note.maximumSignatureCount, let signature = NoteSignature(line: line) else { return nil }
      signatures.append(signature)
    }
    return reader.isAtEnd && !signatures.isEmpty ? signatures : nil
  }

  /// Whether another line names the same key.
  public func isOfSameKey(as other: NoteSignature) -> Bool {
    keyHash == other.keyHash && name == other.name
  }

  /// Whether the line names this key; both halves of the pair must be the key's.
  public func names(_ key: DeclaredKey) -> Bool {
    keyHash == key.keyHash && name == key.name
  }
}

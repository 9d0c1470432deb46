internal import CanonicalJSON
public import Cryptography

/// What a log says of its tree: how many leaves it has, and its root. // tlog-checkpoint
///
///     pledges.example/paris-call-2018
///     8
///     XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
///
/// Extension lines may follow. We write none, and show but never trust those of others: no monitor can audit them.
public struct Checkpoint: Hashable, Sendable {
  /// The log that speaks.
  public let origin: Origin
  /// How many leaves the tree has.
  public let size: UInt64
  /// The root hash of the tree of that size.
  public let root: Digest
  /// Further lines without their line feeds, as bytes of UTF-8.
  public let extensionLines: [[UInt8]]

  /// A checkpoint without extension lines.
  public init(origin: Origin, size: UInt64, root: Digest) throws(LogError) {
    guard size <= TreeSize.maximum else { throw Checkpoint.malformed("its size is above 2^63 - 1") }
    self.origin = origin
    self.size = size
    self.root = root
    extensionLines = []
  }

  /// Reads the text of a note.
  public init(text bytes: [UInt8]) throws(LogError) {
    var reader = LineReader(bytes[...])
    guard let first = reader.next(), let origin = Origin(first) else {
      throw Checkpoint.malformed("its first line is no origin of printable ASCII without space or plus sign", line: 1)
    }
    guard let second = reader.next(), let size = Line.number(second) else {
      throw Checkpoint.malformed("its second line is no size in decimal", line: 2)
    }
    guard let third = reader.next(), let root = Line.hash(third) else {
      throw Checkpoint.malformed("its third line is no root hash in base64", line: 3)
    }
    var extensionLines: [[UInt8]] = []
    while let line = reader.next() {
      guard !line.isEmpty else { throw Checkpoint.malformed("an extension line is empty", line: reader.number) }
      extensionLines.append(Array(line))
    }
    guard reader.isAtEnd else { throw Checkpoint.malformed("its last line does not end in a line feed") }
    self.origin = origin
    self.size = size
    self.root = root
    self.extensionLines = extensionLines
  }

  /// The text to be signed, with its final line feed.
  public var textBytes: [UInt8] {
    var bytes = Array("\(origin.text)\n\(size)\n\(Base64.encode(root.bytes))\n".utf8)
    for line in extensionLines {
      bytes += line
      bytes.append(Line.feed)
    }
    return bytes
  }

  /// Whether a tree of this size can have this root, as far as that shows: the empty tree has one root only.
  public var hasPossibleRoot: Bool { size > 0 || root == .emptyTreeRoot }

  @inline(never)
  private static func malformed(_ detail: String, line: Int? = nil) -> LogError {
    LogError(.checkpointMalformed, "the checkpoint is malformed: \(detail)", line: line)
  }
}

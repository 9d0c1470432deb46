internal import Cryptography
public import Pledges
internal import TransparencyLog

/// What a snapshot says about itself: whose state it holds, after which entry, and where the rest of the file is.
///
/// A signed note, so that whoever cannot sign checkpoints of this log cannot make one:
///
///     pledgebook/snapshot/v2
///     origin register.example/accord
///     genesis 6b0c…
///     size 101202
///     root 9a41…
///     head 77d0…
///     directory 52428800 81234 03fe…
///
///     — register.example/accord Az3g…
///
/// Its first two lines cannot be those of a checkpoint, whose second line is a number. // C2SP tlog-checkpoint
///
/// An auditor's own state is the same without a signature: it begins with `pledgebook/verified/v2` and ends with a line
/// for each stretch of entries, `checked 101202 2032-05-01T09:30:00Z`: up to which size, and when.
struct SnapshotHeader: Equatable {
  var origin: Origin
  /// Leaf hash of entry 0.
  var genesis: Digest
  /// How many entries the state is made of.
  var size: UInt64
  /// Root of the tree over their headers.
  var root: Digest
  /// Leaf hash of the last of them.
  var head: Digest
  /// Where the directory lies in the file, and what it hashes to.
  var directory: FilePart
  /// What an auditor verified and when; nil in the log's own snapshot.
  var checked: [VerifiedStretch]?

  private static let version = "pledgebook/snapshot/v2"
  private static let verifiedVersion = "pledgebook/verified/v2"
  /// How they began for ledgers of version 0 of the format.
  private static let versionsOfFormatZero = ["pledgebook/snapshot/v1\n", "pledgebook/verified/v1\n"]
  /// The most stretches; then all is to be verified again. They have to fit into the field.
  static let mostStretches = 64
  /// The note stands in a field of this many bytes at the head of the file, with zeros behind it.
  static let byteCount = 4_096

  var text: String {
    """
    \(checked == nil ? Self.version : Self.verifiedVersion)
    origin \(origin)
    genesis \(genesis.hex)
    size \(size)
    root \(root.hex)
    head \(head.hex)
    directory \(directory.offset) \(directory.count) \(directory.digest.hex)

    """ + (checked ?? []).map { "checked \($0.upTo) \($0.at)\n" }.joined()
  }

  init(
    origin: Origin, genesis: Digest, size: UInt64, root: Digest, head: Digest, directory: FilePart,
    checked: [VerifiedStretch]? = nil
  ) {
    self.origin = origin
    self.genesis = genesis
    self.size = size
    self.root = root
    self.head = head
    self.directory = directory
    self.checked = checked
  }

  /// Anything but what `text` would write is nil.
  init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 8, lines[0] == Self.version || lines[0] == Self.verifiedVersion,
      let origin = Self.field("origin", lines[1]).flatMap({ Origin($0) }),
      let genesis = Self.field("genesis", lines[2]).flatMap({ Digest(hex: $0) }),
      let size = Self.field("size", lines[3]).flatMap({ UInt64($0) }), (1...LedgerBatch.mostEntries).contains(size),
      let root = Self.field("root", lines[4]).flatMap({ Digest(hex: $0) }),
      let head = Self.field("head", lines[5]).flatMap({ Digest(hex: $0) }),
      let place = Self.field("directory", lines[6])?.split(separator: " "), place.count == 3,
      let offset = UInt64(place[0]), let count = UInt64(place[1]), let digest = Digest(hex: place[2])
    else { return nil }
    self.init(
      origin: origin, genesis: genesis, size: size, root: root, head: head,
      directory: FilePart(offset: offset, count: count, digest: digest))
    if lines[0] == Self.verifiedVersion {
      checked = lines[7..<(lines.count - 1)].compactMap { VerifiedStretch($0) }
      guard let checked, checked.last?.upTo == size, Self.ascends([0] + checked.map(\.upTo)) else { return nil }
    }
    guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
  }

  /// Whether the field is that of a file about a ledger of version 0 of the format.
  static func isOfFormatZero(_ field: [UInt8]) -> Bool {
    versionsOfFormatZero.contains { field.starts(with: $0.utf8) }
  }

  private static func ascends(_ sizes: [UInt64]) -> Bool {
    zip(sizes, sizes.dropFirst()).allSatisfy(<)
  }

  private static func field(_ name: String, _ line: Substring) -> String? {
    line.hasPrefix(name + " ") ? String(line.dropFirst(name.utf8.count + 1)) : nil
  }
}

/// Entries that an auditor verified in one go: from where the stretch before ends.
public struct VerifiedStretch: Sendable, Equatable {
  /// The size of the ledger then.
  public var upTo: UInt64
  public var at: Instant

  public init(upTo: UInt64, at: Instant) {
    self.upTo = upTo
    self.at = at
  }

  fileprivate init?(_ line: Substring) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "checked", let upTo = UInt64(words[1]), let at = Instant(words[2]) else {
      return nil
    }
    self.init(upTo: upTo, at: at)
  }
}

/// Some bytes of a file that are believed only when they hash to the digest that was noted for them.
struct FilePart: Equatable, Sendable {
  var offset: UInt64
  var count: UInt64
  var digest: Digest
}

import CommandLineTools
import Cryptography
import Pledges

/// What somebody adds to the file who makes headers, hashes and tree as the program does: the keeper.
struct ForgedEntry {
  var kind: EntryKind
  var recorded: Instant
  /// Nil for a header of an envelope that nobody ever sees.
  var envelope: Envelope?
  var texts: [Disclosure] = []
}

extension FileIntruder {
  /// Appends an entry that links to the last one and stands in the tree; answers its number.
  @discardableResult
  func append(_ forged: ForgedEntry) throws(CommandError) -> UInt64 {
    let last = try rows("SELECT seq, hex(leaf) FROM entry ORDER BY seq DESC LIMIT 1").first ?? []
    guard last.count == 2, let index = UInt64(last[0]), let previous = Digest(hex: last[1].lowercased()) else {
      throw CommandError(code: "demo.step", message: "the ledger has no last entry", exit: .broken)
    }
    let size = index + 1
    let body = forged.envelope?.canonicalBytes ?? Array("an envelope that nobody signed".utf8)
    let header = EntryHeader(
      index: EntryIndex(size), previous: previous, recorded: forged.recorded, kind: forged.kind,
      envelope: try hash(body), envelopeByteCount: body.count)
    let leaf = try hash([0] + header.bytes)
    let statement = try hash(forged.envelope?.payload ?? body)
    var sql =
      "INSERT INTO entry(seq, previous, leaf, statement, header) VALUES (\(size), x'\(previous)', x'\(leaf)', "
      + "x'\(statement)', x'\(hex(header.bytes))');"
    if forged.envelope != nil { sql += "INSERT INTO envelope(seq, bytes) VALUES (\(size), x'\(hex(body))');" }
    let texts = forged.texts.sorted { $0.digest < $1.digest }
    if !texts.isEmpty {
      let digests = texts.map(\.digest.hex).joined()
      sql +=
        "INSERT INTO text(seq, digests, bytes) VALUES (\(size), x'\(digests)', "
        + "x'\(hex(Array(texts.map(\.bytes).joined(separator: [0x0a]))))');"
    }
    for (position, hash) in try completed(by: leaf, size: size) {
      sql += "INSERT INTO tree_hash(position, hash) VALUES (\(position), x'\(hash)');"
    }
    try withoutTriggers { sql }
    return size
  }

  /// The hashes that a leaf completes in a tree of this size, each with its place in dense storage. // Format §7
  private func completed(by leaf: Digest, size: UInt64) throws(CommandError) -> [(position: UInt64, hash: Digest)] {
    var position = 2 * size - UInt64(size.nonzeroBitCount)
    var found = [(position, leaf)]
    var node = leaf
    for root in try frontier(of: size).suffix((~size).trailingZeroBitCount).reversed() {
      node = try hash([1] + root.bytes + node.bytes)
      position += 1
      found.append((position, node))
    }
    return found
  }

  /// The roots of the whole subtrees of a tree, the largest first.
  private func frontier(of size: UInt64) throws(CommandError) -> [Digest] {
    var roots: [Digest] = []
    var start: UInt64 = 0
    for bit in (0..<63).reversed() where size & (1 << bit) != 0 {
      let hashes: UInt64 = (2 << bit) - 1
      let row = try rows("SELECT hex(hash) FROM tree_hash WHERE position = \(start + hashes - 1)").first?.first ?? ""
      guard let root = Digest(hex: row.lowercased()) else {
        throw CommandError(code: "demo.step", message: "the tree lacks a hash", exit: .broken)
      }
      roots.append(root)
      start += hashes
    }
    return roots
  }

  private func hash(_ bytes: [UInt8]) throws(CommandError) -> Digest {
    do {
      return try Digest.sha256(of: bytes)
    } catch {
      throw CommandError(code: "demo.step", message: error.reason, exit: .io)
    }
  }

  private func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

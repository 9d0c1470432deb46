internal import Cryptography
internal import Pledges
internal import TransparencyLog

/// What is made of the bytes that come in the place of a published file: one rule for all who read. // Format §8
///
/// They have the file's form, or they can be seen to be something else: a part of it, a page that says why it is not there.
/// Something else says nothing of the ledger, whoever sent it, and could not be read. What has the form is taken for the
/// file, and held against what is signed.
enum PublishedForm {
  /// The hashes of a tile, as many as it is wide.
  static func hashes(_ bytes: [UInt8], width: Int) throws(NotTheFile) -> [UInt8] {
    guard bytes.count == width * Digest.byteCount else {
      throw NotTheFile("\(width) hashes of \(Digest.byteCount) bytes", bytes)
    }
    // No digest that anybody has seen is zero, as room is that was set aside and not written, and none is words.
    let isZero = stride(from: 0, to: bytes.count, by: Digest.byteCount).contains { start in
      bytes[start..<start + Digest.byteCount].allSatisfy { $0 == 0 }
    }
    guard !isZero, !isText(bytes) else { throw NotTheFile("hashes", bytes) }
    return bytes
  }

  /// The headers in a bundle.
  static func headers(_ bytes: [UInt8], width: Int) throws(NotTheFile) -> [[UInt8]] {
    do {
      return try EntryBundle(bytes: bytes, width: width).entries
    } catch {
      throw NotTheFile("a bundle of \(width) headers", bytes)
    }
  }

  /// The envelopes in a file of them, a line each.
  ///
  /// A page may have as many lines. So one line at least has to begin as an envelope does, or be the one that a header
  /// names: where something is right it is the file, and what else is in it is the file's.
  static func envelopes(_ bytes: [UInt8], width: Int, of headers: [[UInt8]]?) throws(NotTheFile) -> [[UInt8]] {
    var lines = bytes.split(separator: lineFeed, omittingEmptySubsequences: false)
    guard lines.popLast()?.isEmpty == true, lines.count == width, !isConverted(bytes, lines),
      lines.contains(where: { $0.starts(with: opening) }) || holdsOne(of: headers ?? [], lines)
    else { throw NotTheFile("\(width) envelopes", bytes) }
    return lines.map { Array($0) }
  }

  private static func holdsOne(of headers: [[UInt8]], _ lines: [ArraySlice<UInt8>]) -> Bool {
    zip(headers, lines).contains { header, line in
      do {
        return try EntryHeader(header)?.envelope == Digest.sha256(of: Array(line))
      } catch {
        return false
      }
    }
  }

  /// Whether a server took the file for a text of its own: no line of ours ends in a carriage return, and no file of ours
  /// begins with a byte order mark.
  private static func isConverted(_ bytes: [UInt8], _ lines: [ArraySlice<UInt8>]) -> Bool {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) || lines.allSatisfy { $0.last == UInt8(ascii: "\r") }
  }

  /// Whether bytes are words, or markup.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    let control = bytes.contains { ($0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D) || $0 == 0x7F }
    return !control && String(validating: bytes, as: UTF8.self) != nil
  }

  private static let opening = Array(#"{"payload":""#.utf8)
  private static let lineFeed = UInt8(ascii: "\n")
}

/// Something else than the file that was asked for, and what it is, as far as it can be said.
struct NotTheFile: Error {
  let reason: String

  init(_ expected: String, _ bytes: [UInt8]) {
    reason = "what came, \(NotTheFile.words(for: bytes)), is not \(expected)"
  }

  /// How many bytes they are, and how they begin where that can be read: it is what the server said.
  static func words(for bytes: [UInt8]) -> String {
    let beginning = bytes.prefix(60).prefix { (0x20...0x7E).contains($0) }
    guard beginning.count >= 8 else { return "\(bytes.count) bytes" }
    return "\(bytes.count) bytes that begin with \(String(decoding: beginning, as: UTF8.self))"
  }
}

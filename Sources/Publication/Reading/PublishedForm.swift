internal import Cryptography
internal import Files
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
      throw NotTheFile("\(counted(width, "hash", "hashes")) of \(Digest.byteCount) bytes", bytes)
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
      throw NotTheFile("a bundle of \(counted(width, "header", "headers"))", bytes)
    }
  }

  /// The envelopes in a file of them, a line each.
  ///
  /// A page may have as many lines. So one line at least has to begin as an envelope does, or be the one that a header
  /// names: where something is right it is the file, and what else is in it is the file's.
  static func envelopes(
    _ content: FetchedContent, width: Int, of headers: [[UInt8]]?
  ) throws(NotTheFile) -> PublishedLines {
    do {
      let lines = try PublishedLines(content, most: width)
      if lines.count == width, lines.isAll, try !isConverted(lines),
        try beginsOne(of: lines) || holdsOne(of: headers ?? [], lines)
      {
        return lines
      }
      throw NotTheFile(
        counted(width, "envelope", "envelopes"), try content.bytes(0..<min(content.count, 60)), of: content.count)
    } catch let failure as NamelessFileFailure {
      throw NotTheFile(unread: failure.reason)
    } catch let other as NotTheFile {
      throw other
    } catch {
      throw NotTheFile(unread: "\(error)")
    }
  }

  private static func beginsOne(of lines: PublishedLines) throws(NamelessFileFailure) -> Bool {
    for line in 0..<lines.count where try lines.begins(line, with: opening) { return true }
    return false
  }

  private static func holdsOne(of headers: [[UInt8]], _ lines: PublishedLines) throws(NamelessFileFailure) -> Bool {
    for (line, header) in headers.prefix(lines.count).enumerated() {
      let bytes = try lines.bytes(line, limit: Envelope.maximumByteCount)
      do {
        if try EntryHeader(header)?.envelope == Digest.sha256(of: bytes) { return true }
      } catch {
        continue
      }
    }
    return false
  }

  /// Whether a server took the file for a text of its own: no line of ours ends in a carriage return, and no file of ours
  /// begins with a byte order mark.
  private static func isConverted(_ lines: PublishedLines) throws(NamelessFileFailure) -> Bool {
    if lines.count > 0, try lines.begins(0, with: [0xEF, 0xBB, 0xBF]) { return true }
    for line in 0..<lines.count where try !lines.ends(line, with: UInt8(ascii: "\r")) { return false }
    return true
  }

  /// Whether bytes are words, or markup.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    let control = bytes.contains { ($0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D) || $0 == 0x7F }
    return !control && String(validating: bytes, as: UTF8.self) != nil
  }

  private static let opening = Array(#"{"payload":""#.utf8)
}

/// Something else than the file that was asked for, and what it is, as far as it can be said.
struct NotTheFile: Error {
  let reason: String

  init(_ expected: String, _ bytes: [UInt8], of count: Int? = nil) {
    reason = "what came, \(NotTheFile.words(for: bytes, of: count)), is not \(expected)"
  }

  /// What came could not be kept to be looked at.
  init(unread reason: String) {
    self.reason = reason
  }

  /// How many bytes they are, and how they begin where that can be read: it is what the server said.
  static func words(for bytes: [UInt8], of count: Int? = nil) -> String {
    let count = count ?? bytes.count
    let beginning = bytes.prefix(60).prefix { (0x20...0x7E).contains($0) }
    guard beginning.count >= 8 else { return "\(count) bytes" }
    return "\(count) bytes that begin with \(String(decoding: beginning, as: UTF8.self))"
  }
}

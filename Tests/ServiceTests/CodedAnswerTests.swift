import Service
import Testing

/// Logs may send files compressed although nobody asked. // tlog-tiles
@Suite("An answer that comes compressed")
struct CodedAnswerTests {
  private static let file = Array(String(repeating: "pledge ", count: 300).utf8)

  // The file by Python's gzip.compress(…, 9, mtime=0) and zlib.compress(…, 9), nothing by the first, and 60,000 zeros.
  private static let gzip = bytes(
    """
    1f8b08000000000002032bc8494d494f552818a546a9516a941aa546a9516a94c2470100e5fb1f0b34080000
    """)
  private static let deflate = bytes(
    """
    78da2bc8494d494f552818a546a9516a941aa546a9516a94c24701004ba9021a
    """)
  private static let nothing = bytes(
    """
    1f8b080000000000020303000000000000000000
    """)
  private static let zeros = bytes(
    """
    1f8b0800000000000203edc13101000000c2a0f54f6d0d0fa000000000000000000000000000000000000000000000000000
    000000000000000000000000000000000000000000000000000000000000000000be0c05aa275160ea0000
    """)

  private static func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }

  private func answer(
    _ body: [UInt8], _ coding: String, limit: Int = 10_000
  ) throws -> (reply: Result<HTTPReply, ServiceError>, asked: [String]) {
    let server = try RawServer(
      .body(
        "HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\(coding)Connection: close\r\n\r\n", body))
    defer { server.stop() }
    let client = try HTTPClient(.question(.seconds(20)))
    let replies = client.exchange([.get("\(server.address)/tile/0/000", limit: limit)])
    return (try #require(replies.first), server.asked)
  }

  struct Coding: CustomTestStringConvertible {
    let testDescription: String
    let body: [UInt8]
    let fields: String
  }

  static let codings = [
    Coding(testDescription: "plain", body: file, fields: ""),
    Coding(testDescription: "identity", body: file, fields: "Content-Encoding: identity\r\n"),
    Coding(testDescription: "gzip", body: gzip, fields: "Content-Encoding: gzip\r\n"),
    Coding(testDescription: "x-gzip", body: gzip, fields: "content-encoding: X-GZIP\r\n"),
    Coding(testDescription: "deflate", body: deflate, fields: "Content-Encoding: deflate\r\n"),
    Coding(
      testDescription: "gzip in several parts, as RFC 1952 allows", body: nothing + gzip + nothing,
      fields: "Content-Encoding: gzip\r\n"),
  ]

  @Test("is the file, to the byte, and nobody asked for a coding", arguments: codings)
  func taken(_ coding: Coding) throws {
    let (reply, asked) = try answer(coding.body, coding.fields, limit: Self.file.count)
    #expect(try reply.get().body == Self.file)
    #expect(asked.allSatisfy { $0.contains("Accept-Encoding: identity\r\n") } && asked.count == 1)
  }

  static let spoilt = [
    Coding(testDescription: "cut", body: gzip.dropLast(), fields: "gzip"),
    Coding(testDescription: "cut in the middle", body: Array(gzip.prefix(gzip.count / 2)), fields: "gzip"),
    Coding(testDescription: "empty", body: [], fields: "gzip"),
    Coding(testDescription: "followed by something else", body: gzip + [0x1F], fields: "gzip"),
    Coding(testDescription: "followed by zeros", body: gzip + [0, 0, 0], fields: "gzip"),
    Coding(testDescription: "with another checksum", body: gzip.dropLast(8) + nothing.suffix(8), fields: "gzip"),
    Coding(testDescription: "not compressed at all", body: file, fields: "gzip"),
    Coding(testDescription: "of another wrapping", body: deflate, fields: "gzip"),
    Coding(testDescription: "deflate that is cut", body: deflate.dropLast(), fields: "deflate"),
    Coding(testDescription: "coded twice", body: gzip, fields: "gzip, gzip"),
    Coding(testDescription: "in two fields", body: gzip, fields: "gzip\r\nContent-Encoding: gzip"),
    Coding(testDescription: "in a coding that is not known", body: file, fields: "br"),
  ]

  @Test("is refused when it is anything else", arguments: spoilt)
  func refused(_ coding: Coding) throws {
    let (reply, _) = try answer(coding.body, "Content-Encoding: \(coding.fields)\r\n")
    #expect(throws: ServiceError(.malformed, "")) { try reply.get() }
  }

  @Test("has no more bytes than the file may have, however few it comes in")
  func bounded() throws {
    let gzip = "Content-Encoding: gzip\r\n"
    #expect(try answer(Self.zeros, gzip, limit: 60_000).reply.get().body.count == 60_000)
    #expect(throws: ServiceError(.tooLarge, "")) { try answer(Self.zeros, gzip, limit: 59_999).reply.get() }
    // Nothing, again and again, is not read for ever.
    let parts = (0..<1_000).flatMap { _ in Self.nothing }
    #expect(throws: ServiceError(.tooLarge, "")) { try answer(parts, gzip, limit: 100).reply.get() }
  }
}

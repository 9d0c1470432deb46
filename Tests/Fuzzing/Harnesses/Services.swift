import Cryptography
import LedgerFixtures
import Service
import Storage
import TransparencyLog

extension Harness {
  static let services = [request, coding, reply]

  /// What a server sends coded: the header field in the first line, and then the body.
  private static let coding = Harness("content-coding", largest: 4_096) { bytes in
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw Refused() }
    let coding = try ContentCoding([String(decoding: parts[0], as: UTF8.self)])
    let limit = 65_536
    let body = Array(parts[1])
    let whole = try taken(coding.undone(body, inPiecesOf: body.count, limit: limit))
    try hold(whole.count <= limit, "\(whole.count) bytes come out, and \(limit) may")
    for size in [1, 7] {
      let pieces = try again("the same in pieces of \(size)") {
        try coding.undone(body, inPiecesOf: size, limit: limit)
      }
      try hold(pieces == whole, "in pieces of \(size) it is something else")
    }
    let exact = try again("the same under a limit of its size") {
      try coding.undone(body, inPiecesOf: body.count, limit: whole.count)
    }
    try hold(exact == whole, "a limit of just its size refuses it")
    guard whole.count > 0 else { return }
    let less = try again("the same under a smaller limit") {
      try coding.undone(body, inPiecesOf: body.count, limit: whole.count - 1)
    }
    try hold(less == nil, "a limit is not kept")
  }

  /// What is said of an answer that is not the file: status, media type, where it came from and leads to, and then the body.
  private static let reply = Harness("http-reply", largest: 8_192) { bytes in
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let status = Int(String(decoding: parts[0], as: UTF8.self)) else { throw Refused() }
    let reply = HTTPReply(
      status: status, contentType: String(decoding: parts[1], as: UTF8.self), body: Array(parts[2]))
    let refusal = reply.refusal
    for text in [refusal.reason, refusal.hint] {
      try hold(
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) },
        "what acts on a terminal is shown")
      try hold(text.count < 1_000, "what a server says is shown at length")
    }
  }

  /// What somebody sends to a witness: method, path, media type and length, a line each, and then the body.
  private static let request = Harness("http", largest: 4_096) { bytes in
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5 else { throw Refused() }
    let words = parts.prefix(4).map { String(decoding: $0, as: UTF8.self) }
    let head = RequestHead(
      words[0], words[1], contentType: words[2].isEmpty ? nil : words[2], contentLength: Int(words[3]))
    let answer = WatchingWitness.one.router.answer(HTTPRequest(head, body: Array(parts[4])))
    try hold((200...599).contains(answer.status), "status \(answer.status)")
    try hold(answer.status < 500, "a stranger makes the witness fail: \(String(decoding: answer.body, as: UTF8.self))")
    for (name, value) in answer.fields {
      try hold((name + value).utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "a header field of the answer is broken")
    }
    // The others are answers of the router, which hands nothing on.
    guard [200, 403, 409, 422].contains(answer.status) else { throw Refused() }
  }
}

/// A witness that watches the log of `Cast`, with its record in a temporary file.
private final class WatchingWitness: Sendable {
  static let one = prepared { try WatchingWitness() }

  let router: Router

  private init() throws {
    let path = Leftovers.path("witness")
    let record = try WitnessStore.create(path, .init(name: "alder.example", keyPath: "none"))
    for suffix in ["-wal", "-shm"] { Leftovers.add(path + suffix) }
    _ = try record.watch(Cast.origin, by: LedgerFixture.logKey())
    let signer = try NoteSigner(
      name: "alder.example", privateKey: FixedKey.alder.privateKey, type: .cosignatureEd25519)
    router = try Witness(record: path, signer: signer) { 2_000_000_000 }.router(prefix: "/witness")
  }
}

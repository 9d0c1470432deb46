import Cryptography
import LedgerFixtures
import Service
import Storage
import TransparencyLog

extension Harness {
  static let services = [request]

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

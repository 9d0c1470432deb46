import Cryptography
import Fixtures
import LedgerSamples
import Service
import Storage
import Testing
import TransparencyLog

/// A witness with a record of its own, which watches one log.
final class TrialWitness {
  static let time: UInt64 = 1_900_000_000

  let folder: TemporaryFolder
  let witness: Witness
  let key: PrivateKey
  var path: String { folder.path("witness.db") }

  init(watching logs: [TrialLog] = []) throws {
    folder = try TemporaryFolder()
    key = try PrivateKey.generate(.ed25519)
    let path = folder.path("witness.db")
    let record = try WitnessStore.create(path, .init(name: "witness.example/trial", keyPath: "nowhere"))
    for log in logs { _ = try record.watch(#require(Origin(log.origin)), by: log.signer.verifierKey) }
    witness = try Self.open(path, key)
  }

  static func open(_ path: String, _ key: PrivateKey) throws -> Witness {
    let signer = try NoteSigner(name: "witness.example/trial", privateKey: key, type: .cosignatureEd25519)
    return try Witness(record: path, signer: signer) { time }
  }

  func size(of log: TrialLog) throws -> UInt64? {
    try WitnessStore.open(path).latest(of: #require(Origin(log.origin)))?.size
  }
}

/// The two ways to a router, which must not differ.
enum Way: CaseIterable, CustomTestStringConvertible {
  case memory
  case socket

  var testDescription: String { self == .memory ? "in memory" : "over a socket" }

  /// Asks, and gives back status, media type and body.
  func asking(_ router: Router) throws -> (String, String, [UInt8]) throws -> HTTPReply {
    switch self {
    case .memory:
      return { method, path, body in
        let answer = router.answer(HTTPRequest(method, path, body: body))
        return HTTPReply(status: answer.status, contentType: answer.contentType, body: answer.body)
      }
    case .socket:
      let server = try HTTPServer(ListenAddress("127.0.0.1:0"), serving: router)
      let client = try HTTPClient(.question(.seconds(20)))
      return { method, path, body in
        let address = "http://\(server.address)\(path)"
        return try client.exchange(
          method == "POST" ? .post(address, body, limit: 1 << 20) : .get(address, limit: 1 << 20))
      }
    }
  }
}

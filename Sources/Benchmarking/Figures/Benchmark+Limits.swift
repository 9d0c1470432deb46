internal import Cryptography
internal import Files

extension Benchmark {
  /// The id of the figure that bounds checking signatures by an algorithm on so many cores.
  static func checkingLimit(_ algorithm: String, cores: Int = Machine.cores) -> String {
    "limit.verify.\(algorithm).\(cores)"
  }

  /// What OpenSSL and the disk do at most: the denominators of everything else.
  func limits(in folder: FilePath) throws -> [Figure] {
    var figures: [Figure] = []
    for (name, id) in [("ed25519", "ed25519"), ("ecdsap256", "ecdsa-p256")] {
      for (cores, place) in Machine.oneCoreAndAll {
        let taken = try (0..<rounds).compactMap { _ in try OpenSSLSpeed.signatures(name, cores: cores) }
        figures.append(
          Figure(
            Benchmark.checkingLimit(id, cores: cores), "openssl speed, verify \(id), \(place)", unit: "/s",
            samples: taken.map(\.verify)))
        if cores == 1 {
          figures.append(
            Figure("limit.sign.\(id)", "openssl speed, sign \(id), one core", unit: "/s", samples: taken.map(\.sign)))
        }
      }
    }
    let digests = try (0..<rounds).compactMap { _ in try OpenSSLSpeed.digests(byteCount: 512) }
    figures.append(
      Figure("limit.sha256", "openssl speed, SHA-256 of 512 bytes, one core", unit: "/s", samples: digests))
    figures.append(
      Figure(
        "limit.fdatasync", "4 KiB written and fdatasync", unit: "/s",
        samples: try samples { try Machine.synchronisations(in: folder, for: seconds) }))
    let database = try SQLiteInserts(at: folder / "inserts.db")
    // An envelope around a statement of 2 KB has 3,160 bytes.
    for (rows, byteCount) in [(1, 600), (1_000, 600), (100, 3_160)] {
      figures.append(
        Figure(
          "limit.insert.\(rows).\(byteCount)", "SQLite, rows of \(byteCount) bytes, \(rows) a durable transaction",
          unit: "/s",
          samples: try samples {
            try rate(for: seconds) { try database.insert(rows: rows, of: byteCount) } * Double(rows)
          }))
    }
    return figures
  }

  /// Single operations of the cryptography that everything is built from.
  func keys() throws -> [Figure] {
    var figures: [Figure] = []
    let message = [UInt8](repeating: 0x61, count: 512)
    var hasher = try SHA256Hasher()
    figures.append(
      Figure(
        "sha256", "SHA-256 of 512 bytes", unit: "/s",
        samples: try samples { try rate(for: seconds) { _ = try hasher.hash(message) } }, limit: "limit.sha256"))
    for algorithm in SignatureAlgorithm.allCases {
      let id = algorithm.rawValue
      let key = try PrivateKey.generate(algorithm)
      let encoded = key.publicKey.subjectPublicKeyInfo
      let signature = try key.sign(message)
      var verifier = try SignatureVerifier()
      figures.append(
        Figure(
          "key.generate.\(id)", "generate a key, \(id)", unit: "/s",
          samples: try samples { try rate(for: seconds) { _ = try PrivateKey.generate(algorithm) } }))
      figures.append(
        Figure(
          "key.read.\(id)", "read and screen a public key, \(id)", unit: "/s",
          samples: try samples { try rate(for: seconds) { _ = try PublicKey(subjectPublicKeyInfo: encoded) } }))
      figures.append(
        Figure(
          "sign.\(id)", "sign, \(id)", unit: "/s",
          samples: try samples { try rate(for: seconds) { _ = try key.sign(message) } }, limit: "limit.sign.\(id)"))
      figures.append(
        Figure(
          "verify-signature.\(id)", "verify a signature, \(id)", unit: "/s",
          samples: try samples {
            try rate(for: seconds) { _ = try verifier.isValid(signature, over: message, by: key.publicKey) }
          }, limit: Benchmark.checkingLimit(id, cores: 1)))
    }
    return figures
  }
}

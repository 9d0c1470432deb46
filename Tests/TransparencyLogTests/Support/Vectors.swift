import Cryptography
import Fixtures
import Foundation
import Testing
import TransparencyLog

/// The vectors for proofs: transparency-dev/merkle `testdata`, Apache-2.0.
enum MerkleVectors {
  struct Inclusion: Decodable, Sendable {
    let leafIdx: UInt64
    let treeSize: UInt64
    let root: Data
    let leafHash: Data
    let proof: [Data]?
    let desc: String
    let wantErr: Bool
  }

  struct Consistency: Decodable, Sendable {
    let size1: UInt64
    let size2: UInt64
    let root1: Data
    let root2: Data
    let proof: [Data]?
    let desc: String
    let wantErr: Bool
  }

  static let inclusion: [Inclusion] = all("inclusion")
  static let consistency: [Consistency] = all("consistency")

  private static func all<Vector: Decodable>(_ folder: String) -> [Vector] {
    // This file lies in PACKAGE/Tests/TransparencyLogTests/Support.
    let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    let root = package.appending(path: "../shared/vectors/merkle/\(folder)").standardizedFileURL.path()
    let files = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    return files.filter { $0.hasSuffix(".json") }.sorted().compactMap { Vectors.read("merkle/\(folder)/\($0)") }
  }
}

/// `signed-note/note.json`: examples of the specification and of the Go library, and faults made from the first.
struct NoteVectors: Decodable, Sendable {
  struct Example: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let vkey: String
    let text: String
    let note: String

    var testDescription: String { name }
  }

  struct Fault: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let note: String?
    let noteHex: String?
    let expect: String
    let reason: String

    var bytes: [UInt8] { note.map { Array($0.utf8) } ?? noteHex.map { Vectors.bytes(hex: $0) } ?? [] }
    var testDescription: String { name }
  }

  struct Key: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let vkey: String
    let expect: String

    var testDescription: String { name }
  }

  struct CosignatureLine: Decodable, Sendable {
    let line: String
    let keyIdHex: String
    let timestamp: UInt64
    let signatureBytes: Int
  }

  let examples: [Example]
  let faultVkey: String
  let faults: [Fault]
  let faultsHex: [Fault]
  let vkeys: [Key]
  let cosignatureLine: CosignatureLine

  static let shared: NoteVectors? = Vectors.read("signed-note/note.json")
}

/// `signed-note/checkpoint-fixture.json`: a log of eight entries, a witness of each kind, proofs and policies.
struct CheckpointFixture: Decodable, Sendable {
  struct Keys<Value: Decodable & Sendable>: Decodable, Sendable {
    let log: Value
    let w1: Value
    let w2: Value
  }

  struct Seed: Decodable, Sendable {
    let ed25519SeedHex: String?
  }

  struct Proof: Decodable, Sendable {
    let leafIndex: UInt64
    let leafDataHex: String
    let text: String
  }

  struct Policy: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let policy: String
    let satisfiedByFull: Bool
    let satisfiedByLogOnly: Bool

    var testDescription: String { name }
  }

  struct Consistency: Decodable, Sendable {
    let first: UInt64
    let second: UInt64
    let proofHex: [String]
  }

  let origin: String
  let rootHex: String
  let seeds: Keys<Seed>
  let vkeys: Keys<String>
  let checkpointText: String
  let signatureLines: Keys<String>
  let note: String
  let w1Timestamp: UInt64
  let w1MessageHex: String
  let tlogProofs: [Proof]
  let policies: [Policy]
  let consistency: [Consistency]

  static let shared: CheckpointFixture? = Vectors.read("signed-note/checkpoint-fixture.json")

  /// The checkpoint as signed by its log alone.
  var logOnly: [UInt8] { Array((checkpointText + "\n" + signatureLines.log).utf8) }
}

enum Vectors {
  static func read<Value: Decodable>(_ path: String) -> Value? {
    guard let bytes = SharedVectors.bytes(path) else { return nil }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try? decoder.decode(Value.self, from: Data(bytes))
  }

  static func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
  }

  /// The Ed25519 key with a seed, by way of its PKCS#8 form. // RFC 8410 §7
  static func privateKey(seedHex: String) throws -> PrivateKey {
    let contents = bytes(hex: "302e020100300506032b657004220420" + seedHex)
    let text = "-----BEGIN PRIVATE KEY-----\n\(Data(contents).base64EncodedString())\n-----END PRIVATE KEY-----\n"
    return try PrivateKey(pem: Array(text.utf8), passphrase: nil)
  }
}

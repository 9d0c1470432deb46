import CanonicalJSON
import Fixtures
import Testing

/// A signature that somebody published with what a verifier should say to it.
struct PublishedSignature: Sendable, CustomTestStringConvertible {
  let number: Int
  let comment: String
  let flags: [String]
  let key: [UInt8]
  let message: [UInt8]
  let signature: [UInt8]
  /// What its authors expect; false where they leave it open.
  let isValid: Bool

  var testDescription: String { "\(number) \(comment)" }
}

extension PublishedSignature {
  /// The tests of a Wycheproof file with the DER of their keys; empty when the file cannot be read.
  static func wycheproof(_ name: String) -> [PublishedSignature] {
    guard let document = document("wycheproof/\(name)"), let groups = document.root.member("testGroups") else {
      return []
    }
    return groups.elements.flatMap { group in
      let key = hexadecimal("publicKeyDer", of: group)
      return (group.member("tests")?.elements).map { tests in
        tests.map { test in
          PublishedSignature(
            number: number("tcId", of: test), comment: text("comment", of: test), flags: flags(of: test), key: key,
            message: hexadecimal("msg", of: test), signature: hexadecimal("sig", of: test),
            isValid: text("result", of: test) == "valid")
        }
      } ?? []
    }
  }

  /// The twelve cases of ed25519-speccheck; their authors say only that verifiers differ. // IACR ePrint 2020/1244
  static func speccheck() -> [PublishedSignature] {
    guard let document = document("ed25519-speccheck/cases.json") else { return [] }
    return document.root.elements.enumerated().map { number, test in
      PublishedSignature(
        number: number, comment: "", flags: [], key: hexadecimal("pub_key", of: test),
        message: hexadecimal("message", of: test), signature: hexadecimal("signature", of: test), isValid: false)
    }
  }

  /// The 914 point edge cases of the Community Cryptography Test Vectors.
  static func communityVectors() -> [PublishedSignature] {
    guard let document = document("cctv-ed25519/ed25519vectors.json") else { return [] }
    return document.root.elements.map { test in
      PublishedSignature(
        number: number("number", of: test), comment: "", flags: flags(of: test), key: hexadecimal("key", of: test),
        message: Array(text("msg", of: test).utf8), signature: hexadecimal("sig", of: test), isValid: false)
    }
  }

  private static func document(_ path: String) -> JSONDocument? {
    guard let bytes = SharedVectors.bytes(path) else { return nil }
    return try? JSONDocument(bytes, profile: .strict)
  }

  private static func text(_ name: String, of node: JSONNode) -> String {
    node.member(name)?.string ?? ""
  }

  private static func number(_ name: String, of node: JSONNode) -> Int {
    Int(node.member(name)?.integer ?? -1)
  }

  private static func hexadecimal(_ name: String, of node: JSONNode) -> [UInt8] {
    [UInt8](hex: text(name, of: node)) ?? []
  }

  private static func flags(of node: JSONNode) -> [String] {
    (node.member("flags")?.elements).map { $0.compactMap(\.string) } ?? []
  }
}

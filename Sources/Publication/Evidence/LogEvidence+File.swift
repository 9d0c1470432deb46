internal import CanonicalJSON
internal import Cryptography
internal import TransparencyLog

extension LogEvidence {
  private static let type = "pledgebook/evidence/v1"
  /// The largest file that is read.
  public static let maximumByteCount = 4 << 20

  /// The file.
  public var bytes: [UInt8] {
    var members = [
      JSONMember(name: "type", value: .string(Self.type)),
      JSONMember(name: "finding", value: .string(kind.rawValue)),
      JSONMember(
        name: "checkpoints",
        value: .array([first, second].map { .string(String(decoding: $0.bytes, as: UTF8.self)) })),
    ]
    if let prefix {
      members.append(
        JSONMember(
          name: "prefix",
          value: [
            "root": .string(prefix.root.hex), "proof": .array(prefix.proof.hashes.map { .string($0.hex) }),
          ]))
    }
    return Array(JSONValue.object(members).displayText().utf8)
  }

  /// Eight hexadecimal digits that name this evidence among others.
  public var fingerprint: String {
    let digest = (try? Digest.sha256(of: bytes)) ?? .zero
    return String(digest.hex.prefix(8))
  }

  /// Reads a file of evidence; whether it proves anything is for `check` to say.
  public init(_ bytes: [UInt8]) throws(PublicationError) {
    let root: JSONNode
    do {
      root = try JSONDocument(bytes, profile: .ledger).root
    } catch {
      throw Self.malformed(error.reason)
    }
    guard root.member("type")?.string == Self.type, let kind = root.member("finding")?.string.flatMap(Kind.init),
      let list = root.member("checkpoints"), list.kind == .array, list.count == 2
    else { throw Self.malformed("it names no type, finding and two checkpoints of this version") }
    var checkpoints: [SignedCheckpoint] = []
    for element in list.elements {
      guard let note = element.stringBytes else { throw Self.malformed("a checkpoint is no text") }
      do {
        checkpoints.append(try SignedCheckpoint(note))
      } catch {
        throw Self.malformed("\(error)")
      }
    }
    let (first, second) = (checkpoints[0], checkpoints[1])
    var prefix: Prefix?
    if let node = root.member("prefix") {
      guard let hash = node.member("root")?.string.flatMap({ Digest(hex: $0) }), let proof = node.member("proof"),
        proof.kind == .array, proof.count <= 128
      else { throw Self.malformed("prefix is no root and proof") }
      var hashes: [Digest] = []
      for element in proof.elements {
        guard let digest = element.string.flatMap({ Digest(hex: $0) }) else { throw Self.malformed("a hash is none") }
        hashes.append(digest)
      }
      do {
        prefix = Prefix(
          root: hash,
          proof: try ConsistencyProof(first: first.checkpoint.size, second: second.checkpoint.size, hashes: hashes))
      } catch {
        throw Self.malformed("\(error)")
      }
    }
    self.init(kind, first, second, prefix: prefix)
  }

  private static func malformed(_ what: String) -> PublicationError {
    PublicationError(
      .malformed, "this is no evidence of a log's misbehaviour: \(what)",
      hint: "pledgebook compare and pledgebook monitor write such files")
  }
}

internal import CanonicalJSON
internal import Cryptography
internal import Pledges
internal import TransparencyLog

/// The entries of one tile of row 0, read together.
struct PublishedBlock {
  /// The tile's index.
  let index: UInt64
  let headers: [[UInt8]]
  let envelopes: PublishedEnvelopes

  init(_ index: UInt64, headers: [[UInt8]], envelopes: PublishedEnvelopes) {
    self.index = index
    self.headers = headers
    self.envelopes = envelopes
  }

  var first: UInt64 { index << 8 }

  /// Holds every header against its leaf in the authenticated tree, and every envelope against its header.
  func check(_ tree: inout PublishedTree) throws(PublicationError) {
    for (offset, header) in headers.enumerated() {
      let place = first + UInt64(offset)
      guard let node = NodePosition(level: 0, index: place) else { continue }
      let envelope = try envelopes.envelope(offset)
      let leaf: Digest
      let digest: Digest
      do {
        leaf = try tree.leaf(header)
        digest = try Digest.sha256(of: envelope)
      } catch {
        throw PublicationError(.init(rawValue: "crypto.library"), "\(error)")
      }
      guard try tree.hash(at: node) == leaf else {
        throw PublicationError(.treeTile, "the header of entry \(place) is not the one in the tree")
      }
      guard let parsed = EntryHeader(header) else {
        throw PublicationError(.headerMalformed, "the header of entry \(place) cannot be read")
      }
      guard digest == parsed.envelope else {
        throw PublicationError(.envelopeDigest, "the envelope of entry \(place) is not the one that its header names")
      }
    }
  }
}

/// The statement in a published envelope. // Format §5
enum PublishedStatement {
  private static let opening = Array(#"{"payload":""#.utf8)

  /// SHA-256 of the statement in a canonical envelope; zeros for bytes that are none, whose replay says so.
  static func digest(inEnvelope bytes: [UInt8]) throws(CryptographyError) -> Digest {
    guard bytes.starts(with: opening) else { return .zero }
    let encoded = bytes[opening.count...].prefix { $0 != UInt8(ascii: "\"") }
    guard let payload = Base64.decode(encoded) else { return .zero }
    return try Digest.sha256(of: payload)
  }

  /// The statement in a stored envelope.
  static func read(inEnvelope bytes: [UInt8]) throws(PublicationError) -> Statement {
    do {
      return try Statement.read(Envelope.readStored(bytes).payload)
    } catch {
      throw PublicationError(.init(rawValue: error.code.rawValue), error.message, hint: "run pledgebook verify")
    }
  }
}

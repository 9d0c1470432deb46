import CommandLineTools
import Cryptography
import Pledges
import Service

/// What lies at the address of a document: the document that its digest names, another one, or nothing.
struct FetchedEvidence {
  let result: EvidenceCheckEvent.Result
  /// What was found, for people.
  let words: String

  /// The largest document that is fetched.
  private static let mostBytes = 512 << 20

  static func look(for digest: Digest, at uri: String) throws(CommandError) -> FetchedEvidence {
    guard WebAddress.isMeant(by: uri) else {
      throw .usage(
        "invalid-value", "\(uri) is not an address of the web, so nothing can be fetched there",
        hint: "look yourself and give --result, or name an address that begins with https://")
    }
    do {
      return try compare(digest, uri)
    } catch {
      throw CommandError(from: error)
    }
  }

  private static func compare(_ digest: Digest, _ uri: String) throws -> FetchedEvidence {
    let hash = try RunningDigest()
    let reply: HTTPReply
    do throws(ServiceError) {
      let client = try HTTPClient(isStopped: { StopSignal.requested })
      reply = try client.exchange(.get(uri, limit: mostBytes)) { hash.update($0) }
    } catch {
      guard [.unreachable, .timeout, .insecure, .malformed, .otherAnswer, .redirect].contains(error.code) else {
        throw error
      }
      return FetchedEvidence(result: .unreachable, words: "unreachable: \(error.reason)")
    }
    guard reply.status == 200 else {
      return FetchedEvidence(result: .unreachable, words: "unreachable: the server answers \(reply.status)")
    }
    guard !reply.isPage else {
      throw CommandError.usage(
        "page", "\(uri) is a page of HTML, which a server may give to everybody in other bytes",
        hint: "save what you see, compare it yourself, and give --result")
    }
    let found = try hash.finish()
    return found == digest
      ? FetchedEvidence(result: .match, words: "match: it is the document of this digest")
      : FetchedEvidence(result: .mismatch, words: "mismatch: what is there has SHA-256 \(found)")
  }
}

/// The digest of bytes that come piece by piece. A class: the client hands them to a closure, which cannot fail.
private final class RunningDigest {
  private var hasher: SHA256Hasher
  private var failure: CryptographyError?

  init() throws(CryptographyError) {
    hasher = try SHA256Hasher()
    try hasher.begin()
  }

  func update(_ piece: [UInt8]) {
    do throws(CryptographyError) {
      try hasher.update(piece.span)
    } catch {
      failure = failure ?? error
    }
  }

  func finish() throws(CryptographyError) -> Digest {
    if let failure { throw failure }
    return try hasher.finish()
  }
}

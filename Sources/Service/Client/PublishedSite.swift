public import Publication

/// A published ledger on a web server, for reading. // Format §7
///
/// What comes from there is nobody's word, as with a folder: the readers hold it against a signed checkpoint.
public final class PublishedSite: Fetching {
  private let address: WebAddress
  private let client: HTTPClient

  /// The publication whose root has this address.
  public init(_ address: WebAddress, patience: HTTPPatience = .download) throws(PublicationError) {
    self.address = address
    do {
      client = try HTTPClient(patience)
    } catch {
      throw PublishedSite.failure(error, address.text)
    }
  }

  public func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    let reply: HTTPReply
    do {
      // What an old checkpoint cannot tell of would look like something missing.
      reply = try client.exchange(.get(address.below(path), limit: limit, anew: path == PublishedCheckpoint.path))
    } catch {
      throw PublishedSite.failure(error, address.below(path))
    }
    switch reply.status {
    case 200 where !reply.isPage: return reply.body
    // A partial tile that is gone once the full one is there is no fault. // tlog-tiles
    case 404, 410: return nil
    default: throw PublishedSite.failure(reply.refusal, address.below(path))
    }
  }

  private static func failure(_ error: ServiceError, _ place: String) -> PublicationError {
    let code: PublicationError.Code =
      switch error.code {
      case .tooLarge: .tooLarge
      // Somebody answers, and not with the file: it may be another file's turn, or another moment's.
      case .otherAnswer, .malformed, .redirect: .unreadable
      default: .inputOutput
      }
    return PublicationError(code, "\(place): \(error.reason)", hint: error.hint)
  }
}

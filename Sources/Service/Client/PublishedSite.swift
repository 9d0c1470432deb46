public import Publication

/// A published ledger on a web server, for reading. // Format §7
///
/// What comes from there is nobody's word, as with a folder: the readers hold it against a signed checkpoint.
///
/// The server's patience is one for all files: what one of them uses up of the waiting time is missing for the next, and
/// files that come fast give it back. Once the server kept somebody waiting for all of it, it is asked no more, whoever
/// would like to try another file or the same one again.
public final class PublishedSite: Fetching {
  private let address: WebAddress
  private let client: HTTPClient
  private let patience: HTTPPatience
  /// What is left of the waiting time.
  private var waiting: Duration
  /// Why the server is asked no more.
  private var end: ServiceError?

  /// The publication whose root has this address; `isStopped` tells whether somebody wants to stop, and is asked all the
  /// time.
  public init(
    _ address: WebAddress, patience: HTTPPatience = .download, isStopped: @escaping @Sendable () -> Bool = { false }
  ) throws(PublicationError) {
    self.address = address
    self.patience = patience
    waiting = patience.waiting
    do {
      client = try HTTPClient(patience, isStopped: isStopped)
    } catch {
      throw PublishedSite.failure(error, address.text)
    }
  }

  public func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    try content(of: path, limit: limit)?.whole()
  }

  public func content(of path: String, limit: Int) throws(PublicationError) -> FetchedContent? {
    let content = FetchedContent()
    let reply: HTTPReply
    do {
      // What an old checkpoint cannot tell of would look like something missing.
      reply = try patiently(
        .get(address.below(path), limit: limit, anew: path == PublishedCheckpoint.path), into: content)
    } catch {
      throw PublishedSite.failure(error, address.below(path))
    }
    switch reply.status {
    case 200 where !reply.isPage: return content
    // A partial tile that is gone once the full one is there is no fault. // tlog-tiles
    case 404, 410: return nil
    default: throw PublishedSite.failure(reply.refusal, address.below(path))
    }
  }

  private func patiently(_ call: HTTPCall, into content: FetchedContent) throws(ServiceError) -> HTTPReply {
    if let end { throw end }
    var patience = patience
    patience.waiting = waiting
    patience.connecting = min(patience.connecting, waiting + .seconds(1))
    let began = ContinuousClock.now
    defer {
      let used = ContinuousClock.now - began - HTTPPatience.pace(content.count)
      waiting = min(self.patience.waiting, max(.zero, waiting - used))
    }
    do {
      return try client.exchange(call, patience) { content.append($0) }
    } catch {
      if error.code == .timeout || error.code == .stopped { end = error }
      throw error
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

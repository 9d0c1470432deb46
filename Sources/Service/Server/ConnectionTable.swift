internal import CMicrohttpd
internal import Glibc
internal import Synchronization

/// The connections of a server, with the sockets that they are: what the book says has to end is ended here.
///
/// Safe from many threads. A descriptor is used under the lock alone, and is taken out under it before it is closed, so it
/// is never that of somebody else.
final class ConnectionTable: Sendable {
  typealias Ending = ConnectionBook.Ending

  private let book: Mutex<ConnectionBook>

  init(_ limits: HTTPServer.Limits) {
    book = Mutex(ConnectionBook(limits))
  }

  /// Runs something on the book, and ends what has to end after it.
  func update<Result: Sendable>(
    _ body: (inout ConnectionBook, ContinuousClock.Instant) -> (Result, [Ending])
  ) -> (result: Result, endings: [Ending], count: Int) {
    let now = ContinuousClock.now
    return book.withLock { book in
      let (result, endings) = body(&book, now)
      for ending in endings { ConnectionTable.end(ending) }
      return (result, endings, book.entries.count)
    }
  }

  /// Says why, if something is owed, and ends the connection; the library's thread then sees it as gone and lets it go.
  private static func end(_ ending: Ending) {
    let descriptor = ending.entry.descriptor
    if let status = ending.status {
      let bytes = Array("HTTP/1.1 \(status) \(word(status))\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".utf8)
      // A client that does not even take this does without.
      _ = unsafe send(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
    }
    _ = shutdown(descriptor, Int32(SHUT_RDWR))
  }

  private static func word(_ status: Int) -> String {
    switch status {
    case ConnectionBook.tooLate: "Request Timeout"
    case ConnectionBook.tooMany: "Too Many Requests"
    default: "Service Unavailable"
    }
  }
}

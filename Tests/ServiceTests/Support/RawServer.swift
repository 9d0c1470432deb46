import Glibc
import Synchronization

/// A server that answers every connection with given bytes, well-formed or not, one connection after another.
final class RawServer: Sendable {
  /// What a connection gets.
  enum Behaviour: Sendable {
    /// These bytes, and then the end.
    case bytes(String)
    /// This text, these bytes, and then the end.
    case body(String, [UInt8])
    /// These bytes, and then zeros until the other side has enough.
    case endless(String)
    /// These bytes, and then nothing, until the other side has waited enough.
    case silent(String)
    /// These bytes, and then others again and again, with a pause of milliseconds before each, until the other side goes.
    case drops(String, then: String, every: UInt32)
    /// These bytes after so many milliseconds, and then the end.
    case late(String, after: UInt32)
  }

  let port: UInt16
  private let listener: Int32
  private let behaviour: Behaviour
  private let isOver = Atomic<Bool>(false)
  private let requests = Mutex<[String]>([])

  init(_ behaviour: Behaviour) throws {
    self.behaviour = behaviour
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let size = length
    let listener = self.listener
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = bind(listener, address, size)
        _ = listen(listener, 16)
        _ = getsockname(listener, address, &length)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    var thread = pthread_t()
    pthread_create(&thread, nil, serveRaw, Unmanaged.passRetained(self).toOpaque())
    pthread_detach(thread)
  }

  /// What it was asked, each request as far as it came at once.
  var asked: [String] { requests.withLock { $0 } }

  var address: String { "http://127.0.0.1:\(port)" }

  /// Ends it; the thread lets go at its next turn.
  func stop() {
    isOver.store(true, ordering: .relaxed)
    shutdown(listener, Int32(SHUT_RDWR))
  }

  fileprivate func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 || isOver.load(ordering: .relaxed) { break }
      answer(connection)
      close(connection)
    }
    close(listener)
  }

  private func answer(_ connection: Int32) {
    var request = [UInt8](repeating: 0, count: 65_536)
    let count = recv(connection, &request, request.count, 0)
    requests.withLock { $0.append(String(decoding: request.prefix(max(0, count)), as: UTF8.self)) }
    switch behaviour {
    case .bytes(let text): _ = write(text, connection)
    case .body(let head, let bytes):
      guard write(head, connection) else { return }
      _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    case .endless(let head):
      guard write(head, connection) else { return }
      let zeros = [UInt8](repeating: 0x30, count: 65_536)
      // Bounded, so that a client that never has enough fails its test and does not hang it.
      for _ in 0..<2_000 where send(connection, zeros, zeros.count, Int32(MSG_NOSIGNAL)) <= 0 { return }
    case .silent(let head):
      guard write(head, connection) else { return }
      _ = recv(connection, &request, request.count, 0)  // until the other side goes
    case .drops(let head, let drop, let pause):
      guard write(head, connection) else { return }
      // Bounded, as above.
      for _ in 0..<3_000 {
        usleep(pause * 1_000)
        guard write(drop, connection) else { return }
      }
    case .late(let text, let pause):
      usleep(pause * 1_000)
      _ = write(text, connection)
    }
  }

  private func write(_ text: String, _ connection: Int32) -> Bool {
    let bytes = Array(text.utf8)
    return send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }
}

@c private func serveRaw(_ state: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let state { Unmanaged<RawServer>.fromOpaque(state).takeRetainedValue().serve() }
  return nil
}

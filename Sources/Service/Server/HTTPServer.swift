internal import CMicrohttpd
internal import Glibc

/// Serves a router over a socket by libmicrohttpd, until it is stopped.
///
/// TLS, rate limits and limits for each address are the proxy's in front of it; framing, lengths and time are ours.
@safe public final class HTTPServer {
  /// What a server holds its clients to.
  public struct Limits: Hashable, Sendable {
    /// Connections at one time.
    public var connections = 256
    /// Seconds without a byte.
    public var idleSeconds = 15
    /// Seconds for all of one request's body.
    public var requestSeconds = 30
    /// Threads that serve, each with an epoll of its own.
    public var threads = 2
    /// Bytes for the request line, the header fields and buffers of a connection.
    public var connectionMemory = 32_768

    public init() {}
  }

  /// Where it listens, with the port that was chosen.
  public let address: ListenAddress
  // The daemon's threads reach `service` through a bare pointer; it lives until the daemon has stopped.
  private let service: HTTPService
  private var daemon: OpaquePointer?

  /// Listens and serves. `observe` is told of each request once it is answered, from the threads that serve.
  public init(
    _ address: ListenAddress, limits: Limits = Limits(), serving router: Router,
    observe: (@Sendable (RequestHead, Int) -> Void)? = nil
  ) throws(ServiceError) {
    guard pledge_mhd_load() == 0 else {
      throw ServiceError(
        .libraryMissing, "\(PLEDGE_MICROHTTPD_LIBRARY), which serving over HTTP needs, is not on this system",
        hint: "on Debian and Ubuntu: sudo apt-get install libmicrohttpd12")
    }
    let service = HTTPService(router, limits: limits, observe: observe)
    var bounds = pledge_mhd_limits(
      threads: UInt32(limits.threads), connections: UInt32(limits.connections),
      idle_seconds: UInt32(limits.idleSeconds), connection_memory: limits.connectionMemory)
    let started = unsafe address.withSystemAddress { system in
      unsafe pledge_mhd_start(
        system, &bounds, serveRequest, Unmanaged.passUnretained(service).toOpaque(), finishRequest)
    }
    guard let daemon = unsafe started else {
      let reason = unsafe String(cString: strerror(errno)).lowercased()
      throw ServiceError(
        .listen, "\(address) cannot be listened on: \(reason)", hint: "is another server there already?")
    }
    self.service = service
    unsafe self.daemon = daemon
    self.address = address.with(port: UInt16(clamping: unsafe pledge_mhd_port(daemon)))
  }

  /// Ends every connection; no request is answered any more when this returns.
  public func stop() {
    guard let running = unsafe daemon else { return }
    unsafe daemon = nil
    unsafe pledge_mhd_stop(running)
  }

  deinit {
    stop()
  }
}

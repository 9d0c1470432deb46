internal import CMicrohttpd
internal import Glibc

/// Serves a router over a socket by libmicrohttpd, until it is stopped.
///
/// TLS and rate limits are the proxy's in front of it; framing, lengths, time and the number of connections are ours.
@safe public final class HTTPServer {
  /// What a server holds its clients to.
  public struct Limits: Hashable, Sendable {
    /// Connections at one time, if the system gives so many descriptors.
    public var connections = 1_024
    /// Connections at one time of one client that is not on this machine.
    public var connectionsOfOneClient = 32
    /// For all of a request's head, on a new connection.
    public var head = Duration.seconds(5)
    /// For all of a request's body.
    public var body = Duration.seconds(10)
    /// For making an answer and for the client to read it.
    public var answer = Duration.seconds(30)
    /// For all of a further request's head.
    public var idle = Duration.seconds(15)
    /// Bytes of all bodies that are kept at one time.
    public var bodies = 16 << 20
    /// Threads that serve.
    public var threads = 2
    /// Bytes for the request line, the header fields and buffers of a connection.
    public var connectionMemory = 32_768

    public init() {}
  }

  /// Where it listens, with the port that was chosen.
  public let address: ListenAddress
  // The daemon's threads reach both through bare pointers; they live until the daemon has stopped.
  private let service: HTTPService
  private let calls: UnsafeMutablePointer<pledge_mhd_calls>
  private var daemon: OpaquePointer?
  private var watch: DeadlineWatch?

  /// Listens and serves. `counts` and `observe` are told of each request that is over, from the threads that serve.
  public init(
    _ address: ListenAddress, limits: Limits = Limits(), serving router: Router,
    counts: ExchangeCounts = ExchangeCounts(), observe: (@Sendable (HTTPExchange) -> Void)? = nil
  ) throws(ServiceError) {
    guard pledge_mhd_load() == 0 else {
      throw ServiceError(
        .libraryMissing, "\(PLEDGE_MICROHTTPD_LIBRARY), which serving over HTTP needs, is not on this system",
        hint: "on Debian and Ubuntu: sudo apt-get install libmicrohttpd12")
    }
    var limits = limits
    limits.connections = DescriptorLimit.connections(upTo: limits.connections)
    let service = HTTPService(router, limits: limits, counts: counts, observe: observe)
    watch = try DeadlineWatch { service.endOverdue() }
    self.service = service
    unsafe calls = .allocate(capacity: 1)
    unsafe calls.initialize(
      to: pledge_mhd_calls(
        state: Unmanaged.passUnretained(service).toOpaque(), opened: openConnection, closed: closeConnection,
        begun: beginRequest, serve: serveRequest, finished: finishRequest, refused: noteRefusal))
    // Each thread may have them all, and those that are just ending: how many there are is counted by us.
    var bounds = pledge_mhd_limits(
      threads: UInt32(limits.threads), connections: UInt32(limits.connections + DescriptorLimit.ending),
      idle_seconds: 60, connection_memory: limits.connectionMemory)
    let calls = unsafe calls
    let started = unsafe address.withSystemAddress { system in unsafe pledge_mhd_start(system, &bounds, calls) }
    guard let daemon = unsafe started else {
      let reason = unsafe String(cString: strerror(errno)).lowercased()
      unsafe calls.deallocate()
      throw ServiceError(.listen, "\(address) cannot be listened on: \(reason)")
    }
    unsafe self.daemon = daemon
    self.address = address.with(port: UInt16(clamping: unsafe pledge_mhd_port(daemon)))
  }

  /// Ends every connection; no request is answered any more when this returns.
  public func stop() {
    guard let running = unsafe daemon else { return }
    unsafe daemon = nil
    watch = nil
    unsafe pledge_mhd_stop(running)
    unsafe calls.deallocate()
  }

  deinit {
    stop()
  }
}

/// How many files this process may have open.
private enum DescriptorLimit {
  /// For connections that were ended and are not closed yet.
  static let ending = 64
  /// For everything else that is open.
  private static let others = 64

  /// How many connections there may be, after asking the system for enough.
  static func connections(upTo wanted: Int) -> Int {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return wanted }
    let needed = rlim_t(wanted + ending + others)
    var more = limit
    more.rlim_cur = min(needed, limit.rlim_max)
    if limit.rlim_cur < needed, unsafe setrlimit(resource, &more) == 0 { limit = more }
    return max(1, min(wanted, Int(clamping: limit.rlim_cur) - ending - others))
  }
}

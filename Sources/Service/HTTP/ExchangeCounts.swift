internal import Synchronization

/// What a server has done since it began, for `/metrics`.
///
/// Safe from many threads. The labels are the program's own words, so nobody makes this large from outside.
public final class ExchangeCounts: Sendable {
  private struct Kind: Hashable {
    let route: String
    let status: Int
  }

  private struct Counts {
    var requests: [Kind: UInt64] = [:]
    var seconds = 0.0
    var bytes: UInt64 = 0
    var connections = 0
  }

  private let counts = Mutex(Counts())

  public init() {}

  /// Counts an exchange that is over.
  func add(_ exchange: HTTPExchange) {
    let kind = Kind(route: exchange.route ?? "none", status: exchange.status ?? 0)
    let seconds = exchange.duration / .seconds(1)
    counts.withLock { counts in
      counts.requests[kind, default: 0] &+= 1
      counts.seconds += seconds
      counts.bytes &+= UInt64(clamping: exchange.size ?? 0)
    }
  }

  /// Notes how many connections there are.
  func connections(_ count: Int) {
    counts.withLock { $0.connections = count }
  }

  /// The counts as Prometheus reads them.
  public var metrics: MetricsText {
    let counts = counts.withLock { $0 }
    var text = MetricsText()
    text.family("pledgebook_http_requests_total", .counter, "Requests by route and status; 0 is one without an answer.")
    for (kind, count) in counts.requests.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }) {
      text.sample(
        "pledgebook_http_requests_total", ["route": kind.route, "status": String(kind.status)], Double(count))
    }
    text.family("pledgebook_http_request_seconds_total", .counter, "Time from first line to end, of all requests.")
    text.sample("pledgebook_http_request_seconds_total", [:], counts.seconds)
    text.family("pledgebook_http_response_bytes_total", .counter, "Bytes of the bodies of all answers.")
    text.sample("pledgebook_http_response_bytes_total", [:], Double(counts.bytes))
    text.family("pledgebook_http_connections", .gauge, "Connections that are open.")
    text.sample("pledgebook_http_connections", [:], Double(counts.connections))
    return text
  }
}

import Pledges
import Service

/// A request to a server of ours as one line for its operator, fields in a fixed order:
/// time, client, status, bytes, seconds, method, path.
enum RequestLine {
  /// No path of ours is near this long.
  private static let longestPath = 1_000
  private static let longestMethod = 20

  /// What is not known is `-`. The path comes last and as it was sent, so whoever prints it makes it harmless.
  static func text(_ exchange: HTTPExchange, at time: Instant) -> String {
    [
      "\(time)", exchange.client, number(exchange.status), number(exchange.size), seconds(exchange.duration),
      cut(exchange.method, longestMethod), cut(exchange.path, longestPath),
    ].joined(separator: " ")
  }

  private static func cut(_ text: String?, _ longest: Int) -> String {
    guard let text else { return "-" }
    return text.utf8.count > longest ? "\(text.prefix(longest))…" : text
  }

  private static func number(_ number: Int?) -> String { number.map(String.init) ?? "-" }

  /// Seconds to the millisecond, such as `0.004`.
  private static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let thousandths = String(attoseconds / 1_000_000_000_000_000)
    return "\(seconds).\(String(repeating: "0", count: max(0, 3 - thousandths.count)))\(thousandths)"
  }
}

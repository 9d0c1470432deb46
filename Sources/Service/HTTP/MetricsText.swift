/// Figures in the text format that Prometheus reads, version 0.0.4.
public struct MetricsText: Sendable {
  public enum Kind: String, Sendable {
    case counter
    case gauge
  }

  /// The media type of the format.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  public private(set) var text = ""

  public init() {}

  /// Begins a family of figures; its samples follow.
  public mutating func family(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  /// One figure, told from others of its family by its labels.
  public mutating func sample(_ name: String, _ labels: KeyValuePairs<String, String>, _ value: Double) {
    let inside = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    // A whole number is written as one.
    let figure = UInt64(exactly: value).map(String.init) ?? String(value)
    text += "\(name)\(inside.isEmpty ? "" : "{\(inside)}") \(figure)\n"
  }

  /// Puts other figures behind these.
  public mutating func append(_ other: MetricsText) {
    text += other.text
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

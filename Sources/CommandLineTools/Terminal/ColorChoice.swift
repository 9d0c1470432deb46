/// What `--color` says; `auto` is decided for each stream by itself.
public enum ColorChoice: String, Sendable, CaseIterable {
  case auto
  case always
  case never

  /// Whether a stream gets colour.
  ///
  /// `auto` means that it is a terminal, `TERM` is not `dumb` and `NO_COLOR` is unset or empty (no-color.org).
  public func isColored(isTerminal: Bool, environment: (String) -> String? = environmentValue) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: isTerminal && environment("TERM") != "dumb" && (environment("NO_COLOR") ?? "").isEmpty
    }
  }

  /// The style of one of our own streams.
  public func style(for stream: StandardStream) -> Style {
    Style(isColored: isColored(isTerminal: stream.isTerminal))
  }
}

/// When a command makes no sense without an option.
public enum Need: Sendable, Hashable {
  case never
  case always
  /// Always, but for uses with one of these options.
  case unless([String])
  /// In uses with one of these options, and in no other; none where those of `unless` are given, which go another way.
  case with([String], unless: [String] = [])
  /// As it says, but in uses with this option and without an operand, which are about something else: never there.
  indirect case operand(String, orOption: String, Need)

  /// Whether it holds in a use with these arguments.
  func holds(for arguments: ParsedArguments) -> Bool {
    switch self {
    case .never: false
    case .always: true
    case .unless(let options): !options.contains(where: arguments.flag)
    case .with(let options, let others):
      options.contains(where: arguments.flag) && !others.contains(where: arguments.flag)
    case .operand(_, let option, let need):
      (!arguments.operandPaths.isEmpty || !arguments.flag(option)) && need.holds(for: arguments)
    }
  }

  /// As a page of help says it behind what the option means; nil where there is nothing to say.
  var words: String? {
    switch self {
    case .never: nil
    case .always: "required"
    case .unless(let options): "required unless \(Self.list(options))"
    case .with(let options, _): "required with \(Self.list(options))"
    case .operand(let operand, _, .always): "required with \(operand)"
    case .operand(let operand, _, let need): need.words.map { "\($0) and \(operand)" }
    }
  }

  /// The options that the condition is about.
  var conditions: [String] {
    switch self {
    case .never, .always: []
    case .unless(let options): options
    case .with(let options, let others): options + others
    case .operand(_, let option, let need): [option] + need.conditions
    }
  }

  static func list(_ options: [String]) -> String { options.map { "--\($0)" }.joinedWords("or") }
}

/// A spelling that a command took once; it is a mistake now, and the message names the option in its place.
public struct FormerOption: Sendable, Hashable {
  /// The old long name.
  public let long: String
  /// The option in its place.
  public let now: String
  /// What is given with it, such as `the public key`.
  public let what: String

  /// An old spelling and the new one.
  public init(_ long: String, now: String, _ what: String) {
    self.long = long
    self.now = now
    self.what = what
  }
}

extension [String] {
  /// `a, b and c`.
  func joinedWords(_ word: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + last
  }
}

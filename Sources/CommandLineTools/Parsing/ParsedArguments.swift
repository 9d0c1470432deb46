public import Files

/// Options and operands that passed the parser.
///
/// What names a file is bytes, and asked for by `path`, `paths` and `operandPaths`; all else is text, which the parser saw to.
public struct ParsedArguments: Sendable, Equatable {
  var given: [String: [FilePath]] = [:]
  /// In the order given; as many as the command's definition requires.
  public internal(set) var operandPaths: [FilePath] = []
  /// The page that explains the command, for hints.
  var helpCommand: String = ""

  /// The operands as text.
  public var operands: [String] { operandPaths.map(\.asText) }

  /// The value of an option that does not repeat, or the first of one that does.
  public func value(_ long: String) -> String? {
    path(long)?.asText
  }

  /// All values of an option that repeats, in the order given.
  public func values(_ long: String) -> [String] {
    paths(long).map(\.asText)
  }

  /// The file that an option names.
  public func path(_ long: String) -> FilePath? {
    given[long]?.first
  }

  /// The files that an option names which repeats, in the order given.
  public func paths(_ long: String) -> [FilePath] {
    given[long] ?? []
  }

  /// The file that an option names which this use of the command cannot do without.
  public func requiredPath(_ long: String) throws(CommandError) -> FilePath {
    guard let path = path(long) else { throw .missingOption(long, helpCommand: helpCommand) }
    return path
  }

  /// Whether the option was given.
  public func flag(_ long: String) -> Bool {
    given[long] != nil
  }

  /// The value of an option that this use of the command cannot do without.
  public func required(_ long: String) throws(CommandError) -> String {
    guard let value = value(long) else { throw .missingOption(long, helpCommand: helpCommand) }
    return value
  }

  /// The whole number an option holds, or nil when it was not given.
  public func integer(_ long: String, in range: ClosedRange<Int> = 0...Int.max) throws(CommandError) -> Int? {
    guard let text = value(long) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      let limits =
        range.upperBound == Int.max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
      throw .usage("invalid-value", "--\(long) takes a whole number, \(limits), not \(text)", hint: helpCommand)
    }
    return number
  }

  /// Which of these options was given, when they cannot be used together.
  public func oneOf(_ longs: [String]) throws(CommandError) -> String? {
    let present = longs.filter { flag($0) }
    guard present.count <= 1 else {
      let names = present.map { "--" + $0 }
      throw .usage(
        "conflicting-options", "\(names.joined(separator: " and ")) cannot be used together",
        hint: "leave out \(names.dropFirst().joined(separator: " and ")); see \(helpCommand)")
    }
    return present.first
  }

  /// Refuses options that have no part in what another one asks for: nobody shall take them for heeded.
  public func refuse(_ longs: [String], with chosen: String) throws(CommandError) {
    guard let names = names(of: longs) else { return }
    throw .usage(
      "conflicting-options", "\(names) cannot be given with --\(chosen)",
      hint: "leave out \(names); see \(helpCommand)")
  }

  /// Refuses options that mean something beside another one and nothing by themselves.
  public func refuse(_ longs: [String], without needed: String) throws(CommandError) {
    guard !flag(needed), let names = names(of: longs) else { return }
    throw .usage(
      "missing-option", "\(names) is for use with --\(needed)",
      hint: "add --\(needed), or leave out \(names); see \(helpCommand)")
  }

  /// Those of these options that were given, as one writes them; nil when none was.
  private func names(of longs: [String]) -> String? {
    let present = longs.filter { flag($0) }
    return present.isEmpty ? nil : present.map { "--" + $0 }.joined(separator: " and ")
  }
}

extension CommandError {
  static func missingOption(_ long: String, helpCommand: String) -> CommandError {
    .usage("missing-option", "--\(long) is missing", hint: helpCommand)
  }
}

extension FilePath {
  /// The argument as text; what is none, as people are shown it.
  var asText: String { text ?? description }
}

import CommandLineTools

/// A length of time as people write it: `90m`, `36h`, `7d`.
enum WrittenDuration {
  private static let units: [Character: UInt64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]

  /// The seconds of an option's value; nil where it was not given.
  static func seconds(_ option: String, _ session: borrowing Session) throws(CommandError) -> UInt64? {
    guard let text = session.arguments.value(option) else { return nil }
    let digits = text.dropLast()
    guard let unit = text.last.flatMap({ units[$0] }), let count = UInt64(digits), String(count) == digits,
      (1...100_000_000).contains(count)
    else {
      throw .usage("invalid-value", "--\(option) \(text) is not a duration", hint: "write it as 90m, 36h or 7d")
    }
    return count * unit
  }
}

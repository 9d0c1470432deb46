/// Why there is no report: a stable code and a reason that is safe to show; equal when the codes are equal.
public struct ReportError: Error, Sendable {
  public let code: Code
  /// One sentence, lower case, no full stop.
  public let reason: String

  /// A name for scripts.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    public static let unknownSignatory = Code(rawValue: "report.unknown-signatory")
    public static let unknownPeriod = Code(rawValue: "report.unknown-period")
    public static let unknownCommitment = Code(rawValue: "report.unknown-commitment")
    public static let noAccord = Code(rawValue: "report.no-accord")
    public static let unreadableStatement = Code(rawValue: "report.unreadable-statement")
  }

  public init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}

extension ReportError: Equatable {
  public static func == (left: ReportError, right: ReportError) -> Bool {
    left.code == right.code
  }
}

extension ReportError: CustomStringConvertible {
  public var description: String { reason }
}

public import Pledges

/// Why a cell is what it is: the rule row, the entries and the times at each step, in the order of the rules.
public struct Explanation: Sendable {
  public let commitment: CommitmentID
  public let signatory: PartyID
  public let visibility: Visibility
  public let steps: [Step]

  /// A step of the rules: what it found, by which row, from which entries.
  public struct Step: Sendable {
    public var rule: RuleReference
    public var entries: [EntryIndex]
    public var fact: Fact
  }

  /// Sections and, where the section is a table of rows, the row.
  public struct RuleReference: Hashable, Sendable, CustomStringConvertible {
    public var section: Int
    public var row: Int?

    public init(_ section: Int, row: Int? = nil) {
      self.section = section
      self.row = row
    }

    /// `pbr-1 §4.5` is row 5 of section 4.
    public var description: String {
      row.map { "\(StatusRules.id) §\(section).\($0)" } ?? "\(StatusRules.id) §\(section)"
    }
  }

  /// Explains a cell from its trace.
  public init(of cell: CellStatus) {
    commitment = cell.commitment
    signatory = cell.trace.signatory
    visibility = cell.trace.visibility
    steps = ExplanationSteps(of: cell).steps
  }
}

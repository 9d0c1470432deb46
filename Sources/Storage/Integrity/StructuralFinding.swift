/// Something wrong with a ledger's file as such, below the meaning of its entries.
public struct StructuralFinding: Sendable, Hashable {
  /// What kind of damage it is.
  public enum Code: String, Sendable, CaseIterable {
    /// Pages, indexes, types or constraints, as SQLite's integrity_check sees them.
    case integrity = "file.integrity"
    /// A row that refers to an entry which is not there.
    case reference = "file.reference"
    /// Tables, triggers or indexes that differ from this version's.
    case schema = "file.schema"
    /// Identity or version other than ours.
    case identity = "file.identity"
    /// A page size, encoding or vacuum mode that we never write.
    case layout = "file.layout"
    /// A value with a type or length that its column cannot have.
    case value = "file.value"
    /// Tables that do not agree in length.
    case count = "file.count"
  }

  public let code: Code
  /// One sentence, lower case, no full stop.
  public let reason: String

  public init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }
}

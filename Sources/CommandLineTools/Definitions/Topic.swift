/// Something to know of a program that belongs to no single command, such as its exit statuses.
public struct Topic: Sendable, Hashable {
  /// Names and what they mean, under a heading.
  public struct Table: Sendable, Hashable {
    /// Without the colon.
    public let heading: String
    public let rows: [Row]

    /// A table with its rows in their order.
    public init(_ heading: String, _ rows: [Row]) {
      self.heading = heading
      self.rows = rows
    }
  }

  /// A thing and what it means.
  public struct Row: Sendable, Hashable {
    public let name: String
    public let meaning: String

    /// A row: the name on the left, what it means on the right.
    public init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// A word by which it is asked for, behind `help`, such as `exit-codes`.
  public let name: String
  /// Its heading in a manual.
  public let title: String
  /// One line for the overview, lower case, no full stop.
  public let summary: String
  /// What there is, and what each means.
  public let tables: [Table]
  /// Paragraphs for the end of the page, wrapped when shown.
  public let details: [String]

  /// All rows, whatever they stand under.
  public var rows: [Row] { tables.flatMap(\.rows) }
  /// What a manual says before the rows.
  public var introduction: String { details.joined(separator: " ") }

  /// A topic; see the properties for what each part is.
  public init(_ name: String, title: String, summary: String, tables: [Table], details: [String] = []) {
    self.name = name
    self.title = title
    self.summary = summary
    self.tables = tables
    self.details = details
  }
}

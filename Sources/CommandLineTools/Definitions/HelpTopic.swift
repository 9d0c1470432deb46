/// A page of help that is about no single command.
public struct HelpTopic: Sendable, Hashable {
  /// Names and what they mean, under a heading.
  public struct Table: Sendable, Hashable {
    /// Without the colon.
    public let heading: String
    public let rows: [Row]

    public init(_ heading: String, _ rows: [Row]) {
      self.heading = heading
      self.rows = rows
    }
  }

  /// A name on the left, what it means on the right.
  public struct Row: Sendable, Hashable {
    public let name: String
    public let meaning: String

    public init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// The word behind `help`.
  public let name: String
  /// One line, lower case, no full stop.
  public let summary: String
  public let tables: [Table]
  /// Paragraphs for the end of the page, wrapped when shown.
  public let details: [String]

  /// A page; see the properties for what each part is.
  public init(_ name: String, summary: String, tables: [Table], details: [String] = []) {
    self.name = name
    self.summary = summary
    self.tables = tables
    self.details = details
  }
}

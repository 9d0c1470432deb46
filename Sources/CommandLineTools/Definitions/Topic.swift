/// Something to know of a program that belongs to no single command, such as its exit statuses.
public struct Topic: Sendable, Hashable {
  /// A word by which it is asked for, such as `exit-codes`.
  public let name: String
  /// Its heading.
  public let title: String
  /// A sentence or two before the rows.
  public let introduction: String
  /// What there is, and what each means.
  public let rows: [Row]

  /// A thing and what it means.
  public struct Row: Sendable, Hashable {
    public let name: String
    public let meaning: String
  }

  /// A topic with its rows in their order.
  public init(name: String, title: String, introduction: String = "", rows: [(name: String, meaning: String)]) {
    self.name = name
    self.title = title
    self.introduction = introduction
    self.rows = rows.map { Row(name: $0.name, meaning: $0.meaning) }
  }
}

import Compliance
import Cryptography
import Languages
import Pledges
import Testing

@testable import Reports

@Suite("An overview counts a departure once, and only of who is a member then")
struct MovementTests {
  /// Quince, medlar and sorrel join in May 2033, and then sorrel's part of the story.
  private func overview(asOf time: String = "2036-01-01T00:00:00Z", _ story: (SampleLedger) throws -> Void) throws
    -> AccordOverview
  {
    let book = try SampleLedger()
    try OrchardStory.begin(book, OrchardAccord.publication())
    for name in ["quince", "medlar", "sorrel"] { try join(book, name, effective: "2033-05-01T00:00:00Z") }
    try story(book)
    return try AccordOverview(period: id("2033"), in: book.view(asOf: time), language: .english)
  }

  private func join(
    _ book: SampleLedger, _ name: String, effective: String, recorded: String = "2033-05-02T09:00:00Z"
  ) throws {
    try book.say(
      .join(
        Join(
          signatory: id(name), name: text(["en": name]), kind: id("state"), effective: time(effective),
          keys: [book.key(name).publicKey], basis: .signed)),
      at: recorded, by: "registrar", name)
  }

  private func withdraw(_ book: SampleLedger, effective: String, recorded: String) throws {
    try book.say(
      .withdraw(Withdrawal(signatory: id("sorrel"), effective: time(effective), text: nil)), at: recorded, by: "sorrel")
  }

  private func delist(_ book: SampleLedger, effective: String, recorded: String) throws {
    try book.say(
      .delist(StandingChange(signatory: id("sorrel"), effective: time(effective), reason: .other)), at: recorded,
      by: "registrar")
  }

  private func succeed(_ book: SampleLedger, effective: String, recorded: String) throws {
    try book.say(
      .update(
        SignatoryUpdate(
          signatory: id("sorrel"), effective: time(effective), reason: .succeeded, successor: id("quince"))),
      at: recorded, by: "registrar", "sorrel", "quince")
  }

  /// The year, who joined and left in it, and the members at its end.
  private func years(_ overview: AccordOverview) -> [[Int]] {
    overview.years.map { [$0.year, $0.joined, $0.left, $0.members] }
  }

  @Test("who has withdrawn does not leave once more by being delisted or succeeded")
  func departedOnce() throws {
    let overview = try overview { book in
      try withdraw(book, effective: "2033-07-01T00:00:00Z", recorded: "2033-06-01T09:00:00Z")
      try delist(book, effective: "2033-09-01T00:00:00Z", recorded: "2033-08-01T09:00:00Z")
      try succeed(book, effective: "2034-02-01T00:00:00Z", recorded: "2034-01-01T09:00:00Z")
    }
    #expect(years(overview) == [[2033, 3, 1, 2]])
    #expect(overview.movements.filter { $0.signatory.text == "sorrel" }.map(\.change) == [.joined, .withdrew])
  }

  @Test("the act that is effective first ends the membership, whichever was recorded first")
  func effectiveFirst() throws {
    let overview = try overview { book in
      try withdraw(book, effective: "2034-12-01T00:00:00Z", recorded: "2033-06-01T09:00:00Z")
      try delist(book, effective: "2033-09-01T00:00:00Z", recorded: "2033-08-01T09:00:00Z")
    }
    #expect(years(overview) == [[2033, 3, 1, 2]])
    #expect(overview.movements.filter { $0.signatory.text == "sorrel" }.map(\.change) == [.joined, .delisted])
  }

  @Test("who comes back joins once more, and can leave once more")
  func comesBack() throws {
    let overview = try overview { book in
      try withdraw(book, effective: "2033-07-01T00:00:00Z", recorded: "2033-06-01T09:00:00Z")
      try join(book, "sorrel", effective: "2034-03-01T00:00:00Z", recorded: "2034-02-01T09:00:00Z")
      try delist(book, effective: "2035-03-01T00:00:00Z", recorded: "2035-02-01T09:00:00Z")
    }
    #expect(years(overview) == [[2033, 3, 1, 2], [2034, 1, 0, 3], [2035, 0, 1, 2]])
  }

  @Test("what is announced has not happened yet")
  func announced() throws {
    let overview = try overview(asOf: "2034-01-01T00:00:00Z") { book in
      try withdraw(book, effective: "2035-01-01T00:00:00Z", recorded: "2033-06-01T09:00:00Z")
    }
    #expect(years(overview) == [[2033, 3, 0, 3]])
  }
}

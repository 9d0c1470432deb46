import CanonicalJSON
import Fixtures
import Testing

@Suite("What waits for somebody, for whoever keeps a ledger")
struct TaskListTests {
  private func tasks(_ workshop: Workshop, _ words: String...) throws -> [JSONNode] {
    let told = try workshop.run(["tasks", "--json"] + words).expectDone()
    return told.json?.member("tasks").map { Array($0.elements) } ?? []
  }

  @Test("says of whom, what and by when, in the order of kinds and due dates")
  func reports() throws {
    let workshop = try Workshop()
    let due = try #require(tasks(workshop, "--as-of", "2032-03-20").first)
    #expect(due.member("task")?.string == "report-due")
    #expect(due.member("party")?.string == "brindlemark")
    #expect(due.member("period")?.string == "2031")
    let instant = try #require(due.member("due")?.string)
    let text = try workshop.run("tasks", "--as-of", "2032-03-20").expectDone().output
    #expect(text.contains("\nreport due\n  \(instant)  brindlemark  2031: la-"), "\(text)")
    let late = try tasks(workshop, "--as-of", "2032-06-30", "--signatory", "quillonia")
    let kinds = late.compactMap { $0.member("task")?.string }
    #expect(kinds.allSatisfy { ["report-overdue", "report-missing"].contains($0) })
    #expect(!late.isEmpty)
    let parties = late.compactMap { $0.member("party")?.string }
    #expect(parties.allSatisfy { $0 == "quillonia" })
    #expect(try tasks(workshop, "--as-of", "2031-01-01").isEmpty)
  }

  @Test("a calendar is the same bytes each time, and an event keeps its UID when its due date moves")
  func calendar() throws {
    let workshop = try Workshop()
    let words = ["tasks", "--as-of", "2032-03-20", "--within", "8w", "--ics"]
    let calendar = try workshop.run(words).expectDone().output
    #expect(try workshop.run(words).expectDone().output == calendar)
    let lines = calendar.replacing("\r\n", with: "\n").split(separator: "\n")
    #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 })
    // The ledger's own time, whenever this is run.
    #expect(Set(lines.filter { $0.hasPrefix("DTSTAMP") }) == ["DTSTAMP:20301202T000000Z"])
    let ids = lines.filter { $0.hasPrefix("UID:") }
    #expect(Set(ids).count == ids.count && ids.count > 2)
    try workshop.run(
      "extend", "--period", "2031", "--all", "--new-due", "2032-04-30", "--reason", "The post was late.",
      "--registrar-key", "registrar", "--at", "2032-02-11T00:00:00Z"
    ).expectDone()
    let moved = try workshop.run(words).expectDone().output
    #expect(moved.contains("DTSTART:20320430T235959Z"), "\(moved)")
    #expect(moved.replacing("\r\n", with: "\n").split(separator: "\n").filter { $0.hasPrefix("UID:") } == ids)
  }

  @Test("a calendar without tasks has the event of the ledger, as the format asks for one")
  func empty() throws {
    let calendar = try Workshop().run("tasks", "--as-of", "2031-01-01", "--ics").expectDone().output
    #expect(calendar.replacing("\r\n", with: "\n").split(separator: "\n").count { $0 == "BEGIN:VEVENT" } == 1)
    #expect(calendar.contains("pledges.example/lantern: 0 tasks at entry 3"), "\(calendar)")
  }

  @Test(
    "refuses what is no span, and two forms at once",
    arguments: [
      ["--within", "30"], ["--within", "d"], ["--within", "-1d"], ["--within", "1m"], ["--within", "999999d"],
      ["--within", ""], ["--ics", "--json"], ["--signatory", "nobody"],
    ])
  func mistakes(_ words: [String]) throws {
    let refused = try Workshop().run(["tasks"] + words)
    #expect(refused.status == 2, "\(refused)")
  }

  @Test("names the witnesses that did not cosign the newest checkpoint, to the keeper and as of now")
  func witnesses() throws {
    let workshop = try Workshop()
    for name in ["w.db"] {
      try workshop.run("witness", "init", "--state", name, "--name", "witness.example/w", "--key", "stranger")
        .expectDone()
    }
    let key = try workshop.run("witness", "key", "--state", "w.db", "--json").expectDone().text("vkey") ?? ""
    let policy = "witness one \(key) http://127.0.0.1:9/\nquorum one\n"
    try workshop.folder.write(Array(policy.utf8), to: "policy.txt")
    let told = try workshop.run(
      ["tasks", "--json"], environment: ["PLEDGEBOOK_WITNESS_POLICY": workshop.folder.path("policy.txt")])
    told.expectDone()
    let missing =
      (told.json?.member("tasks")).map { Array($0.elements) }?.filter { $0.member("task")?.string == "witness-missing" }
      ?? []
    #expect(missing.compactMap { $0.member("name")?.string } == ["one"], "\(told)")
    let then = try workshop.run(
      ["tasks", "--as-of", "2031-01-01"],
      environment: ["PLEDGEBOOK_WITNESS_POLICY": workshop.folder.path("policy.txt")])
    #expect(!then.output.contains("witness"), "\(then)")
  }
}

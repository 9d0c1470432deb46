import CanonicalJSON
import Fixtures
import LedgerSamples
import Testing

/// What a production ledger's clock may do, and who sees what it did. // Format §8, §11
@Suite("The clock of a production ledger")
struct ClockTests {
  private static let day: Int64 = 86_400
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  private func files(of name: String) throws -> [UInt8] { try workshop.folder.read(name) }

  // MARK: - After silence

  @Test("after 45 days nothing is appended on the word of this clock alone")
  func silence() throws {
    let ledger = try ProductionLedger(workshop, recordedIn: -46 * Self.day)
    let before = try files(of: ProductionLedger.name)
    try ledger.list("alder", ["--json"]).expectRefusal("clock.silence", status: 4)
    #expect(try files(of: ProductionLedger.name) == before)
    // The same on every way in.
    try ledger.list("alder", ["--out", "e.json"]).expectDone()
    try ledger.run("submit", "e.json", "--json").expectRefusal("clock.silence", status: 4)
    try ledger.run("submit", "e.json", "--each", "--json").expectRefusal("clock.silence", status: 4)
    try workshop.folder.write(
      Array(
        "id,name_en,kind,effective,source_uri,as_of\nbirch,Birch,state,2019-01-01T00:00:00Z,https://b.example/,2019-01-01\n"
          .utf8),
      to: "r.csv")
    try ledger.run("import", "r.csv", "--registrar-key", "registrar", "--json").expectRefusal(
      "clock.silence", status: 4)
    try ledger.run("submit", "e.json", "--after-silence").expectDone()
    // That broke the silence.
    try ledger.list("cedar").expectDone()
    #expect(try ledger.run("verify").status == 0)
  }

  @Test("a ledger that rested for less goes on")
  func rest() throws {
    let ledger = try ProductionLedger(workshop, recordedIn: -44 * Self.day)
    try ledger.list("alder").expectDone()
  }

  @Test(
    "a witness that cosigned the newest checkpoint of late bears the clock out",
    arguments: [(Int64(3_600), true), (2 * Self.day, false), (-3_600, false)])
  func witnessed(_ secondsAgo: Int64, _ isTaken: Bool) throws {
    let ledger = try ProductionLedger(workshop, recordedIn: -46 * Self.day)
    try ledger.cosign(secondsAgo: secondsAgo)
    let listed = try ledger.list("alder", ["--json"])
    if isTaken { listed.expectDone() } else { listed.expectRefusal("clock.silence", status: 4) }
  }

  @Test("a cosignature of another policy's witness, or one that does not verify, does not")
  func otherWitness() throws {
    let ledger = try ProductionLedger(workshop, recordedIn: -46 * Self.day)
    try ledger.cosign(secondsAgo: 60)
    let cosigned = try files(of: ProductionLedger.name + ".cosigned")
    // Another witness's policy, with the file of before.
    try ledger.cosign(secondsAgo: 60)
    try workshop.folder.write(cosigned, to: ProductionLedger.name + ".cosigned")
    try ledger.list("alder", ["--json"]).expectRefusal("clock.silence", status: 4)
  }

  @Test("a demo ledger keeps whatever time it is given")
  func demo() throws {
    try workshop.run(
      "withdraw", "quillonia", "--key", "quillonia", "--at", "2039-01-01T00:00:00Z"
    ).expectDone()
    #expect(try workshop.run("verify").status == 0)
  }

  // MARK: - Ahead, and late

  private func reasons(_ told: Transcript) -> [String?] {
    told.json?.member("reasons")?.elements.map { $0.member("code")?.string } ?? []
  }

  @Test("entries dated later than the reader's clock are named, each time, and the ledger is intact all the same")
  func ahead() throws {
    let ledger = try ProductionLedger(workshop, recordedIn: Self.day)
    for _ in 1...2 {
      let verified = try ledger.run("verify", "--state", "audit", "--json")
      #expect(verified.status == 4, "\(verified)")
      #expect(reasons(verified) == ["clock.ahead"])
      let reason = verified.json?.member("reasons")?.elements.first { _ in true }
      #expect(reason?.member("index")?.integer == 0)
      #expect(verified.json?.member("verified")?.boolean == true)
    }
    let text = try ledger.run("verify")
    #expect(text.output.contains("\nshort       entry 0  clock.ahead  entries 0 to 1 are dated "), "\(text)")
    // Each reason stands by itself.
    #expect(try reasons(ledger.run("verify", "--require", "signed", "--json")) == ["assurance.below", "clock.ahead"])
    try ledger.run("publish", "site").expectDone()
    let copied = try workshop.run("verify", "--from", "site", "--log-key", ledger.logKey, "--json")
    #expect(copied.status == 4 && reasons(copied) == ["clock.ahead"], "\(copied)")
    let looked = try workshop.run("monitor", "site", "--watch", "alder", "--log-key", ledger.logKey, "--json")
    #expect(looked.status == 4 && reasons(looked) == ["clock.ahead"], "\(looked)")
    let told = ["--state", "seen", "--exec", "true", "--log-key", ledger.logKey]
    #expect(try workshop.run(["monitor", "site", "--all"] + told).status == 4)
    #expect(try workshop.delivered("shortfall").map { $0.member("code")?.string } == ["clock.ahead"])
    let mirrored = try workshop.run("mirror", "site", "copy", "--log-key", ledger.logKey).expectDone()
    #expect(mirrored.error.contains("warning: from entry 0 on: entries 0 to 1 are dated "), "\(mirrored)")
  }

  @Test("clocks may differ by 300 seconds")
  func tolerance() throws {
    let ledger = try ProductionLedger(workshop, recordedIn: 200)
    #expect(try ledger.run("verify").status == 0)
  }

  @Test("new entries that are dated before the last look are told, to whoever monitors and to whoever mirrors")
  func late() throws {
    let ledger = try ProductionLedger(workshop, recordedIn: -2 * Self.day)
    try ledger.run("publish", "site").expectDone()
    let look = [
      "monitor", "site", "--watch", "alder", "--state", "seen", "--log-key", ledger.logKey, "--exec", "true", "--json",
    ]
    try workshop.run(look).expectDone()
    let mirror = ["mirror", "site", "copy", "--log-key", ledger.logKey]
    #expect(try !workshop.run(mirror).expectDone().error.contains("dated before"))
    try ledger.list("alder", recordedIn: -Self.day)
    try ledger.list("birch").expectDone()
    try ledger.run("publish", "site").expectDone()
    let second = try workshop.run(look).expectDone()
    #expect(second.json?.member("lateEntries")?.member("first")?.integer == 2, "\(second)")
    #expect(second.json?.member("lateEntries")?.member("last")?.integer == 2)
    let mirrored = try workshop.run(mirror).expectDone()
    #expect(mirrored.error.contains("entry 2 is dated before the look of "), "\(mirrored)")
    #expect(try workshop.run(look).expectDone().json?.member("lateEntries")?.kind == .null)
    #expect(try workshop.delivered("late-entries").map { $0.member("first")?.integer } == [2])
  }
}

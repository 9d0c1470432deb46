import Fixtures
import Glibc
import Testing

@testable import pledgebook

@Suite("join --from: which use is meant, and where the statements go")
struct JoinListUseTests {
  private func workshop() throws -> Workshop { try JoinListTests.workshop(JoinListTests.list) }

  @Test("without an ID a list is meant, with one a published copy; neither is taken for the other")
  func twoUses() throws {
    let workshop = try workshop()
    try workshop.run("publish", "public").expectDone()
    let folder = try workshop.run("join", "--from", "public", "--draft", "joins", "--json")
    folder.expectRefusal("usage.missing-operand", status: 2)
    #expect(folder.error.contains("public is a published copy"), "\(folder)")
    try workshop.run("join", "--from", "https://pledges.example/lantern", "--draft", "joins", "--json")
      .expectRefusal("usage.missing-operand", status: 2)
    let one = ["--name", "en=Osselund", "--kind", "state", "--public-key", "stranger.pub"]
    let file = try workshop.run(
      ["join", "osselund", "--from", "list.csv", "--policy", "list.csv", "--draft", "one.json", "--json"] + one)
    file.expectRefusal("usage.conflicting-options", status: 2)
    #expect(file.error.contains("leave out ID"), "\(file)")
    // A copy needs somebody to believe, and a list nobody.
    let copy = try workshop.run(["join", "osselund", "--from", "public", "--draft", "one.json", "--json"] + one)
    copy.expectRefusal("usage.missing-option", status: 2)
    #expect(copy.error.contains("--log-key VKEY | --policy FILE"), "\(copy)")
    try workshop.run(["join", "--from", "list.csv", "--draft", "joins"] + JoinListTests.time).expectDone()
  }

  @Test("without ID and list the ID is missing, and what goes with it")
  func nothing() throws {
    let told = try workshop().run("join", "--registrar-key", "registrar", "--json")
    told.expectRefusal("usage.missing-option", status: 2)
    for name in ["ID", "--name LANG=TEXT", "--kind KIND", "--signing-key FILE"] {
      #expect(told.error.contains(name), "\(name): \(told)")
    }
    try workshop().refuses(
      "usage.missing-operand", status: 2, "join", "--name", "en=X", "--kind", "state", "--signing-key", "stranger",
      "--registrar-key", "registrar")
  }

  @Test("a list without a place, a registrar's key or a folder for files goes nowhere")
  func places() throws {
    let workshop = try workshop()
    try workshop.refuses(
      "usage.missing-option", status: 2, "join", "--from", "list.csv", "--registrar-key", "registrar")
    try workshop.refuses("usage.missing-key", status: 2, "join", "--from", "list.csv", "--out", "joins")
    try workshop.refuses("usage.no-stream", status: 2, "join", "--from", "list.csv", "--draft", "-")
    try workshop.refuses("io.not-found", status: 3, "join", "--from", "list.csv", "--draft", "nowhere/joins")
    try workshop.refuses("io.not-found", status: 3, "join", "--from", "nowhere.csv", "--draft", "joins")
    try workshop.refuses(
      "usage.conflicting-options", status: 2, "join", "--from", "list.csv", "--draft", "a", "--out", "b")
  }

  @Test("a folder with something in it is left alone, and so is a file", arguments: ["folder", "file", "link"])
  func taken(_ kind: String) throws {
    let workshop = try workshop()
    switch kind {
    case "folder":
      try #require(mkdir(workshop.folder.path("joins"), 0o755) == 0)
      try workshop.folder.write([1], to: "joins/mine")
    case "file": try workshop.folder.write([1], to: "joins")
    default: try #require(symlink("/tmp", workshop.folder.path("joins")) == 0)
    }
    try workshop.refuses("io.exists", status: 3, "join", "--from", "list.csv", "--draft", "joins")
  }

  @Test(
    "what stands in the lines, and what only an entry has, is not given with a list",
    arguments: [
      ["--name", "en=X"], ["--kind", "state"], ["--country", "XA"], ["--trait", "x"], ["--subscribe", "x"],
      ["--effective", "2031-03-01T00:00:00Z"], ["--joined-via", "x"], ["--reservation", "en=x"],
      ["--public-key", "stranger.pub"], ["--signing-key", "stranger"], ["--threshold", "1"],
      ["--identified", "in-person;2031-01-20;x"], ["--public-source", "https://x.example/", "--as-of", "2031-01-01"],
      ["--source-sha256", "x"],
      ["--log-key", "log.pub"],
      ["--policy", "x"], ["--overwrite"], ["--receipt-dir", "."], ["--wait", "1"], ["--after-silence"],
    ])
  func options(_ words: [String]) throws {
    let told = try workshop().run(["join", "--from", "list.csv", "--draft", "joins", "--json"] + words)
    told.expectRefusal("usage.conflicting-options", status: 2)
    #expect(told.error.contains(words[0]) && told.error.contains("cannot be given with --from"), "\(told)")
  }
}

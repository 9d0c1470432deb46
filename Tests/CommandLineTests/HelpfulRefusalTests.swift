import Fixtures
import LedgerSamples
import Testing

@Suite("A refusal says all of what is wrong, and what is meant")
struct HelpfulRefusalTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
  }

  @Test("what is missing, and what is too much, at once")
  func both() throws {
    let told = try workshop.run("init", "x")
    #expect(told.status == 2)
    #expect(
      told.error.contains("--accord FILE") && told.error.contains("are missing, and x is one argument too many"),
      "\(told)")
  }

  @Test("entry is near to show and to entries")
  func entry() throws {
    let told = try workshop.run("entry")
    #expect(told.status == 2)
    #expect(told.error.contains("did you mean pledgebook show or pledgebook entries?"), "\(told)")
  }

  @Test(
    "what looks like a language tag and is none is no text without a language",
    arguments: [
      ("en_US=hi", "en-US"), ("en_US.UTF-8=hi", "en-US"), ("é=hi", "en"), ("en =hi", "en"), (" en=hi", "en"),
      ("EN=hi", "en"),
      ("english=hi", "en"),
    ])
  func tags(_ text: String, _ spelled: String) throws {
    for words in [
      [
        "review", "withdraw", "2", "--key", "reviewer", "--at", "2031-02-01T00:00:00Z", "--text", text, "--draft",
        "d.json",
      ],
      [
        "update", "quillonia", "--name", text, "--reason", "renamed", "--registrar-key", "registrar", "--at",
        "2031-02-01T00:00:00Z", "--draft", "d.json",
      ],
    ] {
      let told = try workshop.run(words)
      #expect(told.status == 2, "\(told)")
      #expect(told.error.contains("is not a language tag\n") && told.error.contains(" \(spelled)=TEXT\n"), "\(told)")
    }
  }

  @Test(
    "a sentence with an = in it is one", arguments: ["a sentence = two parts", "2 + 2 = 4", "= nothing", "Formula = 3"])
  func sentences(_ text: String) throws {
    // The text is taken; that entry 2 is no review is for the rules to say.
    let told = try workshop.run(
      "review", "withdraw", "2", "--key", "reviewer", "--at", "2031-02-01T00:00:00Z", "--text", text, "--draft",
      "d.json")
    #expect(told.status == 5, "\(told)")
  }

  @Test("an accord's texts hold no character that no statement takes; long ones may have lines")
  func accord() throws {
    let document = try EditedDocument(Fixtures.run("cat", [Workshop.accord]).output)
    for (pointer, text) in [
      ("/title/en", "A\u{202e}B"), ("/title/en", "A\nB"), ("/commitments/0/title/en", "A\u{85}B"),
      ("/commitments/0/text/en", "A\u{1b}[2JB"),
    ] {
      try workshop.folder.write(document.setting(pointer, to: text).bytes, to: "bad.json")
      let told = try workshop.run("accord", "check", "bad.json", "--json")
      told.expectRefusal("usage.control-character", status: 2)
      #expect(told.error.contains("bad.json, \(pointer) holds"), "\(told)")
      try workshop.refuses(
        "usage.control-character", status: 2, "accord", "publish", "bad.json", "--changes", "more", "--registrar-key",
        "registrar", "--at", "2032-01-01T00:00:00Z")
    }
    let long = try document.setting("/commitments/0/text/en", to: "A line.\nAnother one.")
    try workshop.folder.write(long.bytes, to: "good.json")
    try workshop.run("accord", "check", "good.json").expectDone()
  }
}

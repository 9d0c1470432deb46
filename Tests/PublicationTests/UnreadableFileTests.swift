import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog
import Verification

/// A server that answers something else than the file is not a forger: that could not be read, and nobody is told more.
/// // Format §8
@Suite("What is no published file")
struct UnreadableFileTests {
  /// What may come in the place of a file, made of the file.
  struct Answer: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let make: @Sendable ([UInt8]) throws(PublicationError) -> [UInt8]?

    init(_ description: String, _ make: @escaping @Sendable ([UInt8]) throws(PublicationError) -> [UInt8]?) {
      testDescription = description
      self.make = make
    }
  }

  static let answers = [
    Answer("nothing") { _ in nil },
    Answer("no bytes") { _ in [] },
    Answer("all but the last byte") { Array($0.dropLast()) },
    Answer("a half") { Array($0.prefix($0.count / 2)) },
    Answer("more behind it") { $0 + Array("<!-- seen -->\n".utf8) },
    Answer("a page") { _ in Array("<!doctype html>\n<title>Sign in</title>\n".utf8) },
    Answer("a page of as many bytes") { Array(repeating: UInt8(ascii: "p"), count: $0.count) },
    Answer("a page of as many lines") { file in
      Array(String(repeating: "<p>\n", count: file.count { $0 == 10 }).utf8)
    },
    Answer("other line ends") { file in
      let ends = file.flatMap { $0 == 10 ? [13, 10] : [$0] }
      return ends.count > file.count ? ends : file + [13, 10]
    },
    Answer("a byte order mark before it") { [0xEF, 0xBB, 0xBF] + $0 },
    Answer("room that was set aside") { Array(repeating: 0, count: $0.count) },
    Answer("compressed bytes") { file in
      [0x1F, 0x8B, 8, 0] + (0..<file.count / 3).map { UInt8(truncatingIfNeeded: $0 &* 151 ^ $0 >> 3) }
    },
    Answer("too much") { _ throws(PublicationError) in throw PublicationError(.tooLarge, "more than that") },
    Answer("a link") { _ throws(PublicationError) in throw PublicationError(.unsafePath, "no plain file") },
  ]

  static let paths = [
    "checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44",
    "tile/envelopes/000", "tile/envelopes/001.p/44",
  ]

  @Test("could not be read, for whoever reads it", arguments: paths, answers)
  func unreadable(path: String, answer: Answer) throws {
    let site = OddSite(try Samples.published(Samples.long, 300), [path: answer])
    let codes: Set<String?> = ["publication.unreadable", path == "checkpoint" ? "checkpoint.missing" : nil]
    let policy = try Samples.policy()
    #expect(codes.contains(code { _ = try Samples.look(at: site) }))
    let copy = MemoryFiles()
    #expect(codes.contains(code { try Mirror(of: site, by: policy, into: copy).follow(now: "2032-06-01") }))
    #expect(copy.files["checkpoint"] == nil)
    let read = code {
      let ledger = try PublishedLedger(site, at: PublishedCheckpoint.read(site, by: policy), .authentic)
      try ledger.forEachEntry { _ in true }
    }
    #expect(codes.contains(read))
  }

  @Test("and a monitor says no more of it", arguments: paths)
  func monitored(path: String) throws {
    let site = OddSite(try Samples.published(Samples.long, 300), [path: Self.answers[0]])
    let monitor = Monitor(watching: ["alder"], by: try Samples.policy())
    let said = code { _ = try monitor.look(at: site, after: nil, now: "2032-06-01") }
    #expect(said == (path == "checkpoint" ? "checkpoint.missing" : "publication.unreadable"))
  }

  @Test("a description that is not there keeps a verification from its end, and says so", arguments: answers)
  func description(_ answer: Answer) throws {
    // With other line ends, or one less, it says the same.
    guard !["all but the last byte", "other line ends"].contains(answer.testDescription) else { return }
    let site = OddSite(try Samples.published(Samples.long, 20), ["ledger.json": answer])
    #expect(code { _ = try Samples.look(at: site) } == "publication.unreadable")
  }

  @Test("where nobody answers, that is said in the transport's words")
  func refusal() throws {
    let refusing = Answer("a refusal") { _ throws(PublicationError) in
      throw PublicationError(.inputOutput, "the server answers 403")
    }
    for path in Self.paths {
      let site = OddSite(try Samples.published(Samples.long, 300), [path: refusing])
      #expect(code { _ = try Samples.look(at: site) } == "publication.io")
    }
  }

  @Test("what came is told as far as it can be read")
  func words() throws {
    let page = Answer("") { _ in Array("<!doctype html><title>Sign in</title>\n".utf8) }
    let site = OddSite(try Samples.published(Samples.long, 20), ["tile/entries/000.p/20": page])
    let error = #expect(throws: PublicationError.self) { _ = try Samples.look(at: site) }
    #expect(error?.isVerdict == false)
    #expect(
      error?.reason == "tile/entries/000.p/20 could not be read: what came, 38 bytes that begin with "
        + "<!doctype html><title>Sign in</title>, is not a bundle of 20 headers")
    for (path, form) in [("entries/001.p/1", "a bundle of 1 header"), ("envelopes/001.p/1", "1 envelope")] {
      let site = OddSite(try Samples.published(Samples.long, 257), ["tile/\(path)": page])
      let error = #expect(throws: PublicationError.self) { _ = try Samples.look(at: site) }
      #expect(error?.reason.hasSuffix("is not \(form)") == true, "\(error?.reason ?? "")")
    }
  }

  @Test("is taken out of the full tile, whatever it is that comes for the partial one", arguments: answers)
  func fallback(_ answer: Answer) throws {
    let refusing = Answer("a refusal") { _ throws(PublicationError) in
      throw PublicationError(.inputOutput, "the server answers 403")
    }
    for answer in [answer, refusing] {
      var files = try Samples.published(Samples.long, 256)
      files.merge(try Samples.published(Samples.long, 250)) { $1 }
      let partials = files.keys.filter { $0.contains(".p/250") }
      let site = OddSite(files, partials.reduce(into: [:]) { $0[$1] = answer })
      let look = try Samples.look(at: site)
      #expect(look.report.findings == [])
      #expect(look.report.size == 250)
      #expect(look.report.notOffered.isEmpty)
      let copy = MemoryFiles()
      try Mirror(of: site, by: Samples.policy(), into: copy).follow(now: "2032-06-01")
      #expect(try copy.files == Samples.published(Samples.long, 250))
    }
  }

  @Test("is asked for again as long as there are pauses, and then no more", arguments: paths + ["ledger.json"])
  func patience(path: String) throws {
    for answer in [Self.answers[0], Self.answers[5]] {
      let files = try Samples.published(Samples.long, 300)
      let site = OddSite(files, [path: answer], healsAfter: 2, pauses: 3)
      #expect(try Samples.look(at: site).report.findings == [])
      #expect(site.paused == 2)
      let stubborn = OddSite(files, [path: answer], healsAfter: 4, pauses: 3)
      #expect(code { _ = try Samples.look(at: stubborn) } != nil)
      #expect(stubborn.paused == 3)
    }
  }

  @Test("a smaller checkpoint than one seen before is asked for again as well, by everybody who has seen one")
  func patienceWithCheckpoints() throws {
    let files = try Samples.published(Samples.long, 300)
    let older = try Samples.published(Samples.long, 299)["checkpoint"]
    let late = Answer("an older one") { _ in older }
    let policy = try Samples.policy()
    let seen = try MemoryLedger(Samples.long, size: 300).signed()
    func site() -> OddSite { OddSite(files, ["checkpoint": late], healsAfter: 1, pauses: 3) }
    #expect(try Samples.look(at: site(), held: [seen]).report.findings == [])
    let monitor = Monitor(watching: ["alder"], by: policy)
    let state = try monitor.look(at: MemoryFiles(files), after: nil, now: "2032-06-01").state
    #expect(try monitor.look(at: site(), after: state, now: "2032-06-01").before == 300)
    let copy = MemoryFiles(files)
    #expect(try Mirror(of: site(), by: policy, into: copy).follow(now: "2032-06-01").written == 0)
    // Whoever has seen none takes it as it is.
    #expect(try PublishedCheckpoint.read(site(), by: policy).checkpoint.size == 299)
  }

  @Test("pauses are few and end")
  func pauses() {
    let files = PatientFiles(MemoryFiles(), pauses: [.milliseconds(1), .milliseconds(1)])
    #expect(files.pause())
    #expect(files.pause())
    #expect(!files.pause())
    #expect(PatientFiles.pauses.reduce(.zero, +) <= .seconds(5))
  }
}

/// A site with other answers for some files, until it was paused for often enough.
private final class OddSite: Fetching {
  private let files: [String: [UInt8]]
  private let answers: [String: UnreadableFileTests.Answer]
  private let healsAfter: Int
  private let pauses: Int
  private(set) var paused = 0

  init(
    _ files: [String: [UInt8]], _ answers: [String: UnreadableFileTests.Answer], healsAfter: Int = .max, pauses: Int = 0
  ) {
    self.files = files
    self.answers = answers
    self.healsAfter = healsAfter
    self.pauses = pauses
  }

  func pause() -> Bool {
    guard paused < pauses else { return false }
    paused += 1
    return true
  }

  func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    guard paused < healsAfter, let answer = answers[path] else { return files[path] }
    return try answer.make(files[path] ?? [])
  }
}

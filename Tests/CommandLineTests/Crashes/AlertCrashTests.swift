import CanonicalJSON
import Fixtures
import Glibc
import Testing

/// A monitor is killed again and again, and its disk fails: no alert is lost, none is in the spool twice, and whoever keeps
/// the ids hears each once. // Threats: alerts
@Suite("A monitor that ends in the middle")
struct AlertCrashTests {
  private let scene: AlertScene
  /// What an undisturbed monitor tells at the first look, and with the second one.
  private let expected: [Set<String>]
  private let duration: Duration
  private static let sites = ["site", "site-2"]

  init() throws {
    scene = try AlertScene()
    try scene.script("tell", "#!/bin/sh\nprintf '%s\\n' \"$PLEDGEBOOK_ALERT\" >>heard")
    try scene.grow(into: Self.sites[1])
    let start = ContinuousClock.now
    var expected: [Set<String>] = []
    for site in Self.sites {
      try scene.workshop.run(scene.words(at: site)).expectDone()
      expected.append(Set(scene.heard()))
    }
    duration = (ContinuousClock.now - start) / Self.sites.count
    self.expected = expected
    try #require(expected[0].count >= 4 && expected[1].count > expected[0].count)
    try scene.forget()
  }

  @Test("at moments of chance, a hundred times in a campaign")
  func kills() throws {
    let wanted = Campaign.isOn ? 100 : 12
    var kills = 0
    var (look, killsOfRound) = (0, 0)
    while kills < wanted {
      if try end(after: duration * Double.random(in: 0...1.1), at: Self.sites[look]) {
        kills += 1
        killsOfRound += 1
        try expectSound(look)
        continue
      }
      try expectTold(look, kills: killsOfRound)
      look += 1
      if look == Self.sites.count {
        (look, killsOfRound) = (0, 0)
        try scene.forget()
      }
    }
    while look < Self.sites.count {
      try scene.workshop.run(scene.words(at: Self.sites[look])).expectDone()
      try expectTold(look, kills: killsOfRound)
      look += 1
    }
  }

  @Test(
    "at each of its writes, and with a disk that fails or is full there",
    .enabled(if: TracedProgram.isPermitted, Comment(rawValue: TracedProgram.needed)),
    arguments: SystemCallFault.allCases)
  func faults(_ fault: SystemCallFault) throws {
    let program = TracedProgram(
      Program.path, scene.words(at: Self.sites[1]), environment: scene.workshop.environment,
      in: scene.workshop.folder.path)
    let undisturbed = try program.writes()
    try #require(undisturbed.result.status == 0)
    // The calls of the programs that it runs are theirs.
    let own = undisturbed.calls.filter { $0.thread == 0 && fault.concerns($0) }
    #expect(own.contains { $0.name == "fsync" && $0.target.hasSuffix("/new") }, "what is not synced is not durable")
    let part = Campaign.isOn ? own : own.enumerated().filter { $0.offset % 12 == 5 }.map(\.element)
    for call in part {
      try scene.forget()
      let result = try program.run(fault, at: call).result
      let comment: Comment = "\(fault) at \(call): \(String(decoding: result.error, as: UTF8.self))"
      #expect(fault == .killed ? result.status == -9 : [0, 3].contains(result.status), comment)
      try expectSound(1, comment)
      try scene.workshop.run(scene.words(at: Self.sites[1])).expectDone()
      try expectTold(1, kills: 1, comment)
    }
  }

  /// Runs one look and kills it after a while; false where it had ended by itself.
  private func end(after delay: Duration, at site: String) throws -> Bool {
    let seconds = Double(delay.components.attoseconds) / 1e18 + Double(delay.components.seconds)
    let script = "\"$@\" >/dev/null 2>&1 & p=$!; sleep \(seconds); kill -9 $p 2>/dev/null; wait $p; echo $?"
    let ran = try run(
      "sh", ["-c", script, "sh", Program.path] + scene.words(at: site), environment: scene.workshop.environment,
      in: scene.workshop.folder.path)
    let status = String(decoding: ran.output, as: UTF8.self)
    try #require(["0\n", "137\n"].contains(status), "\(status)")
    return status == "137\n"
  }

  /// What has to be true whenever it ended.
  private func expectSound(_ look: Int, _ comment: Comment? = nil) throws {
    let (new, done) = try (Set(scene.spooled("new")), Set(scene.spooled("done")))
    #expect(new.isDisjoint(with: done), comment)
    #expect(new.union(done).isSubset(of: expected[look]), comment)
    #expect(done.isSubset(of: scene.heard()), "delivered, and nobody heard it: \(comment.map { "\($0)" } ?? "")")
    // The state forgets what it has seen: all of it has to be in the spool.
    if let seen = try seen() { #expect(new.union(done).isSuperset(of: expected[seen]), comment) }
  }

  /// Which of the looks the state is of; nil where there is none.
  private func seen() throws -> Int? {
    guard scene.hasState else { return nil }
    let state = try JSONDocument(scene.workshop.folder.read("seen"), profile: .strict).root
    let checkpoint = try #require(state.member("checkpoint")?.string)
    return try #require(
      Self.sites.firstIndex { (try? scene.workshop.folder.read($0 + "/checkpoint")) == Array(checkpoint.utf8) })
  }

  /// What has to be true once a look came to its end.
  private func expectTold(_ look: Int, kills: Int, _ comment: Comment? = nil) throws {
    let heard = scene.heard()
    #expect(try scene.spooled("new") == [] && Set(scene.spooled("done")) == expected[look], comment)
    #expect(Set(heard) == expected[look], comment)
    // A kill between the end of a command and the note of it runs that command once more.
    #expect(heard.count - Set(heard).count <= kills, comment)
  }
}

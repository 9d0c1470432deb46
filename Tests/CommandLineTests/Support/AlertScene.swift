import CanonicalJSON
import Fixtures
import Glibc
import SchemaJudge
import Testing

/// A published ledger, a monitor of everybody in it, and a program that is told of each alert.
struct AlertScene {
  let workshop: Workshop
  private let logKey: String

  /// Notes the id that it is given, and keeps the document.
  static let listener = """
    #!/bin/sh
    cat >"told-$PLEDGEBOOK_ALERT.json" && printf '%s\\n' "$PLEDGEBOOK_ALERT" >>heard
    """

  init() throws {
    workshop = try Workshop()
    logKey = try workshop.resolve("VKEY")
    try workshop.run("publish", "site").expectDone()
    try script("tell", Self.listener)
  }

  /// Publishes into a folder a ledger with an entry more, behind the grace of the first period.
  func grow(into site: String = "site", at time: String = "2033-12-01T00:00:00Z") throws {
    try workshop.run(
      "update", "quillonia", "--name", "en=Quillonia", "--reason", "corrected", "--registrar-key", "registrar", "--key",
      "quillonia", "--at", time
    ).expectDone()
    try workshop.run("publish", site).expectDone()
  }

  func script(_ name: String, _ text: String) throws {
    try workshop.folder.write(Array((text + "\n").utf8), to: name)
    chmod(workshop.folder.path(name), 0o755)
  }

  /// The words of one look.
  func words(_ more: [String] = ["--exec", "./tell"], at site: String = "site") -> [String] {
    ["monitor", site, "--all", "--once", "--state", "seen", "--log-key", logKey] + more
  }

  func look(_ more: String..., environment: [String: String] = [:]) throws -> Transcript {
    try workshop.run(words(more), environment: environment)
  }

  func listen(_ more: String...) throws -> Transcript { try workshop.run(words(["--exec", "./tell"] + more)) }

  /// The names in a folder of the spool, without their ends; empty where there is none.
  func spooled(_ folder: String) throws -> [String] {
    let listed = try run("ls", [workshop.folder.path("seen.alerts/\(folder)")])
    return String(decoding: listed.output, as: UTF8.self).split(separator: "\n")
      .map { String($0).replacing(".json", with: "") }.filter { !$0.hasSuffix(".tmp") }
  }

  /// The ids that the program was given, in this order.
  func heard() -> [String] {
    let bytes = (try? workshop.folder.read("heard")) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Runs what must be refused before anything is looked at.
  func refuses(_ code: String, _ words: [String]) throws {
    try workshop.run(words + ["--json"]).expectRefusal(code, status: 2)
    #expect(!hasState && access(workshop.folder.path("seen.alerts"), F_OK) != 0)
  }

  var hasState: Bool { access(workshop.folder.path("seen"), F_OK) == 0 }

  /// Takes away what a monitor left.
  func forget() throws {
    _ = try run("sh", ["-c", "cd \"$1\" && rm -rf seen seen.alerts heard told-*", "sh", workshop.folder.path])
  }
}

extension Workshop {
  /// What the alerts of this kind are about that were delivered, beside the state `seen`; each fits its schema.
  func delivered(_ what: String) throws -> [JSONNode] {
    let listed = try Fixtures.run("ls", [folder.path("seen.alerts/done")])
    return try String(decoding: listed.output, as: UTF8.self).split(separator: "\n").compactMap { name in
      let root = try JSONDocument(folder.read("seen.alerts/done/\(name)"), profile: .strict).root
      #expect(SchemaJudge.faults(in: JSONValue(root)) == [])
      let about = root.member("about")
      return about?.member("what")?.isString(what) == true ? about : nil
    }
  }
}

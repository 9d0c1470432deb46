import Fixtures
import Glibc
import Testing

/// What stands in the way of the spool keeps the state from forgetting anything. // Threats: alerts
@Suite("The spool of alerts")
struct AlertSpoolTests {
  private let scene: AlertScene

  init() throws {
    scene = try AlertScene()
  }

  private func path(_ name: String) -> String { scene.workshop.folder.path("seen.alerts/\(name)") }

  @Test("that cannot be written keeps the state as it was")
  func unwritable() throws {
    // All that the look has to tell, not delivered; then as if nothing had been told, and one name is taken.
    try scene.script("fail", "#!/bin/sh\nexit 1")
    #expect(try scene.look("--exec", "./fail").status == 3)
    let ids = try scene.spooled("new")
    for id in ids { unlink(path("new/\(id).json")) }
    unlink(scene.workshop.folder.path("seen"))
    mkdir(path("new/\(try #require(ids.last)).json"), 0o700)
    try scene.listen("--json").expectRefusal("io.not-ours", status: 3)
    #expect(!scene.hasState)
    rmdir(path("new/\(try #require(ids.last)).json"))
    try scene.listen().expectDone()
    #expect(scene.heard().sorted() == ids)
  }

  @Test("that is no folder, or one that nobody can write to, is said, and nothing is kept")
  func noFolder() throws {
    try scene.workshop.folder.write([], to: "seen.alerts")
    try scene.listen("--json").expectRefusal("io.write", status: 3)
    unlink(scene.workshop.folder.path("seen.alerts"))
    symlink("site", scene.workshop.folder.path("seen.alerts"))
    try scene.listen("--json").expectRefusal("io.write", status: 3)
    #expect(!scene.hasState && scene.heard() == [])
  }

  @Test("is full when the disk is, which is said, and the state stays as it was")
  func full() throws {
    let ran = try run(
      "sh", ["-c", "ulimit -f 0; exec \"$@\"", "sh", Program.path] + scene.words() + ["--quiet"],
      environment: scene.workshop.environment, in: scene.workshop.folder.path)
    #expect(ran.status == 3 && !scene.hasState, "\(String(decoding: ran.error, as: UTF8.self))")
    try scene.listen().expectDone()
    #expect(scene.heard().count >= 4)
  }

  @Test("is for one monitor at a time")
  func lock() throws {
    try scene.listen().expectDone()
    let file = open(path("spool"), O_RDWR | O_CLOEXEC)
    defer { close(file) }
    try #require(flock(file, LOCK_EX | LOCK_NB) == 0)
    try scene.listen("--json").expectRefusal("io.busy", status: 3)
    // Without --exec too: what that look told would be forgotten.
    try scene.look("--json").expectRefusal("io.busy", status: 3)
  }

  @Test("leaves alone what is none of its files, and tells nobody of an alert that was changed")
  func foreign() throws {
    try scene.script("fail", "#!/bin/sh\nexit 1")
    #expect(try scene.look("--exec", "./fail").status == 3)
    let waiting = try scene.spooled("new")
    let changed = "seen.alerts/new/\(waiting[0]).json"
    let text = String(decoding: try scene.workshop.folder.read(changed), as: UTF8.self)
    try scene.workshop.folder.write(Array(text.replacing("pledges.example", with: "pledges.invalid").utf8), to: changed)
    try scene.workshop.folder.write(Array("by hand\n".utf8), to: "seen.alerts/new/notes")
    let look = try scene.listen()
    #expect(look.status == 3 && look.error.contains("is not the alert that its name says"), "\(look)")
    #expect(look.error.contains("the first notes; they are left alone"), "\(look)")
    #expect(try scene.spooled("new") == [waiting[0], "notes"] && scene.heard().sorted() == Array(waiting.dropFirst()))
    unlink(scene.workshop.folder.path(changed))
    try scene.listen().expectDone()
    #expect(try scene.spooled("new") == ["notes"])
  }

  @Test("of another version, or a folder that is somebody's, is left as it is", arguments: ["version", "folder"])
  func otherVersion(_ what: String) throws {
    mkdir(scene.workshop.folder.path("seen.alerts"), 0o700)
    let found = what == "version" ? ("spool", "{\"type\":\"pledgebook/alerts/v2\"}\n") : ("mine", "by hand\n")
    try scene.workshop.folder.write(Array(found.1.utf8), to: "seen.alerts/\(found.0)")
    try scene.listen("--json").expectRefusal("alerts.other-version", status: 2)
    #expect(try scene.workshop.folder.read("seen.alerts/\(found.0)") == Array(found.1.utf8))
    #expect(try scene.spooled("") == [found.0])
    #expect(!scene.hasState)
  }
}

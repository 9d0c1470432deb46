import Fixtures

/// What a command did to its files and when it answered, told file by file: `write NAME`, `sync NAME`, `rename NAME`, and
/// `answer` for the first word on its standard output.
///
/// Only what bears on durability is kept: of writes to one file in a row the first, of syncs those of something written,
/// or of a folder in which a name changed.
struct WritingOrder {
  let steps: [String]
  /// Every sync, also of what this command has not written.
  let all: [String]

  init(_ calls: [SystemCall], in folder: String) {
    var (all, steps): ([String], [String]) = ([], [])
    var dirty: Set<String> = []
    for call in calls where call.thread == 0 {
      guard let step = Self.step(call, folder) else { continue }
      if all.last != step { all.append(step) }
      let (verb, name) = (step.prefix { $0 != " " }, String(step.drop { $0 != " " }.dropFirst()))
      switch verb {
      case "write":
        if dirty.insert(name).inserted { steps.append(step) }
      case "rename":
        dirty.insert(".")
        steps.append(step)
      case "sync":
        if dirty.remove(name) != nil { steps.append(step) }
      default:
        if !steps.contains(step) { steps.append(step) }
      }
    }
    self.all = all
    self.steps = steps
  }

  private static func step(_ call: SystemCall, _ folder: String) -> String? {
    let isRename = call.name.hasPrefix("rename")
    // Streams of a program under test are files without a name.
    if call.name == "write", call.target.hasPrefix("/tmp/pledgebook-stream-") { return "answer" }
    guard let name = name(isRename ? call.path ?? "" : call.target, folder), !name.hasSuffix("-shm") else { return nil }
    if isRename { return "rename \(name)" }
    if call.name.hasSuffix("sync") { return "sync \(name)" }
    return call.name.hasPrefix("write") || call.name.hasPrefix("pwrite") ? "write \(name)" : nil
  }

  /// A name without what differs from run to run: `copy.db.47-5f.tmp` is `copy.db.tmp`.
  private static func name(_ path: String, _ folder: String) -> String? {
    guard path.hasPrefix(folder) else { return nil }
    let relative = path.dropFirst(folder.count).drop { $0 == "/" }
    guard !relative.isEmpty else { return "." }
    var parts = relative.split(separator: "/").map(String.init)
    let last = parts.removeLast()
    var words = last.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    words.removeAll { $0.contains("-") && $0.first?.isNumber == true }
    return (parts + [words.joined(separator: ".")]).joined(separator: "/")
  }

  /// The steps that concern these files, and the answer.
  func steps(of names: String...) -> [String] {
    steps.filter { step in step == "answer" || names.contains { step.hasSuffix(" \($0)") } }
  }
}

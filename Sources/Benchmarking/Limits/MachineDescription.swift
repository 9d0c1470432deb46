public import CanonicalJSON
internal import CommandLineTools
internal import Glibc

/// What a figure was taken on, and how busy it was: a figure without it says nothing.
public struct MachineDescription: Sendable {
  /// Each fact with its name, in the order in which people read them.
  public let facts: [(name: String, value: String)]

  init(program: String) {
    let load = MachineDescription.field("/proc/loadavg").split(separator: " ").prefix(3).joined(separator: " ")
    facts = [
      ("program", program),
      ("taken", MachineDescription.now()),
      ("processor", MachineDescription.value("model name", in: "/proc/cpuinfo", after: ":")),
      ("cores", String(Machine.cores)),
      ("memory", MachineDescription.value("MemTotal", in: "/proc/meminfo", after: ":")),
      ("system", MachineDescription.value("PRETTY_NAME", in: "/etc/os-release", after: "=")),
      ("kernel", MachineDescription.field("/proc/sys/kernel/osrelease")),
      (
        "OpenSSL",
        MachineDescription.said("openssl", ["version", "-v"]).split(separator: "(").first.map {
          MachineDescription.trimmed($0)
        } ?? "?"
      ),
      ("load when it began", load),
    ]
  }

  public var json: JSONValue {
    .object(facts.map { JSONMember(name: $0.name, value: .string($0.value)) })
  }

  /// A line of Markdown.
  public var text: String {
    facts.map { "\($0.name): \($0.value)" }.joined(separator: " · ")
  }

  private static func now() -> String {
    var now = time(nil)
    var parts = unsafe tm()
    unsafe gmtime_r(&now, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let count = unsafe strftime(&text, text.count, "%Y-%m-%d %H:%M UTC", &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The value of a line `NAME … VALUE`; a question mark where the system does not tell.
  private static func value(_ name: String, in path: String, after separator: Character) -> String {
    let line = field(path).split(separator: "\n").first { $0.hasPrefix(name) }
    guard let line, let place = line.firstIndex(of: separator) else { return "?" }
    return trimmed(line[line.index(after: place)...].filter { $0 != "\"" })
  }

  private static func field(_ path: String) -> String {
    do {
      return trimmed(String(decoding: try readInput(path, limit: 1 << 20), as: UTF8.self))
    } catch {
      return "?"
    }
  }

  private static func said(_ program: String, _ arguments: [String]) -> String {
    do {
      let path = environmentValue("PATH").map { ["PATH=\($0)"] } ?? []
      let (output, status) = try ChildProcess(program: program, arguments: arguments, environment: path).run()
      return status == 0 ? trimmed(String(decoding: output, as: UTF8.self)) : "?"
    } catch {
      return "?"
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let space: Set<Character> = [" ", "\n", "\t"]
    let start = text.drop { space.contains($0) }
    return String(start.reversed().drop { space.contains($0) }.reversed())
  }
}

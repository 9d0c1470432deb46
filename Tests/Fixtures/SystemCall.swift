/// One call by which a program writes, as `strace` counts it.
public struct SystemCall: Sendable, Hashable, CustomStringConvertible {
  public let name: String
  /// The how-manieth call of that name in its thread it is, from 1.
  public let number: Int
  /// What is written to, where that can be told.
  public let target: String
  /// The file that is named and not yet open.
  public let path: String?
  /// The thread that makes the call, in the order in which they began to write; the first one is 0.
  public let thread: Int

  public var description: String { "\(name) \(number), \(target)" }

  /// Every call that changes a file, a name or what of them is on the disk, or says something to a peer. The question
  /// mark is for those that this machine's kernel does not have.
  static let names = [
    "write", "writev", "pwrite64", "pwritev", "pwritev2", "ftruncate", "fallocate", "copy_file_range", "sendfile",
    "fsync", "fdatasync", "sync_file_range", "msync", "open", "openat", "creat", "mkdir", "mkdirat", "rename",
    "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink", "unlinkat", "rmdir", "sendto",
    "sendmsg",
  ].map { "?\($0)" }.joined(separator: ",")

  /// The calls in a trace that may change something, each name counted through in its thread, as `inject` counts.
  /// Opening counts where it may create.
  static func writes(in trace: String) -> [SystemCall] {
    var threads: [Substring: Int] = [:]
    var counts: [[Substring: Int]] = []
    var calls: [SystemCall] = []
    for line in trace.split(separator: "\n") {
      // `4711  fsync(7</tmp/ledger.db>) = 0`; of a call that another thread interrupted, the first half.
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let parenthesis = words[1].firstIndex(of: "("), !words[1].hasPrefix("<") else { continue }
      let call = words[1].drop { $0 == " " }
      let name = call[..<parenthesis]
      let thread = threads[words[0], default: threads.count]
      if thread == threads.count {
        threads[words[0]] = thread
        counts.append([:])
      }
      counts[thread][name, default: 0] += 1
      if name.hasPrefix("open"), !call.contains("O_CREAT") { continue }
      let target = call.split(separator: "<", maxSplits: 1).dropFirst().first?.prefix { $0 != ">" }
      let path = call.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
      calls.append(
        SystemCall(
          name: String(name), number: counts[thread][name] ?? 0,
          target: String(target ?? call[parenthesis...].prefix(80)),
          path: path.count == 3 && path[1].hasPrefix("/") ? String(path[1]) : nil, thread: thread)
      )
    }
    return calls
  }
}

/// What befalls a program at one of its calls.
public enum SystemCallFault: String, Sendable, CaseIterable {
  /// The program ends at once, before the call is carried out.
  case killed = "signal=SIGKILL"
  /// The call is not carried out, and says that the disk failed.
  case diskFails = "error=EIO"
  /// The call is not carried out, and says that the disk is full.
  case diskIsFull = "error=ENOSPC"

  /// Whether the call can meet this fault.
  public func concerns(_ call: SystemCall) -> Bool {
    switch self {
    case .killed, .diskFails: true
    case .diskIsFull: !["unlink", "unlinkat", "rmdir", "sendto", "sendmsg"].contains(call.name)
    }
  }
}

extension SystemCallFault {
  /// The calls of a row at which the fault is tried: one after the other in turn with the other faults, or in a campaign
  /// all.
  public func share(of calls: [SystemCall]) -> [SystemCall] {
    let turn = Self.allCases.firstIndex(of: self) ?? 0
    return Campaign.all(Array(calls.enumerated())) { $0.offset % Self.allCases.count == turn }.map(\.element)
  }
}

/// A program that is run under `strace`, so that each of its writes can go wrong.
///
///     let writes = try program.writes().calls
///     for call in writes { try program.run(.killed, at: call) }
///
/// The calls are those of one undisturbed run, so every run has to start from the same files.
public struct TracedProgram: Sendable {
  public var path: String
  public var arguments: [String]
  public var environment: [String: String]
  public var folder: String

  public init(_ path: String, _ arguments: [String], environment: [String: String], in folder: String) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
  }

  /// Whether there is a `strace` and this process may trace; in many containers it may not.
  public static let isPermitted: Bool = {
    guard let folder = try? TemporaryFolder() else { return false }
    let program = TracedProgram("true", [], environment: [:], in: folder.path)
    return (try? program.writes())?.result.status == 0
  }()

  /// What a suite says when it is skipped.
  public static let needed = "needs strace and the right to trace: Scripts/setup.sh test installs it"

  /// An undisturbed run, with all the calls by which it wrote.
  public func writes() throws -> (result: SubprocessResult, calls: [SystemCall]) {
    let (result, trace) = try traced(["-y", "-e", "trace=\(SystemCall.names)"])
    return (result, SystemCall.writes(in: trace))
  }

  /// A run with a fault at one call; whether it came so far says `wasHit`.
  public func run(_ fault: SystemCallFault, at call: SystemCall) throws -> (result: SubprocessResult, wasHit: Bool) {
    let (result, trace) = try traced([
      "-e", "trace=\(call.name)", "-e", "inject=\(call.name):\(fault.rawValue):when=\(call.number)",
    ])
    return (result, fault == .killed ? result.status == -9 : trace.contains("(INJECTED)"))
  }

  private func traced(_ options: [String]) throws -> (SubprocessResult, String) {
    let place = try TemporaryFolder()
    let words = Self.strace(place.path("trace"), options) + [path]
    let result = try Fixtures.run(words[0], words.dropFirst() + arguments, environment: environment, in: folder)
    return (result, String(decoding: try place.read("trace"), as: UTF8.self))
  }

  /// Without --seccomp-bpf, under which strace 6.1 sends no signals. With `-I 2` a signal to `strace` goes on to the
  /// program, and both end.
  private static func strace(_ trace: String, _ options: [String]) -> [String] {
    ["strace", "-I", "2", "-f", "-qq", "-s", "0", "-o", trace] + options + ["--"]
  }

  // MARK: Servers, whose calls of interest come after their start and in other threads

  /// The words before a program that write all its calls to a trace.
  public static func observing(_ trace: String) -> [String] {
    strace(trace, ["-y", "-e", "trace=\(SystemCall.names)"])
  }

  /// The words before a program that let a fault befall one call in a thread other than the first.
  public static func causing(_ fault: SystemCallFault, at call: SystemCall, _ trace: String) -> [String] {
    // The first thread opens many files before the others begin; those that it opens are not this one.
    let place = call.path.map { ["-P", $0] } ?? []
    // Under -P only the calls to that file are counted.
    let number = call.path == nil ? call.number : 1
    return strace(
      trace, place + ["-e", "trace=\(call.name)", "-e", "inject=\(call.name):\(fault.rawValue):when=\(number)"])
  }

  /// The calls in a trace that has been written.
  public static func calls(in trace: String) -> [SystemCall] {
    SystemCall.writes(in: trace)
  }
}

/// The programs that a test may start by name, so that no test rests on what happens to be installed where it was written.
///
/// `run` starts no other one. A program with a path is somebody's choice; a bare name is a promise that set-up keeps.
public enum ProgramsOfTests {
  /// What every Debian has: packages that it calls essential or required.
  public static let ofTheSystem: Set<String> = [
    "bash", "cat", "cp", "env", "find", "grep", "ldd", "ln", "ls", "mkdir", "mount", "mv", "rm", "setpriv", "sh",
    "sha256sum", "true", "umount", "unshare",
  ]

  /// What Scripts/setup.sh installs. Without them a suite is skipped, or fails and says which one it is.
  public static let installed: Set<String> = [
    "chromium", "fish", "mandoc", "openssl", "pkcs11-tool", "softhsm2-util", "strace", "zsh",
  ]

  /// Whether a test may start this: Python only without packages.
  static func mayStart(_ program: String, _ arguments: [String]) -> Bool {
    program.contains("/") || ofTheSystem.contains(program) || installed.contains(program)
      || (program == SystemPython.name && arguments.starts(with: SystemPython.bare))
  }
}

/// The system's Python for what its own library can do, such as a web server.
///
/// It sees no packages, not even those that a machine has: a script that needs one fails everywhere, and not only on the
/// machine that lacks it. Scripts that need packages are `Judges`.
public enum SystemPython {
  static let name = "python3"

  // -S leaves the folders of packages out of the path, -I the folder and the variables of whoever starts it.
  static let bare = ["-I", "-S"]

  /// Whether it is there, with the library of a whole Python.
  public static let isThere = (try? run("import http.server, sqlite3"))?.status == 0

  /// What a suite says when it is skipped.
  public static let needed = "needs python3, which Scripts/setup.sh test installs"

  /// Runs a script.
  public static func run(_ script: String, _ arguments: [String] = []) throws -> SubprocessResult {
    try Fixtures.run(name, bare + ["-c", script] + arguments)
  }

  /// Runs a script of the project.
  public static func run(file: String, _ arguments: [String] = []) throws -> SubprocessResult {
    try Fixtures.run(name, bare + [file] + arguments)
  }

  /// The words that `/usr/bin/env` starts it with, for who waits for its end elsewhere.
  public static func words(_ arguments: [String]) -> [String] {
    [name] + bare + arguments
  }
}

/// Debian's own Python with packages of Debian's, for recipes of the pages that name both.
public enum DebianPython {
  /// Whether it has PyKCS11, from python3-pykcs11.
  public static let hasTokens = (try? run("/usr/bin/python3", ["-I", "-c", "import PyKCS11"]))?.status == 0
}

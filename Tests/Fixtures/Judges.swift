internal import Glibc
public import Testing

/// Other people's programs, run from `Tests/Interoperability` with the Python that Scripts/setup.sh prepares.
///
/// That Python, `.build/python`, is the only one that has packages: what needs one, our own second verifier included, runs
/// here and is skipped by name where the folder is missing. Whatever needs nothing but Python takes `SystemPython`.
public enum Judges {
  /// What a suite says when it is skipped.
  public static let needed: Comment =
    "needs .build/python, which `make test` or `Scripts/setup.sh test` makes with a network"

  /// Whether the packages are there, in the versions of the requirements file.
  public static let areAvailable = haveInstalled("requirements.txt")

  /// Whether those that judge transparency logs are.
  public static let ofLogsAreAvailable = areAvailable && haveInstalled("requirements-log.txt")

  /// Whether another project's witness is there as well.
  public static let ofWitnessesAreAvailable = ofLogsAreAvailable && haveInstalled("requirements-witness.txt")

  /// Set-up keeps a copy of each file of requirements once it has installed all that the file names.
  private static func haveInstalled(_ requirements: String) -> Bool {
    guard let wanted = contents("Tests/Interoperability/\(requirements)") else { return false }
    return contents(".build/python/ready/\(requirements)") == wanted && access(python, X_OK) == 0
  }

  /// Runs a script of `Tests/Interoperability`.
  public static func run(
    _ script: String, _ arguments: [String], input: [UInt8] = [], in folder: String? = nil
  ) throws -> SubprocessResult {
    try Fixtures.run(
      python, [package + "/Tests/Interoperability/" + script] + arguments, input: input, in: folder)
  }

  /// The package's folder: this file lies in PACKAGE/Tests/Fixtures.
  public static let package: String = {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
  }()

  /// A program that one of the packages brings.
  public static func program(_ name: String) -> String { package + "/.build/python/bin/" + name }

  private static var python: String { package + "/.build/python/bin/python3" }

  private static func contents(_ name: String) -> [UInt8]? {
    guard let file = fopen(package + "/" + name, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    return Array(bytes.prefix(fread(&bytes, 1, bytes.count, file)))
  }
}

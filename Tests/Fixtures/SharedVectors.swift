import Glibc

/// The published test vectors, read from `../shared/vectors` beside the package when that folder is there.
///
/// The vectors are other projects' work under their own licences and no part of this package, so a suite that needs them
/// carries `.enabled(if: SharedVectors.available, "needs ../shared/vectors")` and is reported as skipped without them.
public enum SharedVectors {
  /// Whether the folder of vectors is there.
  public static var available: Bool { access(folder, R_OK | X_OK) == 0 }

  /// The bytes of a file of the folder, such as `json/expected.json`, or nil when it cannot be read.
  public static func bytes(_ relativePath: String) -> [UInt8]? {
    guard let file = fopen(folder + "/" + relativePath, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return ferror(file) == 0 ? bytes : nil
  }

  // This file lies in PACKAGE/Tests/Fixtures.
  private static let folder: String = {
    let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return package.joined(separator: "/") + "/../shared/vectors"
  }()
}

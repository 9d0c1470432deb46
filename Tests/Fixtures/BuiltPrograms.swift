import Glibc

/// The programs of this package, which are built into the same folder as the tests.
public enum BuiltPrograms {
  /// The path of a program.
  public static func path(_ name: String) -> String { folder.map { "\($0)/\(name)" } ?? name }

  private static let folder: String? = {
    // The file that is mapped where this very image lies: the test bundle.
    let here = UInt(bitPattern: #dsohandle)
    let maps = (try? run("cat", ["/proc/\(getpid())/maps"])).map { String(decoding: $0.output, as: UTF8.self) } ?? ""
    for line in maps.split(separator: "\n") {
      let range = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard range.count == 2, (range[0]..<range[1]).contains(here), let slash = line.firstIndex(of: "/") else {
        continue
      }
      return line[slash...].split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }
    return nil
  }()
}

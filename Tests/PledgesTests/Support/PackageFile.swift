import Glibc
import Pledges
import Testing

/// A file of this package, by its path from the root.
func packageFile(_ path: String) throws -> [UInt8] {
  // This file lies in PACKAGE/Tests/PledgesTests/Support.
  let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
  let file = try #require(fopen("\(root)/\(path)", "rb"), "\(path) cannot be read")
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    guard count > 0 else { return bytes }
    bytes += chunk[..<count]
  }
}

/// The names in a folder of this package, sorted.
func packageFolder(_ path: String) throws -> [String] {
  let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
  let stream = try #require(opendir("\(root)/\(path)"), "\(path) cannot be read")
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
  }
  return names.filter { !$0.hasPrefix(".") }.sorted()
}

/// Runs a body that is to be refused; the code, or nil when it was not refused.
func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch let refusal as Refusal {
    return refusal.code.rawValue
  } catch {
    return "\(error)"
  }
}

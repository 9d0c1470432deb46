import Foundation
import Testing

/// `Documentation/Architecture.md` against the manifest.
@Suite("The page on the architecture")
struct ArchitecturePageTests {
  private let page: String
  /// Targets of the product with what each imports.
  private let targets: [String: [String]]

  init() throws {
    page = try String(contentsOfFile: Program.package + "/Documentation/Architecture.md", encoding: .utf8)
    let manifest = try String(contentsOfFile: Program.package + "/Package.swift", encoding: .utf8)
    let sources = try FileManager.default.contentsOfDirectory(atPath: Program.package + "/Sources")
    var targets: [String: [String]] = [:]
    for target in manifest.matches(of: /\.(systemLibrary|target|executableTarget)\(\s*name: "([^"]+)"/) {
      let name = String(target.output.2)
      guard sources.contains(name) else { continue }
      let rest = manifest[target.range.upperBound...].prefix(1_000)
      // Up to the next target.
      let own = rest.firstMatch(of: /\n    (\/\/|\.[a-zA-Z]+\()/).map { rest[..<$0.range.lowerBound] } ?? rest
      let list = own.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.output.1 ?? ""
      targets[name] = list.matches(of: /"([^"]+)"/).map { String($0.output.1) }
    }
    self.targets = targets
    try #require(Set(targets.keys) == Set(sources))
  }

  /// The layer of each target, by the picture at the head of the page.
  private var layers: [String: Int] {
    var layers: [String: Int] = [:]
    for line in page.split(separator: "\n") {
      guard let row = line.wholeMatch(of: #/    ([0-9])  (.*)/#), let layer = Int(row.output.1) else { continue }
      for word in row.output.2.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "-") }) {
        if targets[String(word)] != nil { layers[String(word)] = layers[String(word)] ?? layer }
      }
    }
    return layers
  }

  @Test("names every target, in the picture or in the table")
  func complete() {
    for name in targets.keys.sorted() {
      #expect(
        page.contains("| `\(name)` |") || page.contains("`\(name)`, ") || page.contains(", `\(name)` |"), "\(name)")
      #expect(layers[name] != nil, "\(name) is in no layer")
    }
  }

  @Test("draws no arrow that goes up")
  func downward() {
    let layers = layers
    for (name, imports) in targets {
      for other in imports {
        guard let one = layers[name], let below = layers[other] else { continue }
        #expect(below <= one, "\(name) imports \(other)")
      }
    }
    // What is installed has no way to what measures and attacks.
    #expect(targets["pledgebook"]?.contains("Benchmarking") == false)
    #expect(targets["pledgebook-lab"]?.contains("Benchmarking") == true)
  }
}

internal import CanonicalJSON
internal import Glibc

/// Checks the language files and writes them as Swift: `LanguageCompiler OUTPUT FILE …`. The build calls it.
@main
enum LanguageCompiler {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let output = arguments.first, arguments.count > 1 else {
      return fail(["usage: LanguageCompiler OUTPUT FILE ..."])
    }
    var files: [(name: String, bytes: [UInt8])] = []
    for path in arguments.dropFirst() {
      guard let bytes = read(path) else { return fail(["\(path): error: cannot be read"]) }
      files.append((path, bytes))
    }
    switch compile(files) {
    case .source(let source):
      if !write(source, to: output) { fail(["\(output): error: cannot be written"]) }
    case .faults(let faults): fail(faults)
    }
  }

  /// What comes of the files: a source text, or all that is wrong with them.
  enum Outcome {
    case source(String)
    case faults([String])
  }

  static func compile(_ files: [(name: String, bytes: [UInt8])]) -> Outcome {
    var faults: [String] = []
    var languages: [LanguageFile] = []
    for file in files {
      var log = FaultLog(file: file.name)
      if let language = LanguageFile(file.bytes, name: stem(file.name), &log) { languages.append(language) }
      faults += log.faults
    }
    guard let source = languages.first(where: { $0.tag == LanguageFile.sourceTag }) else {
      return .faults(faults + ["error: no \(LanguageFile.sourceTag).json, which says which texts there are"])
    }
    // The source comes first: its order is the order of the cases.
    let others = languages.filter { $0.tag != source.tag }
    for language in others {
      var log = FaultLog(file: "\(language.tag).json")
      language.compare(with: source, &log)
      faults += log.faults
    }
    return faults.isEmpty ? .source(SwiftSource([source] + others).text) : .faults(faults)
  }

  /// The name of a file without its folder and ending.
  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".json") ? String(name.dropLast(5)) : name
  }

  private static func fail(_ lines: [String]) {
    for line in lines { print(line) }
    exit(1)
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      bytes += piece[..<count]
      if count < piece.count { return ferror(file) == 0 ? bytes : nil }
    }
  }

  private static func write(_ text: String, to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    return fclose(file) == 0 && written == bytes.count
  }
}

/// What is wrong with one file, each with the place in it.
struct FaultLog {
  let file: String
  private(set) var faults: [String] = []

  init(file: String) { self.file = file }

  mutating func add(_ place: String, _ fault: String) { faults.append("\(file): error: \(place): \(fault)") }
}

import Foundation
import SchemaJudge
import Testing

/// Holds a text against the schema of its format, where its name says that it is a document of the program's own.
func expectDocument(_ text: String, _ name: String, _ location: SourceLocation = #_sourceLocation) {
  guard name.hasSuffix(".json") || name.contains("JSON"), !name.hasSuffix(".oscal.json"), !name.hasSuffix(".cdx.json")
  else { return }
  for fault in SchemaJudge.faults(in: text) { Issue.record("\(name): \(fault)", sourceLocation: location) }
}

/// Compares a text with the file of that name in `Golden`, or writes it there when `UPDATE_GOLDEN=1` is set.
func expectGolden(_ text: String, _ name: String, _ location: SourceLocation = #_sourceLocation) throws {
  expectDocument(text, name, location)
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
    path: "Golden")
  let file = folder.appending(path: name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return
  }
  let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  guard golden != text else { return }
  let lines = zip(
    golden.split(separator: "\n", omittingEmptySubsequences: false),
    text.split(separator: "\n", omittingEmptySubsequences: false))
  let difference = lines.enumerated().first { $0.element.0 != $0.element.1 }
  Issue.record(
    """
    \(name) differs\(difference.map { " at line \($0.offset + 1):\n- \($0.element.0)\n+ \($0.element.1)" } ?? " in length"); \
    read the change and run again with UPDATE_GOLDEN=1
    """, sourceLocation: location)
}

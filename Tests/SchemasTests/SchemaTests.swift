import CanonicalJSON
import DataFormats
import Fixtures
import Foundation
import SchemaJudge
import Schemas
import Testing

/// What a schema has to be: strict, complete, described, and one for each format that the sources give out.
struct SchemaTests {
  private static let package = Judges.package

  @Test(arguments: DocumentFormat.allCases)
  func everyFormatHasASchemaOfItsName(_ format: DocumentFormat) throws {
    let schema = try Schema.document(of: format)
    #expect(text(schema["$schema"]) == "https://json-schema.org/draft/2020-12/schema")
    #expect(text(schema["properties"]?["format"]?["const"]) == format.rawValue)
    #expect(text(schema["title"])?.isEmpty == false)
  }

  @Test func everySchemaIsOfAFormat() throws {
    let folder = Self.package + "/Sources/Schemas/Documents"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).map { String($0.dropLast(5)) }
    #expect(Set(files) == Set(DocumentFormat.allCases.map(\.name) + ["common"]))
  }

  /// A document that names its format by hand would be one that nothing here looks at.
  @Test func noSourceWritesAFormatByHand() throws {
    let known = Set(DocumentFormat.allCases.map(\.rawValue))
    // The files of languages are read by the build, and by nobody else.
    for (path, source) in try sources()
    where !path.hasSuffix("DocumentFormat.swift") && !path.contains("LanguageCompiler/") {
      for match in source.matches(of: /"format\\?"\s*(?:,\s*value)?:\s*\\?"?([a-z-]+\/[0-9]+)/) {
        #expect(known.contains(String(match.1)), "\(path): \(match.1)")
      }
      // The one that knows nothing of the others is held against the list here.
      for match in source.matches(of: /[fF]ormat\w* = "([a-z-]+\/[0-9]+)"/) {
        #expect(known.contains(String(match.1)), "\(path): \(match.1)")
      }
    }
  }

  @Test(arguments: DocumentFormat.allCases)
  func everyObjectIsClosedAndEveryNameIsKnown(_ format: DocumentFormat) throws {
    walk(try Schema.document(of: format), at: format.rawValue) { schema, place in
      guard text(schema["type"]) == "object" else { return }
      if case .boolean(false)? = schema["additionalProperties"] {} else { Issue.record("\(place) is open") }
      guard case .array(let required)? = schema["required"], case .object(let members)? = schema["properties"] else {
        return
      }
      for name in required { #expect(members.contains { $0.name == text(name) }, "\(place) requires \(name)") }
    }
  }

  /// One thing has one name: what is gone does not come back under its old one. // Documentation/Data.md
  @Test(arguments: DocumentFormat.allCases)
  func noOldNameIsLeft(_ format: DocumentFormat) throws {
    let gone: Set = [
      "verifierKey", "keyId", "key", "signers", "signerKeys", "keyRecords", "registrarKeys", "wordsRemoved",

      "ownThreshold", "of", "old", "status",
    ]
    walk(try Schema.document(of: format), at: format.rawValue) { schema, place in
      guard case .object(let members)? = schema["properties"] else { return }
      // In a breakdown of figures, key is what the accord calls it.
      for member in members where !(member.name == "key" && members.count == 2) {
        #expect(!gone.contains(member.name), "\(place) has \(member.name)")
      }
    }
  }

  private func walk(_ schema: JSONValue, at place: String, _ look: (JSONValue, String) -> Void) {
    look(schema, place)
    for name in ["properties", "patternProperties", "$defs"] {
      guard case .object(let members)? = schema[name] else { continue }
      for member in members { walk(member.value, at: "\(place)/\(member.name)", look) }
    }
    if let items = schema["items"] { walk(items, at: "\(place)/items", look) }
    if case .array(let choices)? = schema["anyOf"] {
      for choice in choices { walk(choice, at: "\(place)/anyOf", look) }
    }
  }

  private func text(_ value: JSONValue?) -> String? {
    if case .string(let text)? = value { text } else { nil }
  }

  private func sources() throws -> [(path: String, text: String)] {
    let folder = Self.package + "/Sources"
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [] }
    return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map {
      ($0, try String(contentsOfFile: folder + "/" + $0, encoding: .utf8))
    }
  }
}

/// The page that people write programs by names all that there is, and nothing else.
struct DataPageTests {
  private static func page() throws -> String {
    try String(contentsOfFile: Judges.package + "/Documentation/Data.md", encoding: .utf8)
  }

  @Test(arguments: DocumentFormat.allCases)
  func theRowOfADocumentHasItsMembers(_ format: DocumentFormat) throws {
    let schema = try Schema.document(of: format)
    guard case .object(let members)? = schema["properties"], case .array(let required)? = schema["required"] else {
      throw CancellationError()
    }
    let names = members.map(\.name).filter { $0 != "format" }.map { name in
      let isRequired = required.contains { if case .string(let text) = $0 { text == name } else { false } }
      return "`\(name)`" + (isRequired ? "" : "?")
    }
    let rows = try Self.page().split(separator: "\n").filter { $0.hasPrefix("| `\(format.rawValue)` |") }
    #expect(rows.count == 1)
    #expect(rows.first?.hasSuffix("| \(names.joined(separator: ", ")) |") == true)
  }

  @Test func itHasNoOtherDocuments() throws {
    let named = try Self.page().matches(of: /\n\| `([a-z-]+\/[0-9]+)` \|/).map { String($0.1) }
    #expect(named == DocumentFormat.allCases.map(\.rawValue))
  }
}

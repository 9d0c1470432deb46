import CanonicalJSON
import CommandLineTools
import DataFormats
import Schemas

/// `schema`: what the JSON documents of this program look like, for programs that read them.
enum SchemaCommand {
  static let definition = CommandDefinition(
    ["schema"], group: "Other", summary: "print the JSON Schema of a document, or list the documents",
    operands: [
      OperandDefinition("NAME", optional: true, help: "a document, such as report or report/1 (default: a list)")
    ],
    without: Unheeded.ledger,
    examples: ["pledgebook schema", "pledgebook schema report > report.schema.json"],
    details: [
      "Every JSON document of this program names its format in its first member, such as report/1. The schemas are of "
        + "draft 2020-12; Documentation/Data.md says what they promise."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    guard let name = session.arguments.operands.first else {
      if session.output.isJSON {
        try session.output.writeDocument(
          .schemas, ["formats": .array(DocumentFormat.allCases.map { .string($0.rawValue) })])
      } else {
        for format in DocumentFormat.allCases { try session.output.print(format.rawValue) }
      }
      return .done
    }
    guard let format = DocumentFormat.allCases.first(where: { "\($0.name)" == "\(name)" || $0.rawValue == "\(name)" })
    else {
      throw .usage("unknown-schema", "there is no document \(name)", hint: "pledgebook schema lists them")
    }
    do {
      try session.output.writeDocument(Schema.document(of: format).displayText())
    } catch {
      throw CommandError(from: error)
    }
    return .done
  }
}

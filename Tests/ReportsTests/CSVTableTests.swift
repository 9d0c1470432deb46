import CanonicalJSON
import Compliance
import Fixtures
import Foundation
import Languages
import Pledges
import Testing

@testable import Reports

@Suite("Tables of comma-separated values say what they are")
struct CSVTableTests {
  private func tables() throws -> [CSVTable] {
    let view = try OrchardStory.ledger().view(asOf: "2035-07-01T00:00:00Z")
    let report = try SignatoryReport(of: id("quince"), period: id("2034"), in: view, language: .english)
    let overview = try AccordOverview(period: id("2034"), in: view, language: .english)
    return CSVTable.Subject.allCases.compactMap { overview.table($0) }
      + [report.table(.history), report.table(.cells)]
      .compactMap(\.self)
  }

  @Test("every table has rows, a field for each column, and columns that tell its rows apart")
  func shape() throws {
    let tables = try tables()
    #expect(Set(tables.map(\.subject)) == Set(CSVTable.Subject.allCases))
    for table in tables {
      let keys = table.columns.indices.filter { table.columns[$0].isKey }
      #expect(!table.rows.isEmpty && !keys.isEmpty)
      #expect(table.rows.allSatisfy { $0.count == table.columns.count }, "\(table.subject)")
      #expect(Set(table.rows.map { row in keys.map { row[$0] } }).count == table.rows.count, "\(table.subject)")
      #expect(Set(table.columns.map(\.name)).count == table.columns.count)
    }
  }

  @Test("the first column has one name, whatever the ledger; lines end as RFC 4180 wants")
  func form() throws {
    for table in try tables() {
      let text = table.text()
      #expect(text.hasPrefix("environment,origin,size,"))
      #expect(text.hasSuffix("\r\n"))
      #expect(!text.replacing("\r\n", with: "").unicodeScalars.contains { $0 == "\r" || $0 == "\n" })
      #expect(Array(table.text(byteOrderMark: true).utf8) == [0xEF, 0xBB, 0xBF] + Array(text.utf8))
    }
  }

  @Test("fields are of the types that the description gives")
  func types() throws {
    for table in try tables() {
      for (place, column) in table.columns.enumerated() {
        for row in table.rows where !row[place].isEmpty {
          for item in column.isList ? row[place].split(separator: " ").map(String.init) : [row[place]] {
            let fits =
              switch column.type {
              case .text: true
              case .number: UInt64(item) != nil
              case .instant: Instant(item) != nil
              case .yesNo: ["yes", "no"].contains(item)
              }
            #expect(fits, "\(table.subject), \(column.name): \(item)")
          }
        }
      }
    }
  }

  @Test("the description names every column in order, and the file")
  func metadata() throws {
    for table in try tables() {
      let root = try JSONDocument(table.metadata(file: "x.csv").canonicalBytes()).root
      #expect(root.member("url")?.string == "x.csv")
      let columns = root.member("tableSchema")?.member("columns")?.elements.compactMap { $0.member("name")?.string }
      #expect(columns == table.columns.map(\.name))
      #expect(root.member("tableSchema")?.member("primaryKey")?.count == table.columns.filter(\.isKey).count)
    }
  }

  @Test("the page about data has every column with its meaning")
  func page() throws {
    let page = try String(contentsOfFile: Judges.package + "/Documentation/Data.md", encoding: .utf8)
    for table in try tables() {
      for column in table.columns {
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `\(column.name)` |") }
        #expect(rows.contains { $0.hasSuffix("| \(column.meaning) |") }, "\(table.subject), \(column.name)")
      }
    }
  }
}

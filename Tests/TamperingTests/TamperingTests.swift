import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Storage
import Testing
import Verification

@Suite("Tampering with a ledger's file")
struct TamperingTests {
  private static let all =
    Tampering.chain + Tampering.bodies + Tampering.texts + Tampering.insiders + Tampering.derivedData

  @Test("a ledger with an entry of every kind has no finding")
  func noFalseAlarm() throws {
    let folder = try TemporaryFolder()
    let chronicle = try Original.chronicle()
    let report = try verify(Original.copy(in: folder))
    #expect(report.codes() == [])
    #expect(report.assurance == .chainOnly)
    #expect(report.size == UInt64(chronicle.size))
    #expect(report.head == chronicle.head)
    #expect(report.counts.removedTexts == 1)
    let kinds = try Set(chronicle.contents.rows.map { try given(EntryHeader($0.header)).kind.known })
    #expect(kinds.count == EntryKind.Known.allCases.count)
  }

  @Test("writing the contents back unchanged leaves a good ledger")
  func neutralChange() throws {
    let folder = try TemporaryFolder()
    let path = try Original.tampered(in: folder, { file, _ in try file.relink(from: 0) })
    #expect(try verify(path).codes() == [])
  }

  @Test("is found, with its code and its entry", arguments: all)
  func isFound(_ tampering: Tampering) throws {
    let folder = try TemporaryFolder()
    let report = try verify(Original.tampered(in: folder, tampering.change))
    let found = tampering.families.isEmpty ? report.codes() : report.codes(in: tampering.families)
    #expect(try found.sorted() == tampering.expected(in: Original.chronicle()), "\(report.codes())")
    #expect(report.assurance == .broken)
  }

  @Test("does not hide a second edit further on", arguments: all)
  func hidesNothing(_ tampering: Tampering) throws {
    let folder = try TemporaryFolder()
    let path = try Original.tampered(
      in: folder, tampering.change,
      { file, sample in
        // Behind every change above, and found by its kind, since an insertion moves it.
        let place = try given(file.rows.lastIndex { EntryHeader($0.header)?.kind.text == "signatory.delist" })
        file.rows[place].envelope = try file.rows[place].envelope(replacing: "own-request", with: "other")
      })
    let report = try verify(path)
    let place = try given(LedgerFile(path).rows.last { EntryHeader($0.header)?.kind.text == "signatory.delist" }).seq
    #expect(report.codes().contains("envelope.digest@\(place)"), "\(report.codes())")
    #expect(report.codes().contains("signature.invalid@\(place)"))
    let first = try tampering.expected(in: Original.chronicle())
    #expect(Set(report.codes()).isSuperset(of: first), "\(report.codes())")
  }
}

extension VerificationReport {
  func codes(in families: [String]) -> [String] {
    codes().filter { code in families.contains { code.hasPrefix($0 + ".") } }
  }
}

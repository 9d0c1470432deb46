internal import Pledges
internal import Storage
import Testing
public import Verification

/// Verifies a file the way the command does: the file itself, then every entry.
///
/// Serially and on several cores, once with the state in memory and once with nearly all of it on the disk; that both
/// say the same, to the letter, is part of every test that calls it.
public func verify(_ path: String, trust: Trust = Trust(), texts: TextSource = .workingFile) throws
  -> VerificationReport
{
  let reader = try SQLiteLedgerReader.open(path)
  let structure = try reader.structuralFindings()
  var serial = try LedgerVerification(trust: trust, texts: texts, cores: 1)
  let report = try serial.run(reader, structure: structure)
  var parallel = try LedgerVerification(trust: trust, texts: texts, cores: 3)
  let other = try parallel.run(reader, structure: structure)
  #expect(other.findings == report.findings)
  #expect(other.assurance == report.assurance)
  #expect(other.head == report.head && other.root == report.root && other.size == report.size)
  #expect(other.counts == report.counts)
  #expect(other.notOffered.map(\.digest) == report.notOffered.map(\.digest))
  return report
}

extension VerificationReport {
  /// The findings as `code@index`, those of the ledger as a whole as `code@-`, in these families of codes.
  public func codes(_ families: String...) -> [String] {
    findings.filter { finding in families.isEmpty || families.contains { finding.code.hasPrefix($0 + ".") } }
      .map { "\($0.code)@\($0.index?.description ?? "-")" }
  }
}

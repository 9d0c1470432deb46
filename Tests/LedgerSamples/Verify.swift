internal import Pledges
internal import Storage
public import Verification

/// Verifies a file the way the command does: the file itself, then every entry.
public func verify(_ path: String, trust: Trust = Trust()) throws -> VerificationReport {
  let reader = try SQLiteLedgerReader.open(path)
  let structure = try reader.structuralFindings()
  var verification = try LedgerVerification(trust: trust)
  return try verification.run(reader, structure: structure)
}

extension VerificationReport {
  /// The findings as `code@index`, those of the ledger as a whole as `code@-`, in these families of codes.
  public func codes(_ families: String...) -> [String] {
    findings.filter { finding in families.isEmpty || families.contains { finding.code.hasPrefix($0 + ".") } }
      .map { "\($0.code)@\($0.index?.description ?? "-")" }
  }
}

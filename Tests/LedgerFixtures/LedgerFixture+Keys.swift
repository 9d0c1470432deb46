internal import Cryptography
public import Pledges

extension LedgerFixture {
  /// A party brings in one more key of its own.
  @discardableResult
  public func register(
    _ key: FixedKey, of party: PartyID, by owner: [FixedKey], at now: Instant
  ) throws -> AdmittedEntry {
    try admit(.keyRegister(KeyRegistration(party: party, key: key.publicKey)), owner + [key], at: now)
  }

  /// A party says how many of its keys sign for it.
  @discardableResult
  public func setThreshold(
    _ threshold: Int, of party: PartyID, by owner: [FixedKey], at now: Instant
  ) throws -> AdmittedEntry {
    try admit(.keyThreshold(KeyThreshold(party: party, threshold: threshold)), owner, at: now)
  }

  /// A key ends: as lost, or as compromised where it is said since when.
  @discardableResult
  public func end(
    _ key: FixedKey, of party: PartyID, since: Instant? = nil, by signers: [FixedKey], at now: Instant
  ) throws -> AdmittedEntry {
    try admit(
      .keyRevoke(
        KeyRevocation(
          party: party, key: key.keyID, reason: since == nil ? .lost : .compromised, invalidSince: since)),
      signers, at: now)
  }

  /// The registrar brings in keys that wait.
  @discardableResult
  public func recover(
    _ keys: [FixedKey], of party: PartyID, threshold: Int = 1, identifications: [KeyIdentification] = [],
    at now: Instant
  ) throws -> AdmittedEntry {
    try admit(
      .keyRecover(
        KeyRecovery(
          party: party, keys: keys.map(\.publicKey), threshold: threshold, identifications: identifications)),
      [.registrar] + keys, at: now)
  }

  /// A key objects to what was done to its party's keys.
  @discardableResult
  public func object(
    _ key: FixedKey, of party: PartyID, to act: EntryIndex, at now: Instant
  ) throws -> AdmittedEntry {
    try admit(.keyObject(KeyObjection(party: party, of: act)), [key], at: now)
  }
}

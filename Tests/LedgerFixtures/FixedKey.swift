public import Cryptography

/// Keys that are the same in every run. Their private halves are here for all to read, so they protect nothing.
///
/// All are Ed25519 keys but those of `birch`, which are P-256 keys; an ECDSA signature differs from run to run, so a
/// ledger that is to be the same byte for byte is signed by the others only.
public enum FixedKey: String, Sendable, CaseIterable {
  case registrar, secondRegistrar, thirdRegistrar
  case log, secondLog
  case alder, alderSpare
  case birch, birchSpare
  case cedar, cedarSpare
  case reviewer, challenger, panel, checker
  /// A key that no ledger of the fixtures knows.
  case stranger
  /// Keys to bring in anew.
  case spare, secondSpare, thirdSpare, fourthSpare

  public var privateKey: PrivateKey {
    guard let key = FixedKey.parsed[self] else { preconditionFailure("\(rawValue) has no key") }
    return key
  }

  public var publicKey: PublicKey { privateKey.publicKey }
  public var keyID: KeyID { publicKey.keyID }

  /// The private key as PKCS#8 in PEM, without a passphrase.
  public var pem: String {
    "-----BEGIN PRIVATE KEY-----\n\(base64)\n-----END PRIVATE KEY-----\n"
  }

  private static let parsed: [FixedKey: PrivateKey] = {
    var keys: [FixedKey: PrivateKey] = [:]
    for key in allCases {
      do {
        keys[key] = try PrivateKey(pem: Array(key.pem.utf8), passphrase: nil)
      } catch {
        preconditionFailure("the fixed key \(key.rawValue) is no key: \(error)")
      }
    }
    return keys
  }()

  private var base64: String {
    switch self {
    case .registrar: "MC4CAQAwBQYDK2VwBCIEICmr+VeZllddIdNxAmVjaqBDL8lmpWgyY4DXfQz/93Hq"
    case .secondRegistrar: "MC4CAQAwBQYDK2VwBCIEIGnx2jrAmjHb2Yj7a4AIf9IQ2sHhfOMWLp9FDqsfe8wm"
    case .thirdRegistrar: "MC4CAQAwBQYDK2VwBCIEICn2p0XerSvtf5bRXRKA+QbVtYMs9rkZy7+vfot4lKc3"
    case .log: "MC4CAQAwBQYDK2VwBCIEIJbWuzRp/5ItzJS/mtn/Or1ravMQah+PqhCrZZNxMNqM"
    case .secondLog: "MC4CAQAwBQYDK2VwBCIEIFO+eZA74+49A90ArShhyIBjXzVa0Sa6J3SPDFcpHFRs"
    case .alder: "MC4CAQAwBQYDK2VwBCIEIGSyoLDTsExAr2t3wY4GIjww3nnmFU1u4YvqEvoYI0V4"
    case .alderSpare: "MC4CAQAwBQYDK2VwBCIEIM+XCXzz203KZH2S1T1R4WvAzTzrpC+aKz4+jDNDnxN4"
    case .birch:
      """
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrUHa2Udp8yksq2wM
      ko0Z3TDslgFwoXKoFjr9lW4Qa4mhRANCAATcFlfc0+BNPn8071h8W0ELhD5NWkXC
      +QtsHqjFElOZM6n6hJQ6AVBUFAgka6yepDM8SsODoJl7T+Da2NARWmIe
      """
    case .birchSpare:
      """
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSrSPVeCKlgm0xfsk
      IrhZnkVYqbiEzE69WVkzvYmnsjqhRANCAARVgq7NclHMqmiVToB65V+PwERsvXP/
      WaMjLdky1HP3wm1DiO2HTmuD21o+5c2l1F8b0uo7cvqAHyICZ+Vn0abQ
      """
    case .cedar: "MC4CAQAwBQYDK2VwBCIEIBU0HJ8L6vjMWnpQKjBHLgOMhHef/rjIq2DcjaFfgRj8"
    case .cedarSpare: "MC4CAQAwBQYDK2VwBCIEIBSDL2WyrKfzcKAX1QYQ3pa4twa1yGJI64keKb3Mijm/"
    case .reviewer: "MC4CAQAwBQYDK2VwBCIEIHte5R3Supipigy5pXaFp4FCNN3qwlabnAJa8P/CqsvM"
    case .challenger: "MC4CAQAwBQYDK2VwBCIEIO4r+b71Y0kTtmwJ1Ng9ul9ikTSdcF+ewl0vq1cFIqDS"
    case .panel: "MC4CAQAwBQYDK2VwBCIEINihW8bND2w9gxTqN7T6wn8Rt1MvzZ3htht0IRD6faQ1"
    case .checker: "MC4CAQAwBQYDK2VwBCIEIB8kyI5q2Az5DYoOt000RbL/OLqmC1xYSwYkwNpRqQv1"
    case .stranger: "MC4CAQAwBQYDK2VwBCIEIL6n24dppTJZIwFdSW1B5+jMWkP2pvQCrHW8wYeWeyRS"
    case .spare: "MC4CAQAwBQYDK2VwBCIEIKAudlBILTyvgIx+xj9T7CEAt2MPzBXub9qcueWY8jb9"
    case .secondSpare: "MC4CAQAwBQYDK2VwBCIEIEVeYGn8hKPM7JgAQ6nhY+JLBDPp2V1o1rWMNxf+6r8S"
    case .thirdSpare: "MC4CAQAwBQYDK2VwBCIEIIYehq6G4IAi07/CiHl2N1WknSMHikKAY1hFj0yLhsEM"
    case .fourthSpare: "MC4CAQAwBQYDK2VwBCIEIEpMgbowBTIToSKDIHvFTGCTKiNnbaD736E8oYjL3GpU"
    }
  }
}

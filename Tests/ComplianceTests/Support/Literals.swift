import Cryptography
import LedgerFixtures
import Pledges

extension Instant {
  static func + (instant: Instant, seconds: Int64) -> Instant { instant.advanced(bySeconds: seconds) }
  static func - (instant: Instant, seconds: Int64) -> Instant { instant.advanced(bySeconds: -seconds) }
}

extension KeyID {
  /// A key named by a word.
  static func named(_ word: String) -> KeyID { KeyID(.named(word)) }
}

let day: Int64 = 86_400

import Cryptography
import Fixtures
import LedgerSamples
import Testing

@testable import LedgerWriter
@testable import Pledges

@Suite("Examining a batch on all cores")
struct ParallelExaminationTests {
  private struct Refused: Error {}

  @Test("when it ends, as ever it ends, no thread is at work on the batch any more", arguments: [0, 1, 40, 64])
  func nobodyIsLeft(_ taken: Int) throws {
    let bench = try QueueBench()
    let envelopes = try bench.joins(64)
    for _ in 0..<20 {
      weak var key: PublicKey?
      do {
        var keys = KeyBook()
        let known = try PublicKey(pem: bench.cast.registrar.publicKey.pem)
        keys.add(
          known, owner: .registrar, since: .genesis,
          provenance: KeyBook.Provenance(voucher: .registrar, recorded: bench.now))
        key = known
        var count = 0
        do {
          try ParallelExamination.examine(envelopes[...], keys: keys) { (examined) throws(Refused) in
            #expect((try? examined.get()) != nil)
            count += 1
            if count > taken { throw Refused() }
          }
          #expect(taken == 64)
        } catch {
          #expect(taken < 64)
        }
      }
      // Whoever examines holds the keys to do it with.
      #expect(key == nil)
    }
  }
}

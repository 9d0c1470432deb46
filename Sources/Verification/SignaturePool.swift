internal import Cryptography
internal import Dispatch
internal import Pledges
internal import Synchronization

/// Checks signatures on all cores, in batches, while the caller goes on reading.
///
/// The caller submits and at the end asks one question: were all of them valid? Batches in flight are bounded, so that
/// memory does not grow with the ledger.
final class SignaturePool: Sendable {
  private let queue = DispatchQueue(label: "pledgebook.signatures", attributes: .concurrent)
  private let group = DispatchGroup()
  private let room: DispatchSemaphore
  /// Set once, by whichever batch first meets a signature that is not valid; read by anybody.
  private let doubt = Atomic<Bool>(false)

  /// A pool that keeps this many cores busy.
  init(cores: Int) {
    room = DispatchSemaphore(value: 2 * cores)
  }

  /// Whether some signature so far was not valid, or could not be checked.
  var hasDoubt: Bool { doubt.load(ordering: .relaxed) }

  /// Takes a batch over; waits while all cores have work ahead.
  func submit(_ batch: SignatureBatch) {
    room.wait()
    // The closure is @Sendable and written outside any actor: Dispatch runs it on threads of its own.
    queue.async(group: group) { @Sendable [self] in
      if !SignaturePool.areValid(batch) { doubt.store(true, ordering: .relaxed) }
      room.signal()
    }
  }

  /// Waits for all that was submitted.
  func finish() -> Bool {
    group.wait()
    return !hasDoubt
  }

  private static func areValid(_ batch: SignatureBatch) -> Bool {
    do {
      // One library context a batch: contexts are not shared between threads.
      var verifier = try SignatureVerifier()
      return try batch.areValid(by: &verifier)
    } catch {
      // Not checked is not valid; the serial pass says what the library said.
      return false
    }
  }
}

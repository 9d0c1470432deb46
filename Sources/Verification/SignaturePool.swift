internal import Cryptography
internal import Dispatch
internal import Pledges
internal import Synchronization

/// Checks signatures on all cores, in batches, while the caller goes on reading.
///
/// The caller submits and at the end asks one question: were all of them valid? Batches in flight are bounded, so that
/// memory does not grow with the ledger.
final class SignaturePool: Sendable {
  /// A batch is long enough that handing it over costs nothing beside its checks.
  private static let batchSize = 128

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

  /// Takes the checks over once there are enough of them; waits while all cores have work ahead.
  func submit(_ checks: inout [SignatureCheck], isLast: Bool = false) {
    guard isLast ? !checks.isEmpty : checks.count >= SignaturePool.batchSize else { return }
    let batch = checks
    checks.removeAll(keepingCapacity: true)
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

  private static func areValid(_ batch: [SignatureCheck]) -> Bool {
    do {
      // One library context a batch: contexts are not shared between threads.
      var verifier = try SignatureVerifier()
      var buffer: [UInt8] = []
      for check in batch {
        guard try check.isValid(by: &verifier, encodingIn: &buffer) else { return false }
      }
      return true
    } catch {
      // Not checked is not valid; the serial pass says what the library said.
      return false
    }
  }
}

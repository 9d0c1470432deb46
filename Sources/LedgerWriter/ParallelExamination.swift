internal import Cryptography
internal import Dispatch
internal import Pledges
internal import Synchronization

/// Examines many envelopes on all cores and keeps their order.
enum ParallelExamination {
  typealias Examined = Result<ExaminedEnvelope, Refusal>

  /// Envelopes a task: enough that a verifier of its own costs nothing, few enough that no core runs dry at the end.
  private static let chunk = 16

  /// What is known of each envelope without its place in the ledger, in the order given.
  static func examine(_ envelopes: ArraySlice<Envelope>, keys: KeyBook) -> [Examined] {
    let starts = Array(stride(from: envelopes.startIndex, to: envelopes.endIndex, by: chunk))
    guard starts.count > 1 else { return examined(envelopes, keys: keys) }
    // The lock owns the results; each task takes it once, at its end.
    let results = Mutex<[[Examined]]>(Array(repeating: [], count: starts.count))
    DispatchQueue.concurrentPerform(iterations: starts.count) { task in
      let range = starts[task]..<min(starts[task] + chunk, envelopes.endIndex)
      let examined = examined(envelopes[range], keys: keys)
      results.withLock { $0[task] = examined }
    }
    return results.withLock { Array($0.joined()) }
  }

  /// One after the other, on this thread.
  static func examined(_ envelopes: ArraySlice<Envelope>, keys: KeyBook) -> [Examined] {
    do {
      // One verifier a thread: its OpenSSL contexts are not shared.
      var verifier = try EnvelopeVerifier()
      return envelopes.map { envelope in
        do throws(Refusal) {
          return .success(try verifier.examine(envelope, keys: keys))
        } catch {
          return .failure(error)
        }
      }
    } catch {
      let refusal = Refusal(
        .signatureUnsupported, "the signature could not be checked: \(error.reason)",
        hint: "run pledgebook status to see the cryptography library, and try again")
      return envelopes.map { _ in .failure(refusal) }
    }
  }
}

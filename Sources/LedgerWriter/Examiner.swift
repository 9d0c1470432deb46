internal import Cryptography
internal import Pledges

/// Examines envelopes one after the other; one a thread, since its OpenSSL contexts are not shared.
struct Examiner: ~Copyable {
  private var verifier: EnvelopeVerifier?
  /// Why there is no verifier.
  private var reason = ""

  init() {
    do {
      verifier = try EnvelopeVerifier()
    } catch {
      verifier = nil
      reason = error.reason
    }
  }

  /// What is known of an envelope without its place in the ledger.
  mutating func examined(_ envelope: SubmittedEnvelope, keys: KeyBook) -> ParallelExamination.Examined {
    do throws(Refusal) {
      guard let examined = try verifier?.examine(envelope, keys: keys) else {
        throw Refusal(
          .signatureUnsupported, "the signature could not be checked: \(reason)",
          hint: "run pledgebook status to see the cryptography library, and try again")
      }
      return .success(examined)
    } catch {
      return .failure(error)
    }
  }
}

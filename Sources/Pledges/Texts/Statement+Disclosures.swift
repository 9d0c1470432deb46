internal import Cryptography

extension Statement {
  /// Refuses disclosures that are not exactly the words of this statement's detached texts, each of the form that its
  /// place asks for. // Format §12
  public func check(_ disclosures: [Disclosure]) throws(Refusal) {
    let size = disclosures.reduce(0) { $0 + $1.bytes.count }
    guard disclosures.count <= Statement.maximumTexts else {
      throw Refusal.textsTooLarge("there are \(disclosures.count) disclosures")
    }
    guard size <= SubmittedEnvelope.maximumTextByteCount else {
      throw Refusal.textsTooLarge("the disclosures have \(size) bytes")
    }
    let examined = ExaminedTexts(disclosures, of: self)
    if let fault = examined.faults.first {
      throw Refusal(
        fault.code, fault.message,
        hint: "hand the statement in with exactly the texts it was made with, or draft it again")
    }
    if let digest = examined.missing.first {
      throw Refusal(
        .textMissing, "the words of \(place(of: digest)) are not there, text \(digest)",
        hint: "hand the statement in with the texts it was made with")
    }
  }
}

extension Refusal {
  static func textsTooLarge(_ what: String) -> Refusal {
    Refusal(
      .textTooLarge,
      "\(what); at most \(Statement.maximumTexts) disclosures and \(SubmittedEnvelope.maximumTextByteCount) bytes are "
        + "taken", hint: "attest fewer commitments at a time, or move long texts into evidence files")
  }
}

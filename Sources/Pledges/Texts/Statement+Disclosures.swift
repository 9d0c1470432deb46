internal import Cryptography

extension Statement {
  /// Refuses disclosures that are not exactly the words of this statement's detached texts, each of the form that its
  /// place asks for. // Format §5, §11
  public func check(_ texts: [Disclosure]) throws(Refusal) {
    let size = texts.reduce(0) { $0 + $1.bytes.count }
    guard texts.count <= Statement.maximumTexts else {
      throw Refusal.textsTooLarge("there are \(texts.count) disclosures")
    }
    guard size <= SubmittedEnvelope.maximumTextByteCount else {
      throw Refusal.textsTooLarge("the disclosures have \(size) bytes")
    }
    var contents = try Statement.contents(of: texts)
    for place in self.texts {
      guard let content = contents.removeValue(forKey: place.digest) else {
        throw Refusal(
          .textMissing, "the words of \(place.place) are not there, text \(place.digest)",
          hint: "hand the statement in with the texts it was made with")
      }
      if let fault = content.fault(place.form) {
        throw Refusal(.textForm, "\(place.place), text \(place.digest): \(fault)", hint: "draft it again")
      }
    }
    if let stray = contents.keys.min() {
      throw Refusal(
        .textDigest, "the statement names no text \(stray)",
        hint: "the words or their salt were changed after the statement was made: draft it again")
    }
  }

  /// What each disclosure says; no two are the same, or have one salt. // Format §5
  private static func contents(of texts: [Disclosure]) throws(Refusal) -> [Digest: Disclosure.Content] {
    var contents: [Digest: Disclosure.Content] = [:]
    var salts: Set<Disclosure.Salt> = []
    for text in texts {
      guard let content = text.content else {
        throw Refusal(.textForm, "text \(text.digest): \(Disclosure.formFault)", hint: "draft it again")
      }
      guard contents.updateValue(content, forKey: text.digest) == nil else {
        throw Refusal(.textDigest, "text \(text.digest) is disclosed twice", hint: "disclose each text once")
      }
      guard salts.insert(content.salt).inserted else {
        throw Refusal(.textForm, "two disclosures have one salt", hint: "make a new random salt for each text")
      }
    }
    return contents
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

import CanonicalJSON

/// The code with which a text is refused, or nil when it is taken.
func refusal(_ text: String, _ profile: JSONProfile = .ledger) -> JSONError.Code? {
  refusal(Array(text.utf8), profile)
}

func refusal(_ bytes: [UInt8], _ profile: JSONProfile = .ledger) -> JSONError.Code? {
  do {
    _ = try JSONDocument(bytes, profile: profile)
    return nil
  } catch {
    return error.code
  }
}

/// The canonical form of a text under the strict profile.
func canonical(_ text: String) throws -> String {
  String(decoding: try JSONDocument(Array(text.utf8), profile: .strict).root.canonicalBytes(), as: UTF8.self)
}

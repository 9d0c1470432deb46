internal import CanonicalJSON

extension Register {
  /// Reads a list of objects, or an object with such a list under `signatories`.
  mutating func readJSON(_ bytes: [UInt8]) {
    let root: JSONNode
    do {
      root = try JSONDocument(bytes, profile: .ledger, byteLimit: Self.maximumJSONByteCount).root
    } catch {
      let line = 1 + bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") }
      faults.add(nil, "line \(line), byte \(error.offset)", error.reason)
      return
    }
    let list = root.kind == .array ? root : root.member("signatories") ?? root
    guard list.kind == .array else {
      faults.add(nil, nil, "the file is not a list of signatories")
      return
    }
    for (position, element) in list.elements.enumerated() {
      let place = Place.signatory(position + 1)
      let log = FaultLog()
      let entry = Entry(element.view, on: basis, at: place, log)
      for fault in log.faults {
        faults.add(place, fault.pointer.isEmpty ? nil : String(fault.pointer.dropFirst()), fault.reason)
      }
      if !add(entry) { return }
    }
  }
}

extension Register.Entry {
  static func read(
    _ value: JSONValue, on basis: Join.Basis, at place: Register.Place, _ log: FaultLog
  ) -> Self {
    do {
      return Self(try JSONDocument(value.canonicalBytes(), profile: .ledger).root.view, on: basis, at: place, log)
    } catch {
      log.fault(error.reason)
      return Self(place: place)
    }
  }

  /// Reads as much as can be read, with a fault for the rest.
  init(_ node: JSONView, on basis: Join.Basis, at place: Register.Place, _ log: FaultLog) {
    self.init(place: place)
    guard var members = Members(node, log) else { return }
    id = members.required("id", Read.id)
    name = members.required("name", Read.textMap(500))
    kind = members.required("kind", Read.id)
    country = members.optional("country", Read.country)
    traits = members.optional("traits", readList(0...200, Read.id)) ?? []
    log.at(.member("traits")) { requireUnique(traits, "trait", log) }
    effective = members.required("effective", Read.instant)
    joinedVia = members.optional("joinedVia", Read.text(500))
    switch basis {
    case .publicSource: source = members.required("source", Join.Source.read)
    case .signed:
      subscribed = members.optional("subscribed", readList(1...500, Read.id))
      log.at(.member("subscribed")) { requireUnique(subscribed ?? [], "commitment", log) }
      publicKeys = members.required("publicKeys", readList(1...KeyBook.maximumKeys, Read.text())) ?? []
      threshold = members.optional("threshold", Read.integer(1...Int64(KeyBook.maximumKeys))).map { Int($0) }
      identified = members.optional("identified", Read.text())
    }
    members.finish()
  }
}

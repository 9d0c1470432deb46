internal import CanonicalJSON

extension Indicator {
  static func read(_ node: JSONView, _ log: FaultLog) -> Indicator? {
    guard var members = Members(node, log) else { return nil }
    let id: PlainID? = members.required("id", Read.id)
    let label = members.required("label", Read.textMap(500))
    let type: ValueType? = members.required("type", Read.choice)
    let required = members.required("required", Read.boolean)
    let unit = members.optional("unit", Read.text(64))
    let choices = members.optional("choices", readList(1...200, AccordDocument.LabelledID.read))
    let minimum = members.optional("min", type.map(readBound) ?? { _, _ in nil })
    let maximum = members.optional("max", type.map(readBound) ?? { _, _ in nil })
    let direction: Direction? = members.optional("direction", Read.choice)
    let breakdown = members.optional("breakdown", readBreakdown)
    members.finish()
    guard let id, let label, let type, let required else { return nil }
    if type == .choice, choices == nil { log.fault(at: .member("choices"), reason: "is required for a choice") }
    if type != .choice, choices != nil { log.fault(at: .member("choices"), reason: "is for a choice only") }
    requireUnique(choices ?? [], by: { $0.id }, "choice", log)
    if let minimum, let maximum, !minimum.isAtMost(maximum) {
      log.fault(at: .member("max"), reason: "must not be below min")
    }
    return Indicator(
      id: id, label: label, type: type, required: required, unit: unit, choices: choices ?? [], minimum: minimum,
      maximum: maximum, direction: direction, breakdown: breakdown)
  }

  private static func readBound(for type: ValueType) -> (JSONView, FaultLog) -> Bound? {
    { node, log in
      switch type {
      case .integer: return Read.integer(-Read.largestInteger...Read.largestInteger)(node, log).map(Bound.integer)
      case .decimal, .percent:
        guard let text = node.string, let number = ExactDecimal(text) else {
          log.fault("must be a decimal number as a text")
          return nil
        }
        return .decimal(number)
      case .date: return Read.date(node, log).map(Bound.date)
      case .narrative, .yesNo, .choice, .link:
        log.fault("is not for this type of indicator")
        return nil
      }
    }
  }

  private static func readBreakdown(_ node: JSONView, _ log: FaultLog) -> Breakdown? {
    if node.isString("country") { return .country }
    guard node.kind == .array else {
      log.fault("must be country or a list of ids")
      return nil
    }
    let keys: [PlainID]? = readList(1...200, Read.id)(node, log)
    requireUnique(keys ?? [], "key", log)
    return keys.map(Breakdown.keys)
  }
}

extension Indicator.Bound {
  /// Whether this limit lies at or below the other; true when they are of different types.
  func isAtMost(_ other: Indicator.Bound) -> Bool {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): left <= right
    case (.decimal(let left), .decimal(let right)): left <= right
    case (.date(let left), .date(let right)): left <= right
    default: true
    }
  }
}

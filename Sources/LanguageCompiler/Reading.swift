internal import CanonicalJSON

/// A value of a language file with its place in it.
struct Reading {
  let node: JSONNode
  let place: String

  init(_ node: JSONNode, _ place: String) {
    self.node = node
    self.place = place
  }

  private func place(of name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

  func has(_ name: String) -> Bool { child(name) != nil }

  func child(_ name: String) -> Reading? {
    guard node.kind == .object else { return nil }
    return node.member(name).map { Reading($0, place(of: name)) }
  }

  var children: [(name: String, reading: Reading)] {
    guard node.kind == .object else { return [] }
    return node.members.map { ($0.name, Reading($0.value, place(of: $0.name))) }
  }

  /// That it is an object with these members and no others.
  func expect(_ names: [String], optional: [String], _ log: inout FaultLog) {
    for name in names where !has(name) { log.add(place(of: name), "is missing") }
    for child in children where !names.contains(child.name) && !optional.contains(child.name) {
      log.add(child.reading.place, "is unknown")
    }
  }

  func object(_ name: String, _ log: inout FaultLog) -> Reading? {
    guard let child = child(name), child.node.kind == .object else {
      log.add(place(of: name), "is no object")
      return nil
    }
    return child
  }

  /// A text that is not empty; what is missing has been told by `expect`.
  func string(_ name: String, _ log: inout FaultLog) -> String {
    guard let child = child(name) else { return "" }
    return child.text(&log) ?? ""
  }

  func strings(_ name: String, _ log: inout FaultLog) -> [String] {
    guard let child = child(name), child.node.kind == .array else { return [] }
    return child.node.elements.enumerated().compactMap { Reading($1, "\(child.place)[\($0)]").text(&log) }
  }

  private func text(_ log: inout FaultLog, isBlankAllowed: Bool = false) -> String? {
    guard let text = node.string else {
      log.add(place, "is no text")
      return nil
    }
    if text.isEmpty { log.add(place, "is empty") }
    if !isBlankAllowed, text.first?.isWhitespace == true || text.last?.isWhitespace == true {
      log.add(place, "begins or ends with a blank")
    }
    return text
  }

  func template(_ log: inout FaultLog, isBlankAllowed: Bool = false) -> Template? {
    guard let text = text(&log, isBlankAllowed: isBlankAllowed) else { return nil }
    guard let template = Template(text) else {
      log.add(place, "has a brace that names no place")
      return nil
    }
    return template
  }

  /// A text, or an object with one for each form of the plural.
  func entry(plural rule: String, _ log: inout FaultLog) -> Entry? {
    guard node.kind == .object else { return template(&log).map(Entry.single) }
    let expected = PluralForms.byRule[rule] ?? []
    expect(expected, optional: [], &log)
    var forms: [(form: String, template: Template)] = []
    for form in expected {
      guard let child = child(form), let template = child.template(&log) else { continue }
      if !template.names.contains("count"), !PluralForms.ofSingleNumber(rule).contains(form) {
        log.add(child.place, "does not say {count}, and is for more than one number")
      }
      forms.append((form, template))
    }
    for form in forms where Set(form.template.names + ["count"]) != Set(Entry.plural(forms).names) {
      log.add(place(of: form.form), "has other places than the other forms")
    }
    return .plural(forms)
  }
}

internal import ForeignText

/// Refuses a text of an option that has a control character in it: most texts become part of a statement, where they stay
/// for good and go to terminals and pages of others.
///
/// - Parameters:
///   - name: what the text is, at the beginning of a sentence.
///   - lines: the text may have several lines, and tabs in them.
///   - hint: what to do about it, where there is more to say than to leave the character out.
public func requireNoControl(
  in text: String, _ name: String, lines: Bool = false, hint: String? = nil
) throws(CommandError) {
  guard let control = text.firstControl(butLines: lines) else { return }
  let what =
    switch control {
    case "\n", "\r", "\u{2028}", "\u{2029}": "a line end, \(control.codePoint)"
    default: "a control character, \(control.codePoint)"
    }
  let rule =
    lines
    ? "leave it out; of control characters the text may have line feeds (U+000A) and tabs alone"
    : "leave it out; the text is one line without control characters"
  throw .usage("control-character", "\(name) holds \(what)", hint: hint ?? rule)
}

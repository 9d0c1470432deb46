internal import ForeignText

extension String {
  /// The text with every character that acts instead of showing written out as an escape such as `\u{202e}`.
  ///
  /// Text of others passes through here in every output but JSON, which has escapes of its own. A line feed stays where
  /// the form has room for lines and becomes a space where not.
  func visible(keepingLines: Bool = false) -> String {
    showing(lineFeed: keepingLines ? "\n" : " ", tab: " ")
  }
}

extension String {
  /// Whether a program may offer this address to be followed: http or https, and shown as it is.
  var isWebAddress: Bool {
    let lower = prefix(8).lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return false }
    // What would be shown as an escape would not be the address any more.
    return !unicodeScalars.contains { $0.actsInsteadOfShowing || $0 == " " }
  }
}

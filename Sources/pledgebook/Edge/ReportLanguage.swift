import CommandLineTools
import Languages

/// The language of reports where `--language` does not say it: that of the locale, if it is one of ours, else English.
///
/// Messages stay English, and so do documents for programs.
enum ReportLanguage {
  /// - Parameter environment: the value of a variable; nil when it is not set.
  static func preferred(environment: (String) -> String? = environmentValue) -> Language {
    // Empty is as good as not set. // POSIX, Base Definitions 8.2
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty }
    guard let locale, let name = name(of: locale), name != "C", name != "POSIX" else { return .english }
    // In the locale C nobody asks for a language. // GNU gettext, The LANGUAGE variable
    let wanted = (environment("LANGUAGE") ?? "").split(separator: ":").compactMap { Self.name(of: String($0)) }
    return (wanted + [name]).lazy.compactMap(Language.init).first ?? .english
  }

  /// The language of a locale: `fr` of `fr_CA.UTF-8@euro`.
  private static func name(of locale: String) -> String? {
    locale.split(whereSeparator: { "_.@-".contains($0) }).first.map(String.init)
  }
}
